//! Which source a request comes from: HTTP Basic with the write key as user name, or `writeKey` in the body. Segment's
//! HTTP API takes both, and its own libraries use one or the other.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64ct::{Base64, Encoding};
use domicile_bundle::{Bundle, Source};
use domicile_service::{Problem, keys::hexadecimal};
use ring::digest::{SHA256, digest};
use serde_json::Value;
use subtle::{Choice, ConstantTimeEq};

/// The source whose write key this is.
///
/// # Errors
/// 401 when it is nobody's.
pub fn source<'a>(key: &str, bundle: &'a Bundle) -> Result<&'a Source, Unauthorized> {
    // A digest of 256 random bits needs no salt. Every digest is compared in full, so that the time tells nothing.
    let shown = hexadecimal(digest(&SHA256, key.as_bytes()).as_ref());
    let mut found = None;
    for source in &bundle.sources {
        let own = source
            .write_key_digests
            .iter()
            .fold(Choice::from(0), |any, known| {
                any | known.as_bytes().ct_eq(shown.as_bytes())
            });
        if bool::from(own) {
            found = Some(source);
        }
    }
    found.ok_or(Unauthorized)
}

/// The write key in the body, removed from it: it is not part of any message.
pub fn take_from_body(body: &mut Value) -> Option<String> {
    match body.as_object_mut()?.remove("writeKey")? {
        Value::String(key) if !key.is_empty() => Some(key),
        _ => None,
    }
}

/// The write key in the header `Authorization`.
pub fn from_header(headers: &HeaderMap) -> Option<String> {
    let (scheme, credentials) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(Base64::decode_vec(credentials.trim()).ok()?).ok()?;
    let key = decoded
        .split_once(':')
        .map_or(decoded.as_str(), |(user, _)| user);
    (!key.is_empty()).then(|| key.to_owned())
}

/// The request shows no write key of this tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unauthorized;

impl IntoResponse for Unauthorized {
    fn into_response(self) -> Response {
        let mut response = Problem::new(
            StatusCode::UNAUTHORIZED,
            "write-key-unknown",
            "The write key is missing or unknown.",
        )
        .detail(
            "Send the source's write key as the user name of HTTP Basic with an empty password, or as `writeKey` in the body.",
        )
        .into_response();
        response.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"ingest\", charset=\"UTF-8\""),
        );
        response
    }
}
