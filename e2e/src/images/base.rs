//! Images of the cluster itself: the pause container and the name server.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use anyhow::{Context, Result};

use super::archive::{self, Configuration};
use super::{Image, content_tag};
use crate::files;
use crate::layout::Layout;

/// Holds the namespaces of every pod.
pub fn pause(layout: &Layout) -> Result<Image> {
    single_program(layout, "domicile-pause", "pause")
}

/// Answers names inside the cluster.
pub fn coredns(layout: &Layout) -> Result<Image> {
    single_program(layout, "domicile-coredns", "coredns")
}

fn single_program(layout: &Layout, name: &str, tool: &str) -> Result<Image> {
    let program = layout.tool(tool);
    // The program lies in a folder named by the hash of its sources.
    let build =
        fs::canonicalize(&program).with_context(|| format!("cannot find {}", program.display()))?;
    let folder = build.parent().and_then(Path::file_name).unwrap_or_default();
    let tag = content_tag([folder.as_bytes(), name.as_bytes()]);
    if let Some(image) = archive::find(layout, name, &tag) {
        return Ok(image);
    }
    let workshop = tempfile::tempdir().context("cannot make a temporary folder")?;
    let root = workshop.path().join("root");
    files::make_folder(&root)?;
    copy_program(&program, &root.join(tool))?;
    let layer = workshop.path().join("layer.tar");
    archive::tar(&root, &layer)?;
    let entrypoint = format!("/{tool}");
    let configuration = Configuration {
        entrypoint: &[&entrypoint],
        user: "65532:65532",
        environment: &[],
    };
    archive::pack(layout, name, &tag, &layer, &configuration)
}

/// Copies a program with its mode.
pub fn copy_program(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("cannot copy {}", from.display()))
}
