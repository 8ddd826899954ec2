//! The `OpenID` provider beyond sign-in: whom it speaks to, and who may become its client.

use serde::{Deserialize, Serialize};

use crate::SigningAlgorithms;

/// Settings of the `OpenID` provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenId {
    /// What tokens can be signed with. An earlier version wrote nothing, and signed with `ES256`.
    #[serde(default)]
    pub signing_algorithms: SigningAlgorithms,
    /// Hosts, as `host` or `host:port`, that may have any address although strangers name them.
    pub trusted_hosts: Vec<String>,
    /// Dynamic client registration; nothing when it is off.
    pub dynamic_registration: Option<DynamicRegistration>,
}

/// Dynamic client registration (RFC 7591).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DynamicRegistration {
    /// `client_id` of the application whose brand, scopes, claims and grants are the most that a client may get.
    pub template: String,
    /// Whether a client may register without an initial access token.
    pub open: bool,
    /// Lower-case hexadecimal SHA-256 of each initial access token.
    pub initial_access_token_digests: Vec<String>,
}
