//! Keys and tokens for tests.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_jose::{Algorithm, Expected, ForeignToken, SigningKey, VerifyingKeys, now};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use serde_json::{Value, json};

/// The RSA key that RFC 7515, appendix A.2 prints.
pub const RSA_OF_RFC_7515: &str = include_str!("../data/rfc7515-a2.pem");

pub fn new_key(algorithm: Algorithm) -> SigningKey {
    let pem = match algorithm {
        Algorithm::ES256 => KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)
            .unwrap()
            .serialize_pem(),
        Algorithm::EdDSA => KeyPair::generate_for(&PKCS_ED25519)
            .unwrap()
            .serialize_pem(),
        Algorithm::PS256 | Algorithm::RS256 => RSA_OF_RFC_7515.to_owned(),
    };
    SigningKey::of_algorithm(algorithm, &pem).unwrap()
}

pub fn published(key: &SigningKey) -> VerifyingKeys {
    VerifyingKeys::of([(Some("eu".to_owned()), key.public_jwk().clone())])
}

pub fn claims() -> Value {
    json!({ "iss": "https://login.example", "aud": "shop", "exp": now() + 60, "sub": "x" })
}

pub fn expected() -> Expected<'static> {
    Expected {
        token_type: "at+jwt",
        issuer: Some("https://login.example"),
        audience: Some("shop"),
        leeway_seconds: 0,
    }
}

pub fn foreign(algorithms: &[Algorithm]) -> ForeignToken<'_> {
    ForeignToken {
        issuer: Some("https://login.example"),
        audiences: &["shop"],
        ..ForeignToken::signed_with(algorithms)
    }
}

/// A token with any header and claims, signed by a key.
pub fn forged(header: &Value, claims: &Value, key: &SigningKey) -> String {
    let input = format!("{}.{}", encoded(header), encoded(claims));
    let signature = key.signature(input.as_bytes()).unwrap();
    format!("{input}.{}", Base64UrlUnpadded::encode_string(&signature))
}

pub fn encoded(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}

/// The key's public members alone.
pub fn bare_jwk(key: &SigningKey) -> Value {
    let mut jwk = key.public_jwk().clone();
    for name in ["kid", "alg", "use"] {
        jwk.as_object_mut().unwrap().remove(name);
    }
    jwk
}
