//! Logout tokens (`OpenID` Connect Back-Channel Logout 1.0, section 2.4).

use domicile_jose::{JoseError, Sign, now};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// `typ` of the header.
pub const TYPE: &str = "logout+jwt";
/// The event that it tells.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How long it is good: section 2.4 recommends two minutes at most.
const LIFETIME_SECONDS: i64 = 120;

/// Claims of a logout token. There is no `nonce`: it must never pass for an ID token.
#[derive(Clone, Debug, Serialize)]
pub struct LogoutToken {
    iss: String,
    sub: String,
    aud: String,
    iat: i64,
    exp: i64,
    jti: Uuid,
    sid: Uuid,
    events: Value,
}

impl LogoutToken {
    /// Tells a client that a session of a person has ended; `jti` is the same at every attempt.
    pub fn new(issuer: &str, client_id: &str, sub: &str, sid: Uuid, jti: Uuid) -> Self {
        let iat = now();
        Self {
            iss: issuer.to_owned(),
            sub: sub.to_owned(),
            aud: client_id.to_owned(),
            iat,
            exp: iat + LIFETIME_SECONDS,
            jti,
            sid,
            events: json!({ EVENT: {} }),
        }
    }

    /// Signs it.
    ///
    /// # Errors
    /// When the signature fails.
    pub fn sign(&self, key: &impl Sign) -> Result<String, JoseError> {
        key.sign(TYPE, self)
    }
}
