//! Initial access tokens (RFC 7591, section 1.2), which the tenant's owner chooses: only their digests go on.

use k8s_openapi::api::core::v1::Secret;

use super::{MaterialError, client_secret::ClientSecret};

/// Fewest characters of a token: 128 bits at least, however it was written.
const SHORTEST: usize = 32;

/// Lower-case hexadecimal SHA-256 of each value.
///
/// # Errors
/// When there is no such Secret, it has no value, or a value is short enough to be guessed.
pub fn digests(name: &str, existing: Option<&Secret>) -> Result<Vec<String>, MaterialError> {
    let values = existing.and_then(|secret| secret.data.as_ref());
    let Some(values) = values.filter(|values| !values.is_empty()) else {
        return Err(MaterialError::NoTokens {
            secret: name.to_owned(),
        });
    };
    values
        .iter()
        .map(|(key, value)| {
            let text = std::str::from_utf8(&value.0).unwrap_or_default().trim();
            if text.len() < SHORTEST {
                return Err(MaterialError::Invalid {
                    secret: name.to_owned(),
                    key: key.clone(),
                    problem: "is shorter than 32 characters, so it could be guessed",
                });
            }
            Ok(ClientSecret::existing(text).digest())
        })
        .collect()
}
