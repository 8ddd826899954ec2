//! Why a token or a key is refused.

/// Texts hold nothing of the token or the key.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoseError {
    /// The private key is not one of the algorithm's, as PKCS#8 PEM.
    #[error("the signing key is not a key of its algorithm as PKCS#8 PEM")]
    PrivateKey,
    /// Signing failed.
    #[error("the token could not be signed")]
    Signing,
    /// The token is not a signed JSON Web Token in compact form that this crate reads.
    #[error("not a signed JSON Web Token in compact form, or too large")]
    Malformed,
    /// The algorithm is unknown, not allowed here, or not the key's.
    #[error("signed with an algorithm that is not allowed here")]
    Algorithm,
    /// The header names an extension that must be understood (`crit`, `b64`).
    #[error("the header asks for an extension that is not supported")]
    Extension,
    /// The header's `typ` is another.
    #[error("a token of another type")]
    Type,
    /// No known key fits the header.
    #[error("signed with a key that is not published")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// Issuer, audience or time is wrong, or a claim is missing.
    #[error("expired, for another audience, of another issuer, or a claim is missing")]
    Claims,
    /// A JSON Web Key that is not well formed, too weak, or for something else than signatures.
    #[error(
        "not a public JSON Web Key for ES256, EdDSA (Ed25519), PS256 or RS256 (RSA from 2048 bits)"
    )]
    PublicKey,
    /// A JSON Web Key with private or symmetric members where a public one belongs.
    #[error("a JSON Web Key with private members: it is no secret any more, make a new one")]
    PrivateMembers,
}
