//! Container images, made without a container engine and handed to the nodes directly.

pub mod archive;
pub mod base;
pub mod dockerfile;
pub mod import;
pub mod postgresql;
pub mod workload;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::command;

/// A packed image on disk.
#[derive(Clone, Debug)]
pub struct Image {
    /// Full name with tag, as a pod asks for it.
    pub reference: String,
    /// OCI layout in a tar file, with the name inside.
    pub archive: PathBuf,
}

impl Image {
    /// Name without tag.
    pub fn repository(&self) -> &str {
        self.reference
            .rsplit_once(':')
            .map_or(self.reference.as_str(), |(repository, _)| repository)
    }

    /// Tag: a hash of the content.
    pub fn tag(&self) -> &str {
        self.reference.rsplit_once(':').map_or("", |(_, tag)| tag)
    }
}

/// Lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 of a large file, by the system's own program: this one is built without optimisation.
pub fn file_hash(path: &Path) -> Result<String> {
    let text = command::output(Command::new("sha256sum").arg(path))?;
    text.split_whitespace()
        .next()
        .map(str::to_owned)
        .with_context(|| format!("sha256sum says nothing about {}", path.display()))
}

/// A tag made from everything that goes into an image.
pub fn content_tag<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_be_bytes());
        sum.update(part);
    }
    hexadecimal(&sum.finalize())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_depends_on_where_one_part_ends() {
        assert_ne!(
            content_tag([b"ab".as_slice(), b"c"]),
            content_tag([b"a".as_slice(), b"bc"])
        );
    }

    #[test]
    fn a_reference_splits_into_repository_and_tag() {
        let image = Image {
            reference: "localhost/domicile-auth:0123".into(),
            archive: PathBuf::new(),
        };
        assert_eq!(image.repository(), "localhost/domicile-auth");
        assert_eq!(image.tag(), "0123");
    }
}
