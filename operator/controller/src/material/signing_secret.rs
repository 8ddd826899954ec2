//! What deliveries to a target are signed with (Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes).

use base64ct::{Base64, Encoding};
use k8s_openapi::api::core::v1::Secret;

use super::{
    MaterialError, SecretData,
    attached_secret::{AttachedSecret, SecretPlace},
    random,
};

/// Key of the signing secret.
pub const SIGNING_SECRET: &str = "signing-secret";
const PREFIX: &str = "whsec_";

/// The signing secret of a target. Its debug form does not show it.
#[derive(Clone, PartialEq)]
pub struct SigningSecret {
    /// `whsec_…`.
    pub value: String,
    /// The Secret to write; nothing when somebody else made it.
    pub secret: Option<AttachedSecret>,
}

impl std::fmt::Debug for SigningSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SigningSecret")
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

/// The signing secret that exists, or a new one.
///
/// # Errors
/// When an existing one is missing from somebody else's Secret or is not in the form of Standard Webhooks.
pub fn prepare(
    place: SecretPlace,
    existing: Option<&Secret>,
) -> Result<SigningSecret, MaterialError> {
    let value = match place.existing_text(existing, SIGNING_SECRET)? {
        Some(text) if is_valid(text.trim()) => text.trim().to_owned(),
        Some(_) => {
            return Err(MaterialError::Invalid {
                secret: place.path(),
                key: SIGNING_SECRET.to_owned(),
                problem: "is not `whsec_` followed by base64 of 24 to 64 bytes",
            });
        }
        None => format!("{PREFIX}{}", random::base64()?),
    };
    let data = SecretData::default().with(SIGNING_SECRET, value.as_str());
    Ok(SigningSecret {
        value,
        secret: place.writable(existing, data),
    })
}

/// What a Secret says, if it is in the form of Standard Webhooks.
pub fn existing(secret: &Secret) -> Option<String> {
    let value = secret.data.as_ref()?.get(SIGNING_SECRET)?;
    let text = std::str::from_utf8(&value.0).ok()?.trim();
    is_valid(text).then(|| text.to_owned())
}

/// File under `/etc/domicile/secrets` with the signing secret of the target `<namespace>/<name>`.
///
/// A hash, because together the two names may be longer than the key of a Secret can be.
pub fn file_name(namespace: &str, name: &str) -> String {
    let hash = random::sha256_hexadecimal(&format!("{namespace}/{name}"));
    format!("target-{}", &hash[..32])
}

fn is_valid(text: &str) -> bool {
    let decoded = text
        .strip_prefix(PREFIX)
        .and_then(|text| Base64::decode_vec(text).ok());
    decoded.is_some_and(|bytes| (24..=64).contains(&bytes.len()))
}
