//! Packing a root file system into an OCI image with umoci.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Image;
use crate::command;
use crate::files;
use crate::layout::Layout;

/// What an image says about itself.
#[derive(Debug, Default)]
pub struct Configuration<'a> {
    /// Program and first arguments.
    pub entrypoint: &'a [&'a str],
    /// Numeric user and group, `65532:65532`.
    pub user: &'a str,
    /// `NAME=value`.
    pub environment: &'a [&'a str],
}

/// The image of this name and tag, when it is packed already.
pub fn find(layout: &Layout, name: &str, tag: &str) -> Option<Image> {
    let image = image(layout, name, tag);
    image.archive.exists().then_some(image)
}

/// Packs a tar file of a root file system; images of other tags under the same name are removed from the cache.
pub fn pack(
    layout: &Layout,
    name: &str,
    tag: &str,
    root: &Path,
    configuration: &Configuration,
) -> Result<Image> {
    let image = image(layout, name, tag);
    let folder = image
        .archive
        .parent()
        .context("an archive lies in a folder")?
        .to_path_buf();
    files::make_folder(&folder)?;
    let workshop = tempfile::tempdir_in(&folder).context("cannot make a temporary folder")?;
    let oci = workshop.path().join("oci");
    let target = format!("{}:{tag}", oci.display());
    umoci(&["init", "--layout", &oci.display().to_string()])?;
    umoci(&["new", "--image", &target])?;
    umoci(&[
        "raw",
        "add-layer",
        "--image",
        &target,
        &root.display().to_string(),
    ])?;
    let mut words = vec![
        "config",
        "--image",
        &target,
        "--config.user",
        configuration.user,
    ];
    configuration
        .entrypoint
        .iter()
        .for_each(|word| words.extend(["--config.entrypoint", word]));
    configuration
        .environment
        .iter()
        .for_each(|pair| words.extend(["--config.env", pair]));
    umoci(&words)?;
    umoci(&["gc", "--layout", &oci.display().to_string()])?;
    name_index(&oci, &image.reference)?;
    let unfinished = workshop.path().join("image.tar");
    command::run(
        Command::new("tar")
            .arg("--create")
            .arg("--file")
            .arg(&unfinished)
            .arg("--directory")
            .arg(&oci)
            .arg("."),
    )?;
    remove_others(&folder, name, &image.archive)?;
    fs::rename(&unfinished, &image.archive)
        .with_context(|| format!("cannot write {}", image.archive.display()))?;
    Ok(image)
}

/// A root file system as a tar file whose bytes depend on its content only.
pub fn tar(folder: &Path, file: &Path) -> Result<()> {
    command::run(
        Command::new("tar")
            .args([
                "--create",
                "--sort=name",
                "--mtime=@0",
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--file",
            ])
            .arg(file)
            .arg("--directory")
            .arg(folder)
            .arg("."),
    )
}

fn image(layout: &Layout, name: &str, tag: &str) -> Image {
    Image {
        reference: format!("localhost/{name}:{tag}"),
        archive: layout
            .cache
            .join("images")
            .join(format!("{name}_{tag}.tar")),
    }
}

/// containerd takes the image's name from this annotation; without it the kubelet asks a registry for `import-DATE`.
fn name_index(oci: &Path, reference: &str) -> Result<()> {
    let file = oci.join("index.json");
    let mut index: Value = serde_json::from_str(&files::read(&file)?)
        .context("umoci wrote an index that is not JSON")?;
    index["manifests"][0]["annotations"]["io.containerd.image.name"] = json!(reference);
    files::write(&file, &index.to_string())
}

fn remove_others(folder: &Path, name: &str, keep: &PathBuf) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let prefix = format!("{name}_");
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let ours = path
            .file_name()
            .and_then(|file| file.to_str())
            .is_some_and(|file| file.starts_with(&prefix));
        if ours && &path != keep {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

fn umoci(words: &[&str]) -> Result<()> {
    command::run(Command::new("umoci").args(words))
}
