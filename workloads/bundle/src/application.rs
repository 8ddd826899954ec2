//! `OpenID` clients.

use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

use crate::{
    AssuranceLevel, Authorization, CertificateSubject, ClientAuthenticationMethod, ClientKeys,
    OrganizationRequirement, ResponseSigning, WantedAttribute,
};

/// Client identifier of the built-in portal.
pub const PORTAL_CLIENT_ID: &str = "domicile-portal";

/// Claims that only the provider itself makes (JWT, `OpenID` Connect Core 1.0, RFC 9068): no attribute of a profile can
/// take their name.
pub const PROVIDER_CLAIMS: [&str; 22] = [
    "email_verified",
    "phone_number_verified",
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "nonce",
    "auth_time",
    "acr",
    "amr",
    "azp",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "client_id",
    "scope",
    "organization",
    "domicile_region",
];

/// One `OpenID` client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Application {
    /// `client_id` (RFC 6749, section 2.2): `<namespace>.<name>` of the `Application`, or [`PORTAL_CLIENT_ID`].
    pub client_id: String,
    /// What people call the application.
    pub display_name: String,
    /// `<namespace>/<name>` of its brand.
    pub brand: String,
    /// Whether the client can keep a secret.
    pub application_type: ApplicationType,
    /// Exact redirect URIs.
    pub redirect_uris: Vec<String>,
    /// Exact URIs to go to after logout.
    pub post_logout_redirect_uris: Vec<String>,
    /// Grants that the client may use.
    pub grant_types: Vec<GrantType>,
    /// Scopes that the client may ask for, `openid` among them.
    pub scopes: Vec<String>,
    /// Claims beyond `sub`, each with the scope that asks for it and the purpose that permits it.
    pub claims: Vec<Claim>,
    /// What people are asked for after they have registered, in the order of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progressive_profile: Vec<WantedAttribute>,
    /// Whether people act here for an organisation; nothing when the application does not ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationRequirement>,
    /// Lower-case hexadecimal SHA-256 of each accepted client secret; empty for public clients.
    pub secret_digests: Vec<String>,
    /// How sure a sign-in has to be for this client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_acr: Option<AssuranceLevel>,
    /// What its authorization requests must be like, and how it knows people.
    #[serde(default)]
    pub authorization: Authorization,
    /// Resource servers that the client may ask for tokens for, each with the scopes that mean something there
    /// (RFC 8707).
    pub resources: Vec<ResourceServer>,
    /// Identifier of the resource server that the application itself is, if it is one.
    pub resource_server: Option<String>,
    /// Whether its access tokens are always bound to a key of the client (RFC 9449, section 5.2).
    pub dpop_bound_access_tokens: bool,
    /// Whether its access tokens are always bound to the certificate of its connection (RFC 8705, section 3).
    #[serde(default)]
    pub tls_client_certificate_bound_access_tokens: bool,
    /// Ways in which the client may prove itself: one, or for a secret both of its two.
    pub authentication_methods: Vec<ClientAuthenticationMethod>,
    /// The one algorithm that its assertions are signed with, where it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_signing_alg: Option<Algorithm>,
    /// Where its public keys are.
    pub keys: Option<ClientKeys>,
    /// What its certificate must say, for [`ClientAuthenticationMethod::TlsClientAuth`].
    pub certificate_subject: Option<CertificateSubject>,
    /// Where it wants to be told that a session has ended.
    pub backchannel_logout: Option<BackchannelLogout>,
    /// What is signed for it, and with what.
    #[serde(default)]
    pub signing: ResponseSigning,
}

/// An API that takes access tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceServer {
    /// Absolute URI without fragment: the `resource` that clients ask for and the `aud` of tokens (RFC 8707).
    pub identifier: String,
    /// Scopes that mean something to it.
    pub scopes: Vec<String>,
    /// What access tokens for it are signed with, where that is not ES256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token_signing_alg: Option<Algorithm>,
}

impl ResourceServer {
    /// What access tokens for it are signed with.
    pub fn signed_with(&self) -> Algorithm {
        self.access_token_signing_alg.unwrap_or_default()
    }
}

/// Where a client wants to be told that a session has ended (`OpenID` Connect Back-Channel Logout 1.0, section 2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BackchannelLogout {
    /// Absolute https address.
    pub uri: String,
    /// Whether the client needs to know which session ended.
    pub session_required: bool,
}

/// Kind of client (RFC 6749, section 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApplicationType {
    /// Runs on a server and keeps a secret.
    Web,
    /// Runs in the browser; public.
    SinglePage,
    /// Runs on a device; public.
    Native,
}

/// Grant types (RFC 6749).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GrantType {
    /// `authorization_code`, always with PKCE S256 (RFC 7636).
    AuthorizationCode,
    /// `refresh_token`, rotated at each use (RFC 6749, section 6; RFC 9700, section 4.14).
    RefreshToken,
    /// `client_credentials` (RFC 6749, section 4.4).
    ClientCredentials,
    /// `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628).
    DeviceCode,
    /// `urn:ietf:params:oauth:grant-type:token-exchange` (RFC 8693).
    TokenExchange,
}

impl GrantType {
    /// Every grant type.
    pub const ALL: [Self; 5] = [
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::ClientCredentials,
        Self::DeviceCode,
        Self::TokenExchange,
    ];

    /// `grant_type` of a token request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::ClientCredentials => "client_credentials",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::TokenExchange => "urn:ietf:params:oauth:grant-type:token-exchange",
        }
    }
}

/// One claim of ID token or userinfo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// Name of the claim, for example `email`.
    pub claim: String,
    /// Scope that asks for it.
    pub scope: String,
    /// Attribute of the profile that it shows.
    pub attribute: String,
    /// Purpose under which the application gets it.
    pub purpose: String,
}
