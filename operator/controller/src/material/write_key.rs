//! What a source shows when it sends data.

use k8s_openapi::api::core::v1::Secret;

use super::{
    MaterialError, SecretData,
    attached_secret::{AttachedSecret, SecretPlace},
    client_secret::ClientSecret,
};

/// Key of the write key.
pub const WRITE_KEY: &str = "write-key";

/// The write key of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteKey {
    /// Lower-case hexadecimal SHA-256 of it.
    pub digest: String,
    /// The Secret to write; nothing when somebody else made it.
    pub secret: Option<AttachedSecret>,
}

/// The write key that exists, or a new one.
///
/// # Errors
/// When somebody else's Secret has no `write-key`.
pub fn prepare(place: SecretPlace, existing: Option<&Secret>) -> Result<WriteKey, MaterialError> {
    let key = match place.existing_text(existing, WRITE_KEY)? {
        Some(text) => ClientSecret::existing(text),
        None => ClientSecret::generate()?,
    };
    let data = SecretData::default().with(WRITE_KEY, key.expose());
    Ok(WriteKey {
        digest: key.digest(),
        secret: place.writable(existing, data),
    })
}
