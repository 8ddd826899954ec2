//! What authorization requests of a client must be like, and how it knows people.

use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

/// Rules of one client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // Each is a rule of its own, as in the metadata of clients (RFC 7591).
pub struct Authorization {
    /// Whether PKCE is a must (RFC 7636). Only a client with a secret can be let off.
    pub requires_pkce: bool,
    /// Whether requests must be pushed (RFC 9126).
    pub requires_pushed_requests: bool,
    /// Whether requests must be signed (RFC 9101).
    pub requires_signed_requests: bool,
    /// Addresses that signed requests may be fetched from, byte for byte (`OpenID` Connect Core, section 6.2).
    pub request_uris: Vec<String>,
    /// Whether what is fetched from there may do without a signature: the client's TLS certificate then says whose it
    /// is. Only a client that has registered itself so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_unsigned_requests_from_there: bool,
    /// The one algorithm that its requests are signed with, where it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_object_signing_alg: Option<Algorithm>,
    /// Most seconds since the person signed in, where a request does not say (`default_max_age`).
    pub default_max_age_seconds: Option<u32>,
    /// Profile that the client is held to.
    pub security_profile: SecurityProfile,
    /// How the client knows people.
    pub subject: SubjectType,
}

impl Default for Authorization {
    fn default() -> Self {
        Self {
            requires_pkce: true,
            requires_pushed_requests: false,
            requires_signed_requests: false,
            request_uris: Vec::new(),
            takes_unsigned_requests_from_there: false,
            request_object_signing_alg: None,
            default_max_age_seconds: None,
            security_profile: SecurityProfile::default(),
            subject: SubjectType::default(),
        }
    }
}

/// A profile of `OpenID` Connect and OAuth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecurityProfile {
    /// None but what every client is held to.
    #[default]
    None,
    /// FAPI 2.0 Security Profile.
    Fapi2,
}

impl SecurityProfile {
    /// What clients of the profile sign with, and what is signed for them. FAPI 2.0 Security Profile, section 5.4.1: no
    /// RSASSA-PKCS1-v1_5.
    pub const fn algorithms(self) -> &'static [Algorithm] {
        match self {
            Self::None => &Algorithm::ALL,
            Self::Fapi2 => &[Algorithm::ES256, Algorithm::EdDSA, Algorithm::PS256],
        }
    }
}

/// How a client knows people (`OpenID` Connect Core, section 8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum SubjectType {
    /// By the same identifier as every other public client.
    #[default]
    Public,
    /// By identifiers of its own sector, which no other sector can connect with its own.
    Pairwise {
        /// The sector: a host name.
        sector: String,
    },
}
