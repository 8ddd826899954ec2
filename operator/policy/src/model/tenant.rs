//! The tenant.

use domicile_bundle::{Mail, Organizations, ResourceServer, SignIn, SigningAlgorithms, Sms};
use serde::{Deserialize, Serialize};

use super::{ObjectKey, Reference};

/// Most characters of `<tenant>-<region>`, from which everything in a region is named.
///
/// The longest suffix is `-profile-store-database-owner`, and a DNS label has at most 63 characters; the hash that
/// a `StatefulSet` adds to its own, shorter name must fit too.
pub const LONGEST_REGIONAL_NAME: usize = 34;

/// `spec.openid`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenIdInput {
    /// `trustedOutbound.allowedHosts`.
    pub trusted_hosts: Vec<String>,
    /// `dynamicRegistration`; nothing when it is off.
    pub dynamic_registration: Option<DynamicRegistrationInput>,
}

/// `spec.openid.dynamicRegistration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DynamicRegistrationInput {
    /// `templateRef`: the Application whose rights are the most that a client may get.
    pub template: Reference,
    /// `open`.
    pub open: bool,
    /// Made by the operator: lower-case hexadecimal SHA-256 of each initial access token.
    pub initial_access_token_digests: Vec<String>,
}

/// `IdentityTenant.spec`, as far as it shapes the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantSettings {
    /// The `IdentityTenant`.
    pub key: ObjectKey,
    /// `spec.domain`: registrable domain, lower case.
    pub domain: String,
    /// `spec.regions`: names of `Region`s.
    pub regions: Vec<String>,
    /// `spec.exposure.port`: port that browsers use; 443 where the resource names none.
    pub port: u16,
    /// `spec.signIn`, with every limit filled in.
    pub sign_in: SignIn,
    /// `spec.resourceServers`. Left out only in what an earlier version kept.
    #[serde(default)]
    pub resource_servers: Vec<ResourceServer>,
    /// `spec.signing.algorithms`.
    #[serde(default)]
    pub signing_algorithms: SigningAlgorithms,
    /// `spec.openid`.
    #[serde(default)]
    pub openid: OpenIdInput,
    /// `spec.organizations`; none in what an earlier version kept.
    #[serde(default)]
    pub organizations: Option<Organizations>,
    /// `spec.mail`.
    pub mail: Mail,
    /// `spec.sms`, with every limit filled in; none in what an earlier version kept.
    #[serde(default)]
    pub sms: Option<Sms>,
    /// `spec.defaultBrand`: the brand shown where no host and no application says otherwise.
    pub default_brand: Reference,
    /// Made by the operator: lower-case hexadecimal SHA-256 of each accepted secret of the built-in portal.
    pub portal_secret_digests: Vec<String>,
}
