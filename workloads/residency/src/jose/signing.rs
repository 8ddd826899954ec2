//! The private half: one key of one region.

use base64ct::{Base64UrlUnpadded, Encoding};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{JoseError, provider};

/// Bytes of an uncompressed P-256 point: `0x04`, x, y.
const POINT_BYTES: usize = 65;

/// A signing key, parsed once. `Debug` shows the key's identifier only.
pub struct SigningKey {
    encoding: EncodingKey,
    key_id: String,
    public_jwk: Value,
}

impl SigningKey {
    /// Reads an EC P-256 private key as PKCS#8 PEM.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, JoseError> {
        provider::install();
        let encoding =
            EncodingKey::from_ec_pem(pem.as_bytes()).map_err(|_| JoseError::PrivateKey)?;
        let pair = EcdsaKeyPair::from_pkcs8(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            encoding.as_bytes(),
            &SystemRandom::new(),
        )
        .map_err(|_| JoseError::PrivateKey)?;
        let point = pair.public_key().as_ref();
        if point.len() != POINT_BYTES {
            return Err(JoseError::PrivateKey);
        }
        let x = Base64UrlUnpadded::encode_string(&point[1..33]);
        let y = Base64UrlUnpadded::encode_string(&point[33..]);
        let key_id = thumbprint(&x, &y);
        let public_jwk = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": key_id, "use": "sig", "alg": "ES256" });
        Ok(Self {
            encoding,
            key_id,
            public_jwk,
        })
    }

    /// `kid`: the RFC 7638 thumbprint.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The public JSON Web Key (RFC 7517), with `kid`, `use` and `alg`.
    pub fn public_jwk(&self) -> &Value {
        &self.public_jwk
    }

    /// Signs claims as a token of a type (`typ` of the header).
    ///
    /// # Errors
    /// When the claims have no JSON form or the signature fails.
    pub fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(token_type.to_owned());
        header.kid = Some(self.key_id.clone());
        encode(&header, claims, &self.encoding).map_err(|_| JoseError::Signing)
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("SigningKey")
            .field(&self.key_id)
            .finish()
    }
}

/// RFC 7638, section 3: SHA-256 of the required members in lexical order without white space.
fn thumbprint(x: &str, y: &str) -> String {
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    Base64UrlUnpadded::encode_string(digest(&SHA256, canonical.as_bytes()).as_ref())
}
