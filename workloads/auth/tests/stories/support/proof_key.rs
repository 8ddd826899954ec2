//! A client's key that signs proofs (RFC 9449).

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_jose::now;
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use uuid::Uuid;

pub struct ProofKey(EcdsaKeyPair);

impl ProofKey {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let document =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random);
        Self(pair.unwrap())
    }

    fn coordinates(&self) -> (String, String) {
        let point = self.0.public_key().as_ref();
        (
            Base64UrlUnpadded::encode_string(&point[1..33]),
            Base64UrlUnpadded::encode_string(&point[33..]),
        )
    }

    /// `jkt`.
    pub fn thumbprint(&self) -> String {
        let (x, y) = self.coordinates();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        Base64UrlUnpadded::encode_string(digest(&SHA256, canonical.as_bytes()).as_ref())
    }

    /// A proof for a request to a public address, now.
    pub fn proof(&self, method: &str, path: &str, access_token: Option<&str>) -> String {
        self.sign(&claims(method, path, access_token))
    }

    pub fn sign(&self, claims: &Value) -> String {
        let (x, y) = self.coordinates();
        let header = json!({
            "typ": "dpop+jwt", "alg": "ES256", "jwk": { "kty": "EC", "crv": "P-256", "x": x, "y": y },
        });
        let encode = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let signature = self
            .0
            .sign(&SystemRandom::new(), signed.as_bytes())
            .unwrap();
        format!(
            "{signed}.{}",
            Base64UrlUnpadded::encode_string(signature.as_ref())
        )
    }
}

/// Claims of a good proof.
pub fn claims(method: &str, path: &str, access_token: Option<&str>) -> Value {
    let mut claims = json!({
        "jti": Uuid::new_v4(),
        "htm": method,
        "htu": format!("https://login.aurora.localhost:8443{path}"),
        "iat": now(),
    });
    if let Some(token) = access_token {
        let hash = digest(&SHA256, token.as_bytes());
        claims["ath"] = json!(Base64UrlUnpadded::encode_string(hash.as_ref()));
    }
    claims
}
