//! How a client proves itself, and what proves it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a client proves itself at the token endpoint: the names of the IANA registry of OAuth token endpoint
/// authentication methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthenticationMethod {
    /// Not at all: a public client.
    None,
    /// The secret by HTTP Basic (RFC 6749, section 2.3.1).
    ClientSecretBasic,
    /// The secret in the form (RFC 6749, section 2.3.1).
    ClientSecretPost,
    /// An assertion signed with the client's key (RFC 7523; `OpenID` Connect Core, section 9).
    PrivateKeyJwt,
    /// A certificate of an authority that the tenant trusts, with the client's subject (RFC 8705, section 2.1).
    TlsClientAuth,
    /// A certificate with one of the client's keys (RFC 8705, section 2.2).
    SelfSignedTlsClientAuth,
}

impl ClientAuthenticationMethod {
    /// Every method.
    pub const ALL: [Self; 6] = [
        Self::None,
        Self::ClientSecretBasic,
        Self::ClientSecretPost,
        Self::PrivateKeyJwt,
        Self::TlsClientAuth,
        Self::SelfSignedTlsClientAuth,
    ];

    /// The registered name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
        }
    }

    /// Whether it is by a client secret.
    pub const fn is_by_secret(self) -> bool {
        matches!(self, Self::ClientSecretBasic | Self::ClientSecretPost)
    }
}

/// Where the public keys of a client are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClientKeys {
    /// Here: JSON Web Keys (RFC 7517), public ones.
    Jwks(Vec<Value>),
    /// At an address of the client's: a JWK Set, which may change.
    JwksUri(String),
}

/// What a client's certificate must say (RFC 8705, section 2.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CertificateSubject {
    /// Its subject, as a distinguished name (RFC 4514).
    Dn(String),
    /// A DNS name.
    SanDns(String),
    /// A URI.
    SanUri(String),
    /// An IP address.
    SanIp(String),
    /// An e-mail address.
    SanEmail(String),
}
