//! The key that signs ID tokens, access tokens and hand-offs of one region (ES256, RFC 7518).

use base64ct::{Base64UrlUnpadded, Encoding};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};
use serde_json::{Value, json};

/// Length of an uncompressed point of P-256 (SEC 1, section 2.3.3): a tag and two coordinates of 32 bytes.
const POINT_BYTES: usize = 65;

/// A new EC P-256 private key, PKCS#8 in PEM.
///
/// # Errors
/// When the library gives none.
pub fn generate() -> Result<String, rcgen::Error> {
    Ok(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?.serialize_pem())
}

/// The public JSON Web Key (RFC 7517) of a private key in PEM; `kid` is its thumbprint (RFC 7638).
///
/// Nothing when the text is no EC P-256 private key.
pub fn public_key(pem: &str) -> Option<Value> {
    let key = KeyPair::from_pem(pem).ok()?;
    let point = key.public_key_raw();
    if !key.is_compatible(&PKCS_ECDSA_P256_SHA256) || point.len() != POINT_BYTES || point[0] != 4 {
        return None;
    }
    let (x, y) = point[1..].split_at(32);
    let (x, y) = (
        Base64UrlUnpadded::encode_string(x),
        Base64UrlUnpadded::encode_string(y),
    );
    let kid = thumbprint(&x, &y);
    Some(
        json!({"kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256", "use": "sig", "kid": kid}),
    )
}

/// RFC 7638, section 3: SHA-256 of the required members in order of their names, without white space.
fn thumbprint(x: &str, y: &str) -> String {
    let members = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    let digest = ring::digest::digest(&ring::digest::SHA256, members.as_bytes());
    Base64UrlUnpadded::encode_string(digest.as_ref())
}
