//! JSON Web Tokens signed with ES256 (RFC 7515, RFC 7518, RFC 7519), over ring.
//!
//! One algorithm, one key type: a header that says anything else is refused before its key is looked at, and keys
//! are found by `kid` among the published ones only (`jku`, `jwk` and `x5u` of a header are never followed).

mod provider;
mod signing;
mod verifying;

pub use signing::SigningKey;
pub use verifying::{Expected, Verified, VerifyingKeys};

/// Why a token was not signed or not accepted. Texts hold nothing of the token.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoseError {
    /// The private key is not an EC P-256 key in PKCS#8.
    #[error("the signing key is not an EC P-256 key as PKCS#8 PEM")]
    PrivateKey,
    /// Signing failed.
    #[error("the token could not be signed")]
    Signing,
    /// The token is not a JSON Web Token signed with ES256.
    #[error("not a JSON Web Token signed with ES256")]
    Malformed,
    /// The header's `typ` is another.
    #[error("a token of another type")]
    Type,
    /// No published key has the header's `kid`.
    #[error("signed with a key that no region publishes")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// Issuer, audience or time is wrong, or a claim is missing.
    #[error("expired, for another audience, of another issuer, or a claim is missing")]
    Claims,
}

/// Seconds since 1970.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Expected, JoseError, SigningKey, VerifyingKeys, now};

    pub(crate) fn new_key() -> SigningKey {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
        SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap()
    }

    fn expected() -> Expected<'static> {
        Expected {
            token_type: "at+jwt",
            issuer: Some("https://login.example"),
            audience: None,
            leeway_seconds: 0,
        }
    }

    fn claims() -> Value {
        json!({ "iss": "https://login.example", "exp": now() + 60, "sub": "x" })
    }

    #[test]
    fn a_signed_token_is_verified_with_the_published_key() {
        let key = new_key();
        let token = key.sign("at+jwt", &claims()).unwrap();
        let verified = VerifyingKeys::of([(Some("eu".to_owned()), key.public_jwk().clone())])
            .verify::<Value>(&token, &expected())
            .unwrap();
        assert_eq!(verified.claims["sub"], "x");
        assert_eq!(verified.signed_by.as_deref(), Some("eu"));
    }

    #[test]
    fn the_key_identifier_is_the_rfc_7638_thumbprint() {
        let key = new_key();
        let jwk = key.public_jwk();
        let canonical = format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
            jwk["x"].as_str().unwrap(),
            jwk["y"].as_str().unwrap()
        );
        let digest = ring::digest::digest(&ring::digest::SHA256, canonical.as_bytes());
        let expected =
            <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode_string(digest.as_ref());
        assert_eq!(key.key_id(), expected);
        assert!(
            jwk.get("d").is_none(),
            "the private part must never be published"
        );
    }

    #[test]
    fn a_token_that_names_another_algorithm_is_refused() {
        let key = new_key();
        let keys = VerifyingKeys::of([(None, key.public_jwk().clone())]);
        let encode = |value: &Value| {
            <base64ct::Base64UrlUnpadded as base64ct::Encoding>::encode_string(
                value.to_string().as_bytes(),
            )
        };
        let signed = key.sign("at+jwt", &claims()).unwrap();
        let signature = signed.rsplit('.').next().unwrap();
        for algorithm in ["none", "HS256", "RS256", "ES384", "EdDSA"] {
            let header = json!({ "typ": "at+jwt", "alg": algorithm, "kid": key.key_id() });
            for signature in ["", signature] {
                let token = format!("{}.{}.{signature}", encode(&header), encode(&claims()));
                let refused = keys.verify::<Value>(&token, &expected());
                assert_eq!(
                    refused.map(|_| ()),
                    Err(JoseError::Malformed),
                    "{algorithm}"
                );
            }
        }
    }

    #[test]
    fn expired_and_foreign_tokens_are_refused() {
        let key = new_key();
        let keys = VerifyingKeys::of([(None, key.public_jwk().clone())]);
        for bad in [
            json!({ "iss": "https://login.example", "exp": now() - 5 }),
            json!({ "iss": "https://evil.example", "exp": now() + 60 }),
            json!({ "exp": now() + 60 }),
            json!({ "iss": "https://login.example" }),
        ] {
            let token = key.sign("at+jwt", &bad).unwrap();
            assert_eq!(
                keys.verify::<Value>(&token, &expected()).map(|_| ()),
                Err(JoseError::Claims),
                "{bad}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_token_with_any_byte_changed_is_refused(position in 0_usize..200, with in "[A-Za-z0-9_.-]") {
            let key = new_key();
            let token = key.sign("at+jwt", &claims()).unwrap();
            let position = position % token.len();
            let mut changed = token.clone();
            changed.replace_range(position..=position, &with);
            // The last character of a base64url group may hold bits that mean nothing: only other bytes count.
            prop_assume!(changed != token && position + 1 != token.len());
            let keys = VerifyingKeys::of([(None, key.public_jwk().clone())]);
            prop_assert!(keys.verify::<Value>(&changed, &expected()).is_err());
        }

        #[test]
        fn no_text_makes_the_verifier_panic(text in "\\PC{0,80}") {
            let keys = VerifyingKeys::of([(None, new_key().public_jwk().clone())]);
            prop_assert!(keys.verify::<Value>(&text, &expected()).is_err());
        }
    }
}
