//! Which source a request comes from: HTTP Basic with the write key as user name, as Segment has it.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64ct::{Base64, Encoding};
use domicile_bundle::{Bundle, Source};
use domicile_service::{Problem, keys::hexadecimal};
use ring::digest::{SHA256, digest};
use subtle::{Choice, ConstantTimeEq};

/// The source whose write key the request shows.
///
/// # Errors
/// 401 when there is no key or nobody's.
pub fn source<'a>(headers: &HeaderMap, bundle: &'a Bundle) -> Result<&'a Source, Unauthorized> {
    let key = write_key(headers).ok_or(Unauthorized)?;
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

fn write_key(headers: &HeaderMap) -> Option<String> {
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
            "Send the source's write key as the user name of HTTP Basic, with an empty password.",
        )
        .into_response();
        response.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"ingest\", charset=\"UTF-8\""),
        );
        response
    }
}
