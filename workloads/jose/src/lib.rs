//! Signed tokens and keys: JWS (RFC 7515), JWK (RFC 7517), JWA (RFC 7518) and JWT (RFC 7519) over ring.
//!
//! Strict by construction (RFC 8725). A key is parsed once and knows which algorithms it may be used with; a header
//! only has to agree with it. `none` and HMAC do not exist here. `crit` and unencoded payloads are refused; `jku`,
//! `x5u`, `x5c` and `jwk` of a header are never looked at, but for [`verify_with_embedded_key`], which is there for
//! proofs that carry their own key (`DPoP`). Input is bounded in size and depth before it is parsed.
//!
//! - [`SigningKey`]: a private key of ours.
//! - [`VerifyingKeys`]: what the regions publish; proves tokens of ours.
//! - [`ForeignKeys`]: a JWK Set of somebody else (a client, an issuer); proves tokens of theirs.
//! - [`verify_with_embedded_key`]: proves that the sender holds the key in the header.
//! - [`PublicKey`]: one key, its RFC 7638 thumbprint.
//!
//! ```
//! use domicile_jose::{Algorithm, ForeignKeys, ForeignToken, SigningKey, now};
//! use serde_json::{Value, json};
//!
//! # let pem = rcgen::KeyPair::generate()?.serialize_pem();
//! let key = SigningKey::from_pkcs8_pem(&pem)?;
//! let assertion = key.sign("JWT", &json!({ "iss": "shop", "aud": "https://login.example", "exp": now() + 60 }))?;
//!
//! let published = ForeignKeys::from_jwk_set(&json!({ "keys": [key.public_jwk()] }))?;
//! let proven = published.verify::<Value>(&assertion, &ForeignToken {
//!     issuer: Some("shop"),
//!     audiences: &["https://login.example"],
//!     ..ForeignToken::signed_with(&[Algorithm::ES256])
//! })?;
//! assert_eq!(proven.claims["iss"], "shop");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod algorithm;
mod bounded_json;
mod claims;
mod compact;
mod embedded_key;
mod error;
mod foreign_keys;
mod header;
mod proven;
mod public_key;
mod signing_key;
mod signing_key_set;
mod verifying_keys;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use embedded_key::{ProvenByEmbeddedKey, verify_with_embedded_key};
pub use error::JoseError;
pub use foreign_keys::{ForeignKeys, ForeignToken, ProvenByForeignKey};
pub use header::Header;
pub use public_key::PublicKey;
pub use signing_key::{Sign, SigningKey};
pub use signing_key_set::{KeyTimes, SigningKeySet, StoredKey, StoredKeys};
pub use verifying_keys::{Expected, Verified, VerifyingKeys};

/// Seconds since 1970.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
