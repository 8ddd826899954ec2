//! The JOSE header (RFC 7515, section 4): what of it is believed, and what is refused.

use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::Value;

use crate::{Algorithm, JoseError, bounded_json, compact::Parts};

/// What a header says. Nothing of it is proven before the signature is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// `alg`.
    pub algorithm: Algorithm,
    /// `typ`, in lower case and without the prefix `application/` (RFC 7515, section 4.1.9).
    pub token_type: Option<String>,
    /// `kid`.
    pub key_id: Option<String>,
    /// `jwk`, for [`crate::verify_with_embedded_key`] alone.
    pub(crate) embedded_key: Option<Value>,
}

/// Members that mean something. A member that stands there twice is refused by serde, as RFC 7515, section 4 wants.
#[derive(Deserialize)]
struct Wire {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
    jwk: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
    b64: Option<bool>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

impl Header {
    /// Reads the header of a token without proving anything, to find out whose keys are needed.
    ///
    /// # Errors
    /// When the token is not a signed one in compact form, its algorithm is not one of ours (`none` and HMAC never
    /// are), or it asks for an extension.
    pub fn of(token: &str) -> Result<Self, JoseError> {
        Parts::of(token)?.header()
    }

    pub(crate) fn parse(json: &[u8]) -> Result<Self, JoseError> {
        let wire: Wire = bounded_json::parse(json)?;
        // RFC 7515, section 4.1.11 and RFC 7797, section 3: no extension is understood here.
        if wire.crit || wire.b64 == Some(false) {
            return Err(JoseError::Extension);
        }
        Ok(Self {
            algorithm: wire.alg.parse().map_err(|_| JoseError::Algorithm)?,
            token_type: wire.typ.as_deref().map(normalized_type),
            key_id: wire.kid,
            embedded_key: wire.jwk,
        })
    }

    /// Whether the token says that it is of a type.
    pub fn is_of_type(&self, token_type: &str) -> bool {
        self.token_type.as_deref() == Some(normalized_type(token_type).as_str())
    }
}

fn normalized_type(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    match lower.strip_prefix("application/") {
        Some(rest) if !rest.contains('/') => rest.to_owned(),
        _ => lower,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Header;
    use crate::{Algorithm, JoseError};

    fn read(json: &str) -> Result<Header, JoseError> {
        Header::parse(json.as_bytes())
    }

    #[test]
    fn a_type_is_compared_as_a_media_type() {
        let header = read(r#"{"alg":"ES256","typ":"application/AT+JWT","kid":"a"}"#).unwrap();
        assert!(header.is_of_type("at+jwt") && !header.is_of_type("JWT"));
        assert_eq!(header.key_id.as_deref(), Some("a"));
        assert_eq!(header.algorithm, Algorithm::ES256);
        assert!(!read(r#"{"alg":"ES256"}"#).unwrap().is_of_type("JWT"));
    }

    #[test]
    fn no_algorithm_and_symmetric_ones_are_refused() {
        for name in ["none", "NONE", "HS256", "HS512", "ES384", "A128KW", "dir"] {
            assert_eq!(
                read(&format!(r#"{{"alg":"{name}"}}"#)),
                Err(JoseError::Algorithm),
                "{name}"
            );
        }
        assert_eq!(read(r#"{"typ":"JWT"}"#), Err(JoseError::Malformed));
    }

    #[test]
    fn an_extension_is_refused_whatever_it_says() {
        for member in [
            r#""crit":["b64"]"#,
            r#""crit":[]"#,
            r#""crit":null"#,
            r#""b64":false"#,
        ] {
            assert_eq!(
                read(&format!(r#"{{"alg":"ES256",{member}}}"#)),
                Err(JoseError::Extension),
                "{member}"
            );
        }
    }

    #[test]
    fn a_member_that_stands_there_twice_is_refused() {
        assert_eq!(
            read(r#"{"alg":"ES256","alg":"RS256"}"#),
            Err(JoseError::Malformed)
        );
        assert_eq!(
            read(r#"{"alg":"ES256","kid":"a","kid":"b"}"#),
            Err(JoseError::Malformed)
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,120}") {
            let _ = Header::of(&text);
            let _ = read(&text);
        }
    }
}
