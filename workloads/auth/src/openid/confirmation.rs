//! What a token is bound to: whoever shows it proves that they hold the key (RFC 7800).

use serde::{Deserialize, Serialize};

/// `cnf` of an access token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confirmation {
    /// RFC 7638 thumbprint of a key that signs proofs (RFC 9449, section 6.1).
    #[serde(rename = "jkt")]
    KeyThumbprint(String),
    /// SHA-256 thumbprint of a certificate that connections show (RFC 8705, section 3.1).
    #[serde(rename = "x5t#S256")]
    CertificateThumbprint(String),
}

impl Confirmation {
    /// `token_type` of a token that is bound to it.
    pub const fn token_type(confirmation: Option<&Self>) -> &'static str {
        match confirmation {
            Some(Self::KeyThumbprint(_)) => "DPoP",
            // RFC 8705, section 3: shown like a plain token, on a connection with the certificate.
            Some(Self::CertificateThumbprint(_)) | None => "Bearer",
        }
    }
}
