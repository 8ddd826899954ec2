//! Userinfo as a token (`OpenID` Connect Core, section 5.3.2): who keeps it can show that it comes from the issuer.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_jose::{JoseError, Sign};
use serde_json::{Map, Value};

/// `typ` of the header: Core names none, so it is the one of any JSON Web Token (RFC 7519, section 5.1). What keeps it
/// from passing for an ID token is that it has no `exp`.
const TYPE: &str = "JWT";

/// The claims, signed by the issuer for a client.
///
/// # Errors
/// When no key of the algorithm signs now.
pub(super) fn answer(
    signer: &impl Sign,
    issuer: &str,
    client_id: &str,
    mut claims: Map<String, Value>,
) -> Result<Response, JoseError> {
    claims.insert("iss".to_owned(), Value::from(issuer));
    claims.insert("aud".to_owned(), Value::from(client_id));
    let mut response = signer.sign(TYPE, &claims)?.into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/jwt"),
    );
    Ok(response)
}
