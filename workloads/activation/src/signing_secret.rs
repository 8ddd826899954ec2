//! The targets' signing secrets, as the operator mounts them.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

/// The folder with the mounted secrets. They are read at each attempt, because they may change.
#[derive(Clone, Debug)]
pub struct SigningSecrets {
    folder: PathBuf,
}

impl SigningSecrets {
    /// Secrets below this folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The secret in this file; nothing when it is missing, empty, or the name leads out of the folder.
    pub(crate) async fn read(&self, file: &str) -> Option<SecretString> {
        let name = Path::new(file).file_name().filter(|name| *name == file)?;
        let text = tokio::fs::read_to_string(self.folder.join(name))
            .await
            .ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| SecretString::from(text))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_out_of_the_folder_is_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("secrets");
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(folder.path().join("outside"), "whsec_b3V0c2lkZQ==").unwrap();
        std::fs::write(inner.join("target-0"), "whsec_aW5zaWRl\n").unwrap();
        let secrets = SigningSecrets::new(&inner);
        assert_eq!(
            secrets.read("target-0").await.unwrap().expose_secret(),
            "whsec_aW5zaWRl"
        );
        for name in ["../outside", "/etc/passwd", "..", "", "absent"] {
            assert!(secrets.read(name).await.is_none(), "{name}");
        }
    }
}
