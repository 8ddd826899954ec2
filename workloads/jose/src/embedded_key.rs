//! Proofs that carry their own key (`DPoP`, RFC 9449): they prove that the sender holds it, not who the sender is.

use serde::de::DeserializeOwned;

use crate::{Algorithm, JoseError, PublicKey, bounded_json, compact::Parts};

/// A proof whose signature fits the key in its header.
#[derive(Debug)]
pub struct ProvenByEmbeddedKey<T> {
    /// Its claims. Times, nonce, method and address are the caller's to check.
    pub claims: T,
    /// The key.
    pub key: PublicKey,
    /// Its RFC 7638 thumbprint (`jkt`).
    pub thumbprint: String,
}

/// Proves a token with the key in its header's `jwk` (RFC 9449, section 4.3, points 4 to 7).
///
/// # Errors
/// When its type or algorithm is another, the key is missing, private, symmetric, weak or for another algorithm, or
/// the signature does not fit.
pub fn verify_with_embedded_key<T: DeserializeOwned>(
    token: &str,
    token_type: &str,
    algorithms: &[Algorithm],
) -> Result<ProvenByEmbeddedKey<T>, JoseError> {
    let parts = Parts::of(token)?;
    let header = parts.header()?;
    if !header.is_of_type(token_type) {
        return Err(JoseError::Type);
    }
    if !algorithms.contains(&header.algorithm) {
        return Err(JoseError::Algorithm);
    }
    let jwk = header.embedded_key.as_ref().ok_or(JoseError::UnknownKey)?;
    let key = PublicKey::from_jwk(jwk)?;
    let (payload, _) = parts.proven(header.algorithm, [&key])?;
    Ok(ProvenByEmbeddedKey {
        claims: bounded_json::parse(&payload).map_err(|_| JoseError::Claims)?,
        thumbprint: key.thumbprint(),
        key,
    })
}
