//! Protection of forms against requests that another site makes in the person's name.
//!
//! Two checks, each enough alone: the browser says where a request comes from (`Sec-Fetch-Site`, `Origin`), and every
//! form carries a token that is a keyed hash of the session, which no other site can read or compute.

use axum::http::{HeaderMap, header};
use base64ct::{Base64UrlUnpadded, Encoding};
use subtle::ConstantTimeEq;

/// Name of the hidden field.
pub const FIELD: &str = "csrf";

/// The token of a session (or of any value that only this browser holds, for forms before sign-in).
///
/// `keyed_hash` is an HMAC under a key that only this workload knows, for example
/// `|message| key.hmac_sha256(message)`.
pub fn token(keyed_hash: impl Fn(&[u8]) -> [u8; 32], session: &str) -> String {
    let mut message = b"csrf:".to_vec();
    message.extend_from_slice(session.as_bytes());
    Base64UrlUnpadded::encode_string(&keyed_hash(&message))
}

/// Whether a form came from a page that this workload made for this session.
pub fn is_genuine(keyed_hash: impl Fn(&[u8]) -> [u8; 32], session: &str, sent: &str) -> bool {
    token(keyed_hash, session)
        .as_bytes()
        .ct_eq(sent.as_bytes())
        .into()
}

/// Whether the browser says that the request comes from this origin (`https://host[:port]`).
///
/// A browser that says neither is left to the token.
pub fn is_same_origin(headers: &HeaderMap, own_origin: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &axum::http::HeaderValue| value.to_str().ok())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    // `Referrer-Policy: no-referrer` makes some browsers send `Origin: null` with forms of our own pages.
    text(header::ORIGIN).is_none_or(|origin| origin == own_origin || origin == "null")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use sha2::{Digest, Sha256};

    use super::*;

    fn keyed(message: &[u8]) -> [u8; 32] {
        Sha256::digest([b"key", message].concat()).into()
    }

    #[test]
    fn a_token_of_another_session_is_refused() {
        assert!(is_genuine(keyed, "one", &token(keyed, "one")));
        assert!(!is_genuine(keyed, "one", &token(keyed, "two")));
        assert!(!is_genuine(keyed, "one", ""));
    }

    #[test]
    fn another_site_is_refused_by_what_the_browser_says() {
        for (name, value, expected) in [
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "none", true),
            ("sec-fetch-site", "same-site", false),
            ("sec-fetch-site", "cross-site", false),
            ("origin", "https://my.aurora.example", true),
            ("origin", "https://evil.example", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            assert_eq!(
                is_same_origin(&headers, "https://my.aurora.example"),
                expected,
                "{name}: {value}"
            );
        }
        assert!(is_same_origin(
            &HeaderMap::new(),
            "https://my.aurora.example"
        ));
    }
}
