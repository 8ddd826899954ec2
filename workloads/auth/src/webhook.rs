//! Calls to systems of the company's own, signed as [Standard Webhooks](https://www.standardwebhooks.com) says.

use axum::http::{HeaderMap, HeaderValue};
use domicile_jose::now;
use secrecy::ExposeSecret;
use standardwebhooks::{
    HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook,
};
use uuid::Uuid;

use crate::{app::App, error::AuthError};

/// The headers that say who sends `body`, signed with the secret (`whsec_` and base64) that is mounted as `file` below
/// `/etc/domicile/providers`.
///
/// # Errors
/// When the Secret is not there or cannot sign: the configuration has no `what`.
pub fn signed(
    app: &App,
    file: &str,
    body: &[u8],
    what: &'static str,
) -> Result<HeaderMap, AuthError> {
    let missing = AuthError::Configuration(what);
    let Some(secret) = app.provider_secret(file) else {
        return Err(missing);
    };
    let (id, at) = (Uuid::new_v4().to_string(), now());
    let signature = Webhook::new(secret.expose_secret().trim())
        .and_then(|webhook| webhook.sign(&id, at, body))
        .map_err(|_| missing)?;
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (HEADER_WEBHOOK_ID, id),
        (HEADER_WEBHOOK_TIMESTAMP, at.to_string()),
        (HEADER_WEBHOOK_SIGNATURE, signature),
    ] {
        let value = HeaderValue::from_str(&value).map_err(|_| AuthError::Cryptography)?;
        headers.insert(name, value);
    }
    Ok(headers)
}
