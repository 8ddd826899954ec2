//! `OpenID` clients.

use domicile_bundle::{
    ApplicationType, AssuranceLevel, Authorization, BackchannelLogout, CertificateSubject, Claim,
    ClientAuthenticationMethod, ClientKeys, GrantType, OrganizationRequirement, WantedAttribute,
};
use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

use super::{ObjectKey, Reference};

/// What an application wants to be signed for it; what it leaves out, the tenant decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WantedSigning {
    /// `spec.idTokenSignedResponseAlg`.
    pub id_token: Option<Algorithm>,
    /// `spec.authorizationSignedResponseAlg`.
    pub authorization: Option<Algorithm>,
    /// `spec.userinfoSignedResponseAlg`.
    pub userinfo: Option<Algorithm>,
}

/// `Application.spec`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationInput {
    /// The `Application`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.brandRef`, with the application's own namespace where the resource names none.
    pub brand: Reference,
    /// `spec.displayName`.
    pub display_name: String,
    /// `spec.type`.
    pub application_type: ApplicationType,
    /// `spec.redirectUris`.
    pub redirect_uris: Vec<String>,
    /// `spec.postLogoutRedirectUris`.
    pub post_logout_redirect_uris: Vec<String>,
    /// `spec.grantTypes`.
    pub grant_types: Vec<GrantType>,
    /// `spec.scopes`.
    pub scopes: Vec<String>,
    /// `spec.claims`.
    pub claims: Vec<Claim>,
    /// `spec.progressiveProfile`; none in what an earlier version kept.
    #[serde(default)]
    pub progressive_profile: Vec<WantedAttribute>,
    /// `spec.resources`. Left out only in what an earlier version kept, like the next two.
    #[serde(default)]
    pub resources: Vec<String>,
    /// `spec.resourceServer`.
    #[serde(default)]
    pub resource_server: Option<String>,
    /// `spec.dpopBoundAccessTokens`.
    #[serde(default)]
    pub dpop_bound_access_tokens: bool,
    /// `spec.tlsClientCertificateBoundAccessTokens`.
    #[serde(default)]
    pub tls_client_certificate_bound_access_tokens: bool,
    /// What its requests must be like, and how it knows people: of `spec.requirePkce`,
    /// `spec.requirePushedAuthorizationRequests`, `spec.requireSignedRequestObject`, `spec.requestUris`,
    /// `spec.requestObjectSigningAlg`, `spec.securityProfile`, `spec.defaultMaxAge` and `spec.subjectType`.
    #[serde(default)]
    pub authorization: Authorization,
    /// `spec.organization`; none in what an earlier version kept.
    #[serde(default)]
    pub organization: Option<OrganizationRequirement>,
    /// `spec.secretName`: the Secret in the application's namespace. Empty only in what an earlier version kept.
    #[serde(default)]
    pub secret_name: String,
    /// `spec.minimumAcr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_acr: Option<AssuranceLevel>,
    /// Made by the operator: lower-case hexadecimal SHA-256 of each accepted client secret; none for a public client.
    pub secret_digests: Vec<String>,
    /// `spec.tokenEndpointAuthMethod`, or what the type implies.
    #[serde(default)]
    pub authentication_methods: Vec<ClientAuthenticationMethod>,
    /// `spec.tokenEndpointAuthSigningAlg`; none in what an earlier version kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_signing_alg: Option<Algorithm>,
    /// `spec.jwks` or `spec.jwksUri`.
    #[serde(default)]
    pub keys: Option<ClientKeys>,
    /// `spec.tlsClientAuth`.
    #[serde(default)]
    pub certificate_subject: Option<CertificateSubject>,
    /// `spec.backchannelLogoutUri`.
    #[serde(default)]
    pub backchannel_logout: Option<BackchannelLogout>,
    /// What it wants to be signed for it, and with what; nothing in what an earlier version kept.
    #[serde(default)]
    pub signing: WantedSigning,
}

impl ApplicationInput {
    /// `client_id`: `<namespace>.<name>`. A namespace holds no dot, so no two applications share one.
    pub fn client_id(&self) -> String {
        format!("{}.{}", self.key.namespace, self.key.name)
    }
}
