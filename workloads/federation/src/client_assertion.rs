//! Assertions by which this client proves itself (RFC 7523, section 2.2; `OpenID` Connect Core 1.0, section 9).

use domicile_jose::now;
use serde_json::json;

use crate::{AssertionSigner, FederationError, attempt::random};

/// `client_assertion_type`.
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// `typ` of the header. It keeps an assertion from passing for any other token that the same key signs.
const TOKEN_TYPE: &str = "client-authentication+jwt";
/// How long one is good: it is used at once.
const LIFETIME_SECONDS: i64 = 60;

/// A new assertion of a client for a token endpoint.
pub(crate) fn signed(
    sign: &AssertionSigner,
    client_id: &str,
    audience: &str,
) -> Result<String, FederationError> {
    let now = now();
    let claims = json!({
        "iss": client_id, "sub": client_id, "aud": audience,
        "iat": now, "exp": now + LIFETIME_SECONDS, "jti": random()?,
    });
    sign(TOKEN_TYPE, &claims).map_err(|_| FederationError::Assertion)
}
