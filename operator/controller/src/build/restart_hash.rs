//! What a running process reads only once: a change of it is a change of the pod template.
//!
//! Certificates, signing keys and bundles are not in it: processes read those again by themselves.

use ring::digest::{Context, SHA256};

use crate::material::{prepared_secret::PreparedSecret, random};

/// Annotation on pod templates with the hash.
pub const ANNOTATION: &str = "domicile.dev/restart-hash";

/// Hash of values that a process reads once. Every value in it is either public or 256 random bits, so that the
/// hash tells nothing.
#[derive(Clone)]
pub struct RestartHash(Context);

impl Default for RestartHash {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl RestartHash {
    /// Takes in a named value.
    #[must_use]
    pub fn with(mut self, name: &str, value: &[u8]) -> Self {
        for part in [name.as_bytes(), value] {
            // The length keeps two values from being read as one.
            self.0
                .update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            self.0.update(part);
        }
        self
    }

    /// Takes in the Secrets of these names.
    #[must_use]
    pub fn with_secrets(self, secrets: &[PreparedSecret], names: &[String]) -> Self {
        let chosen = secrets.iter().filter(|secret| names.contains(&secret.name));
        chosen
            .flat_map(|secret| secret.data.iter())
            .fold(self, |hash, (key, value)| hash.with(key, value))
    }

    /// The hash in hexadecimal, shortened to 128 bits.
    pub fn finish(self) -> String {
        random::to_hexadecimal(&self.0.finish().as_ref()[..16])
    }
}
