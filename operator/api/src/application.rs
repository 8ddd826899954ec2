//! `Application`: an OpenID client.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Duration, ObjectReference,
    client_authentication::{JsonWebKeySet, TlsClientAuth, TokenEndpointAuthMethod},
    client_secret::{SecretKeys, SecretRotation, SecretTemplate},
    organizations::OrganizationRequirement,
    progressive_profile::WantedAttribute,
    rule,
    signing::SigningAlgorithm,
    status::{attached, observed},
};

/// Where people are sent back to, and what the application gets to know about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "Application",
    namespaced,
    status = "ApplicationStatus",
    derive = "PartialEq",
    cel,
    doc = "An Application is an OpenID Connect client of a tenant: where people are sent back to after sign-in, and which claims it gets under which purpose. The operator writes a Secret with its client identifier, client secret and issuer.",
    validation = rule::object_name(),
    shortname = "dapp",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant that the application signs in to"),
    printcolumn(name = "Type", type_ = "string", json_path = ".spec.type", description = "Whether it can keep a secret"),
    printcolumn(name = "Client-ID", type_ = "string", json_path = ".status.clientId", description = "OpenID client identifier"),
    printcolumn(name = "Secret", type_ = "string", json_path = ".spec.secretName", priority = 1, description = "Secret with what the application is configured with"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether every region knows the application"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.requirePkce) || self.requirePkce || self.type == 'Web'")
        .message("only an application of type Web can do without PKCE: nothing else protects the codes of the others")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.tokenEndpointAuthMethod) || (self.type == 'Web') == (self.tokenEndpointAuthMethod != 'None')")
        .message("an application of type Web proves itself; the other types cannot keep a secret, so tokenEndpointAuthMethod is None there")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!(has(self.jwks) && has(self.jwksUri))")
        .message("keys are either in jwks or at jwksUri")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.tokenEndpointAuthMethod) || !(self.tokenEndpointAuthMethod in ['PrivateKeyJwt', 'SelfSignedTlsClientAuth']) || has(self.jwks) || has(self.jwksUri)")
        .message("without jwks or jwksUri nothing proves the application")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("(has(self.tokenEndpointAuthMethod) && self.tokenEndpointAuthMethod == 'TlsClientAuth') == has(self.tlsClientAuth)")
        .message("tlsClientAuth says what the certificate of method TlsClientAuth must say, and goes with that method only")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("has(self.jwks) || has(self.jwksUri) || !(has(self.requestUris) || (has(self.requireSignedRequestObject) && self.requireSignedRequestObject))")
        .message("signed requests (requestUris, requireSignedRequestObject) need keys: give jwks or jwksUri")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("!has(self.requestObjectSigningAlg) || has(self.jwks) || has(self.jwksUri)")
        .message("requestObjectSigningAlg is about requests that the application signs with its keys: give jwks or jwksUri, or take it out")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("!has(self.tokenEndpointAuthSigningAlg) || (has(self.tokenEndpointAuthMethod) && self.tokenEndpointAuthMethod == 'PrivateKeyJwt')")
        .message("tokenEndpointAuthSigningAlg is about the assertions of tokenEndpointAuthMethod PrivateKeyJwt: choose that method, or take it out")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.dpopBoundAccessTokens) || !self.dpopBoundAccessTokens || !has(self.tlsClientCertificateBoundAccessTokens) || !self.tlsClientCertificateBoundAccessTokens")
        .message("access tokens are bound to a key that is proven (dpopBoundAccessTokens) or to a certificate (tlsClientCertificateBoundAccessTokens), not to both")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.tlsClientCertificateBoundAccessTokens) || !self.tlsClientCertificateBoundAccessTokens || self.type != 'SinglePage'")
        .message("an application in the browser has no certificate: use dpopBoundAccessTokens")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.securityProfile) || (has(self.tokenEndpointAuthMethod) && self.tokenEndpointAuthMethod in ['PrivateKeyJwt', 'TlsClientAuth', 'SelfSignedTlsClientAuth'])")
        .message("securityProfile Fapi2 is for applications that prove themselves by a key: set tokenEndpointAuthMethod to PrivateKeyJwt, TlsClientAuth or SelfSignedTlsClientAuth")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.securityProfile) || (has(self.dpopBoundAccessTokens) && self.dpopBoundAccessTokens) || (has(self.tlsClientCertificateBoundAccessTokens) && self.tlsClientCertificateBoundAccessTokens)")
        .message("securityProfile Fapi2 wants access tokens that a thief cannot use: set dpopBoundAccessTokens or tlsClientCertificateBoundAccessTokens")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("!has(self.securityProfile) || ((!has(self.requirePkce) || self.requirePkce) && (!has(self.requirePushedAuthorizationRequests) || self.requirePushedAuthorizationRequests))")
        .message("securityProfile Fapi2 always wants PKCE and pushed requests: neither requirePkce nor requirePushedAuthorizationRequests can be false")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.securityProfile) || !has(self.redirectUris) || self.redirectUris.all(item, item.startsWith('https://'))")
        .message("securityProfile Fapi2 sends people back by https only")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.securityProfile) || ((!has(self.idTokenSignedResponseAlg) || self.idTokenSignedResponseAlg != 'RS256') && (!has(self.userinfoSignedResponseAlg) || self.userinfoSignedResponseAlg != 'RS256') && (!has(self.authorizationSignedResponseAlg) || self.authorizationSignedResponseAlg != 'RS256'))")
        .message("securityProfile Fapi2 forbids RS256: let idTokenSignedResponseAlg, userinfoSignedResponseAlg and authorizationSignedResponseAlg be ES256, EdDSA or PS256, or leave them out")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.securityProfile) || ((!has(self.requestObjectSigningAlg) || self.requestObjectSigningAlg != 'RS256') && (!has(self.tokenEndpointAuthSigningAlg) || self.tokenEndpointAuthSigningAlg != 'RS256'))")
        .message("securityProfile Fapi2 takes nothing that is signed with RS256: let requestObjectSigningAlg and tokenEndpointAuthSigningAlg be ES256, EdDSA or PS256, or leave them out")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.backchannelLogoutSessionRequired) || has(self.backchannelLogoutUri)")
        .message("backchannelLogoutSessionRequired goes with backchannelLogoutUri")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.claims) || (has(self.scopes) && self.claims.all(item, item.scope in self.scopes))")
        .message("the scope of every claim must be one of spec.scopes")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("(has(self.grantTypes) && !self.grantTypes.exists(item, item in ['AuthorizationCode', 'DeviceCode'])) || (has(self.scopes) && 'openid' in self.scopes)")
        .message("scopes must hold openid where people sign in (grant types AuthorizationCode and DeviceCode)")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("(has(self.grantTypes) && !('AuthorizationCode' in self.grantTypes)) || has(self.redirectUris)")
        .message("redirectUris must be given: people come back there after sign-in (grant type AuthorizationCode)")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("self.type == 'Web' || !has(self.grantTypes) || !self.grantTypes.exists(item, item in ['ClientCredentials', 'TokenExchange'])")
        .message("grant types ClientCredentials and TokenExchange are for type Web only: another application cannot keep a secret")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.grantTypes) || !('RefreshToken' in self.grantTypes) || self.grantTypes.exists(item, item in ['AuthorizationCode', 'DeviceCode'])")
        .message("grant type RefreshToken goes on from AuthorizationCode or DeviceCode: add one of them")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("!has(self.scopes) || !('offline_access' in self.scopes) || (has(self.grantTypes) && 'RefreshToken' in self.grantTypes)")
        .message("scope offline_access means refresh tokens: add grant type RefreshToken")
        .reason(Reason::FieldValueInvalid),
    validation = Rule::new("self.type == 'Web' || !has(self.resourceServer)")
        .message("a resource server is of type Web: another application cannot keep the secret that it asks about tokens with")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.grantTypes) || !('TokenExchange' in self.grantTypes) || has(self.resourceServer)")
        .message("grant type TokenExchange is for a resource server, which exchanges the tokens that are meant for it: add resourceServer")
        .reason(Reason::FieldValueRequired),
    validation = Rule::new("!has(self.minimumAcr) || !has(self.grantTypes) || self.grantTypes.exists(item, item in ['AuthorizationCode', 'DeviceCode'])")
        .message("minimumAcr is about people who sign in: add grant type AuthorizationCode or DeviceCode, or take it out")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.progressiveProfile) || !has(self.grantTypes) || 'AuthorizationCode' in self.grantTypes")
        .message("progressiveProfile is about people who sign in with a browser: add grant type AuthorizationCode, or take it out")
        .reason(Reason::FieldValueForbidden),
    validation = Rule::new("!has(self.progressiveProfile) || self.progressiveProfile.all(item, !has(item.when) || !has(item.when.scope) || (has(self.scopes) && item.when.scope in self.scopes))")
        .message("progressiveProfile[].when.scope must be one of spec.scopes")
        .reason(Reason::FieldValueInvalid),
    // Claims without scopes are refused above; one sentence about them is enough.
    validation = Rule::new("!has(self.claims) || !has(self.scopes) || !has(self.grantTypes) || self.grantTypes.exists(item, item in ['AuthorizationCode', 'DeviceCode'])")
        .message("claims are about people who sign in: add grant type AuthorizationCode or DeviceCode, or take them out")
        .reason(Reason::FieldValueForbidden),
)]
pub struct ApplicationSpec {
    /// Tenant that people sign in to. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// Brand that is shown when people come from this application; the tenant's default brand when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_ref: Option<ObjectReference>,
    /// What people call the application.
    #[schemars(length(max = 80))]
    #[x_kube(validation = rule::not_blank())]
    pub display_name: String,
    /// Where the application runs: `Web` on a server, with a client secret; `SinglePage` in the browser or `Native` on
    /// a device, without one.
    #[serde(rename = "type")]
    pub application_type: ApplicationType,
    /// Addresses that people may be sent back to after sign-in, compared exactly: https, or http to the own device
    /// (`127.0.0.1`, `[::1]`, `localhost`); without fragment. Needed for grant type `AuthorizationCode`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32), inner(length(max = 500)))]
    #[x_kube(validation = rule::redirect_uris(), merge_strategy = ListMerge::Set)]
    pub redirect_uris: Vec<String>,
    /// Addresses that people may be sent to after sign-out, under the same rules. Without any, people stay on the
    /// brand's page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32), inner(length(max = 500)))]
    #[x_kube(validation = rule::redirect_uris(), merge_strategy = ListMerge::Set)]
    pub post_logout_redirect_uris: Vec<String>,
    /// OAuth 2.0 grants that the application may use; `AuthorizationCode`, always with PKCE, when left out.
    /// `RefreshToken` keeps people signed in to the application (with scope `offline_access` also after they have
    /// signed out of the browser), `DeviceCode` signs in on devices without a keyboard, `ClientCredentials` is for
    /// programs with nobody behind them, `TokenExchange` for APIs that call further APIs (with `resourceServer`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 5))]
    #[x_kube(merge_strategy = ListMerge::Set)]
    pub grant_types: Vec<GrantType>,
    /// Scopes that the application may ask for: `openid`, which is needed where people sign in, further scopes of
    /// OpenID Connect, those of its claims, and those of its resources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub scopes: Vec<String>,
    /// Claims that the application gets beside `sub`, each with the purpose that permits it. A claim is left out for
    /// a person who does not permit its purpose. Only where people sign in, like `minimumAcr`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["claim".into()]))]
    pub claims: Vec<Claim>,
    /// Attributes that people are asked for after they have registered, in the order of the page. Asked for at sign-in
    /// in a browser, after the purposes are decided, and not again while the profile has a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["attribute".into()]))]
    pub progressive_profile: Vec<WantedAttribute>,
    /// Identifiers of the tenant's resource servers that the application may ask for access tokens for, with the
    /// parameter `resource` (RFC 8707).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 8), inner(length(max = 500)))]
    #[x_kube(merge_strategy = ListMerge::Set)]
    pub resources: Vec<String>,
    /// Identifier of the tenant's resource server that the application itself is: it may ask about the tokens that
    /// are meant for it (introspection), and exchange them (grant type `TokenExchange`). Only one Application is a
    /// resource server: of two that name the same one, the older keeps it and the other is rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    pub resource_server: Option<String>,
    /// Whether access tokens are given only to a client that proves a key, and are good only with further proofs of
    /// that key (DPoP, RFC 9449); `false` when left out. A client that proves a key gets such tokens in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpop_bound_access_tokens: Option<bool>,
    /// Whether access tokens are given only to a client that shows its certificate, and are good only with that
    /// certificate (RFC 8705, section 3); `false` when left out. Such a client calls the addresses in
    /// `mtls_endpoint_aliases` of the discovery document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_certificate_bound_access_tokens: Option<bool>,
    /// Profile that the application is held to: `Fapi2`, the FAPI 2.0 Security Profile, for banks and others whose
    /// tokens are worth an attack. It wants a proof by key or certificate, tokens that are bound, PKCE and pushed
    /// requests. None when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SecurityProfile")]
    pub security_profile: Option<SecurityProfile>,
    /// Whether authorization requests must use PKCE (RFC 7636); `true` when left out. Only an application of type `Web`
    /// can be let off, for old products that do not know it; a request that does use it is held to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_pkce: Option<bool>,
    /// Whether the application must push its authorization requests (RFC 9126); `false` when left out. It may in any
    /// case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_pushed_authorization_requests: Option<bool>,
    /// Whether the application must sign its authorization requests with one of its keys (RFC 9101); `false` when left
    /// out. It may in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_signed_request_object: Option<bool>,
    /// Addresses that signed requests are fetched from when the application names one of them (`request_uri`), compared
    /// exactly. Without any, such requests are refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 8), inner(length(max = 500)))]
    #[x_kube(validation = rule::https_endpoints(), merge_strategy = ListMerge::Set)]
    pub request_uris: Vec<String>,
    /// The one algorithm that the application signs its authorization requests with (`request_object_signing_alg` of
    /// OpenID Connect Dynamic Client Registration); a request that is signed with another one is refused. When left out,
    /// any of the four will do (with `securityProfile` those that it allows).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub request_object_signing_alg: Option<SigningAlgorithm>,
    /// What the ID tokens of the application are signed with, and the tokens that tell it of a logout: one of the
    /// tenant's `signing.algorithms`; the first of them when left out (with `securityProfile` the first that it allows).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub id_token_signed_response_alg: Option<SigningAlgorithm>,
    /// What userinfo is signed with for the application, one of the tenant's `signing.algorithms`: it is then answered
    /// as a token (`application/jwt`; OpenID Connect Core, section 5.3.2). Plain JSON when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub userinfo_signed_response_alg: Option<SigningAlgorithm>,
    /// What answers to authorization requests are signed with where the request wants them signed (`response_mode=jwt`
    /// and the like, JARM): one of the tenant's `signing.algorithms`; as for ID tokens when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub authorization_signed_response_alg: Option<SigningAlgorithm>,
    /// How long ago a person may have signed in, where a request does not say (`max_age`); any time when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_max_age: Option<Duration>,
    /// How the application knows people: `Public`, by the same identifier as every other application, or `Pairwise`, by
    /// identifiers that only applications with the same host in `redirectUris` share (OpenID Connect Core, section
    /// 8.1). `Public` when left out. Changing it makes every person a stranger to the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SubjectType")]
    pub subject_type: Option<SubjectType>,
    /// Whether people act here for an organisation of the tenant: `Optional`, a member chooses for which, or `Required`,
    /// only members sign in. Tokens then carry the claim `organization` with its `id`, `name` and the member's `roles`.
    /// The application does not ask when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "OrganizationRequirement")]
    pub organization: Option<OrganizationRequirement>,
    /// Name of the Secret in this namespace that the operator writes, with the keys `client-id`, `client-secret` (only
    /// where the application proves itself by one) and `issuer`.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::secret_name())]
    pub secret_name: String,
    /// How sure a sign-in has to be for this application; people are asked for what is missing. `SingleFactor` when
    /// left out. Only where people sign in (grant types `AuthorizationCode` and `DeviceCode`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AssuranceLevel")]
    pub minimum_acr: Option<AssuranceLevel>,
    /// Names of the keys in that Secret, and labels that it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_template: Option<SecretTemplate>,
    /// When the client secret is replaced by a new one; never when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_rotation: Option<SecretRotation>,
    /// How the application proves itself at the token endpoint. When left out: type `Web` by its client secret, by
    /// HTTP Basic or in the form; the other types not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "TokenEndpointAuthMethod")]
    pub token_endpoint_auth_method: Option<TokenEndpointAuthMethod>,
    /// The one algorithm that the application signs its assertions with, for method `PrivateKeyJwt`
    /// (`token_endpoint_auth_signing_alg` of OpenID Connect Dynamic Client Registration); an assertion that is signed with
    /// another one is refused. When left out, any of the four will do (with `securityProfile` those that it allows).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub token_endpoint_auth_signing_alg: Option<SigningAlgorithm>,
    /// Public keys of the application. Instead of `jwksUri`. Write the names `"n"` and `"y"` in quotes: YAML 1.1 takes
    /// them for truth values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<JsonWebKeySet>,
    /// Address of the public keys of the application, a JWK Set that may change. Instead of `jwks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub jwks_uri: Option<String>,
    /// What the certificate of the application must say, for method `TlsClientAuth`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth: Option<TlsClientAuth>,
    /// Address that is told when a session has ended in which the application got tokens (OpenID Connect Back-Channel
    /// Logout 1.0).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub backchannel_logout_uri: Option<String>,
    /// Whether the application needs to know which session has ended; `false` when left out. It is told in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_session_required: Option<bool>,
}

attached!(ApplicationSpec);

/// Where an application runs (RFC 6749, section 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ApplicationType {
    /// On a server; keeps a secret.
    Web,
    /// In the browser; public.
    SinglePage,
    /// On a device; public.
    Native,
}

/// How sure a sign-in is; each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AssuranceLevel {
    /// One proof: `urn:domicile:acr:single-factor`.
    SingleFactor,
    /// Two proofs of different kinds: `urn:domicile:acr:multi-factor`.
    MultiFactor,
    /// A passkey with user verification: `phr`.
    PhishingResistant,
}

/// A profile of OpenID Connect and OAuth that an application is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SecurityProfile {
    /// FAPI 2.0 Security Profile.
    Fapi2,
}

/// How an application knows people (OpenID Connect Core, section 8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SubjectType {
    /// By the same identifier as every other application.
    #[default]
    Public,
    /// By identifiers of its own sector.
    Pairwise,
}

/// OAuth 2.0 grants.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum GrantType {
    /// `authorization_code` with PKCE S256 (RFC 7636).
    AuthorizationCode,
    /// `refresh_token`, rotated at each use (RFC 6749, section 6).
    RefreshToken,
    /// `client_credentials` (RFC 6749, section 4.4).
    ClientCredentials,
    /// Device authorization (RFC 8628).
    DeviceCode,
    /// Token exchange (RFC 8693).
    TokenExchange,
}

/// One claim of ID token and userinfo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// Name of the claim, for example `email` or `given_name`. A claim `address.<member>` becomes a member of `address`
    /// (OpenID Connect Core, section 5.1.1).
    #[schemars(length(max = 63))]
    #[x_kube(
        validation = rule::claim_name(),
        validation = Rule::new("!(self in ['email_verified', 'phone_number_verified', 'iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'nonce', 'auth_time', 'acr', 'amr', 'azp', 'at_hash', 'c_hash', 's_hash', 'sid', 'client_id', 'scope', 'organization', 'domicile_region'])")
            .message("the claim is set by the OpenID provider itself and cannot be named")
            .reason(Reason::FieldValueForbidden),
    )]
    pub claim: String,
    /// Scope that asks for it, one of `spec.scopes`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub scope: String,
    /// Attribute of the profile that it shows.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub attribute: String,
    /// Purpose under which the application gets it.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
}

/// What the operator found about an application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// OpenID client identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// OpenID issuer that the application is configured with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

observed!(ApplicationStatus);

impl ApplicationSpec {
    /// Grants that the application may use (default: authorization code).
    pub fn grant_types(&self) -> Vec<GrantType> {
        if self.grant_types.is_empty() {
            vec![GrantType::AuthorizationCode]
        } else {
            self.grant_types.clone()
        }
    }
}

impl ApplicationSpec {
    /// Ways in which the application may prove itself (default: by its type).
    pub fn token_endpoint_auth_methods(&self) -> Vec<TokenEndpointAuthMethod> {
        match (self.token_endpoint_auth_method, self.application_type) {
            (Some(method), _) => vec![method],
            (None, ApplicationType::Web) => vec![
                TokenEndpointAuthMethod::ClientSecretBasic,
                TokenEndpointAuthMethod::ClientSecretPost,
            ],
            (None, ApplicationType::SinglePage | ApplicationType::Native) => {
                vec![TokenEndpointAuthMethod::None]
            }
        }
    }

    /// Whether it proves itself by a client secret.
    pub fn has_client_secret(&self) -> bool {
        self.token_endpoint_auth_methods().iter().any(|method| {
            matches!(
                method,
                TokenEndpointAuthMethod::ClientSecretBasic
                    | TokenEndpointAuthMethod::ClientSecretPost
            )
        })
    }

    /// Names of the keys of its Secret, with defaults.
    pub fn secret_keys(&self) -> SecretKeys {
        self.secret_template
            .as_ref()
            .and_then(|template| template.keys.clone())
            .unwrap_or_default()
    }
}

impl Application {
    /// OpenID client identifier: `<namespace>.<name>`.
    pub fn client_id(&self) -> String {
        format!(
            "{}.{}",
            self.metadata.namespace.as_deref().unwrap_or_default(),
            self.metadata.name.as_deref().unwrap_or_default()
        )
    }
}
