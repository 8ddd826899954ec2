//! Providers that people may sign in by: part of an `IdentityTenant`.

use kube::KubeSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rule;

/// A provider that people may sign in by. Its redirect URI is `https://login.<domain>/federation/callback`.
///
/// Somebody who comes by it for the first time proves an e-mail address or another way to sign in here first; an
/// address that the provider calls verified opens no account. What it says about a person is taken only as far as
/// `claims` names it and the person agrees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("has(self.issuer) != has(self.oauth2)")
        .message("name the issuer of an OpenID Connect provider, or oauth2 endpoints of one without OpenID Connect, and not both")
        .reason(Reason::FieldValueInvalid),
)]
pub struct SocialProvider {
    /// Name of the provider here, for example `google`. People who came by a provider of another issuer, or of other
    /// endpoints, are other people, whatever the name.
    #[schemars(length(max = 40))]
    #[x_kube(
        validation = rule::label(),
        validation = Rule::new("self != 'verified-phone' && !self.startsWith('membership-')")
            .message("verified-phone and names that begin with membership- say where other values of a profile come from: choose another name")
            .reason(Reason::FieldValueForbidden),
    )]
    pub name: String,
    /// What people read, for example `Google`.
    #[schemars(length(max = 60))]
    #[x_kube(validation = rule::not_blank())]
    pub display_name: String,
    /// Issuer of an OpenID Connect provider, exactly as the provider writes it, with or without `/` at its end, for
    /// example `https://accounts.google.com`. Everything else is found by discovery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::issuer())]
    pub issuer: Option<String>,
    /// A provider that speaks OAuth 2.0 and no OpenID Connect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oauth2: Option<OAuth2Provider>,
    /// Identifier of the client that is registered at the provider.
    #[schemars(length(max = 255))]
    #[x_kube(validation = rule::not_blank())]
    pub client_id: String,
    /// Where the client's secret is; a client without secret when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_ref: Option<SecretKeyReference>,
    /// Scopes that are asked for beside `openid`, for example `email` and `profile`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 200)))]
    #[x_kube(validation = rule::scopes_of_others(), merge_strategy = ListMerge::Set)]
    pub scopes: Vec<String>,
    /// What may be taken of what the provider says, attribute by attribute.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["attribute".into()]))]
    pub claims: Vec<ProvidedClaim>,
}

/// A key of a Secret in the same namespace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecretKeyReference {
    /// Name of the Secret.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::secret_name())]
    pub name: String,
    /// Key in it; `client-secret` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::secret_key())]
    pub key: Option<String>,
}

impl SecretKeyReference {
    /// The key (default: `client-secret`).
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or("client-secret")
    }
}

/// Endpoints of a provider without OpenID Connect, and where its document about a person has what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct OAuth2Provider {
    /// What its answers name in `iss` (RFC 9207). Without it, an answer that names an issuer is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::issuer())]
    pub issuer: Option<String>,
    /// Where browsers are sent.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub authorization_endpoint: String,
    /// Where the code is changed for a token.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub token_endpoint: String,
    /// Where the document about the person is, as JSON.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub user_endpoint: String,
    /// How the client proves itself at the token endpoint: `Basic` (in the header) or `Post` (in the body); `Basic`
    /// when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ProviderAuthentication")]
    pub client_authentication: Option<ProviderAuthentication>,
    /// Member of the document that says who it is, which never changes and is never given to somebody else: its name,
    /// or a JSON pointer (RFC 6901), for example `/data/id`.
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::claim_path())]
    pub subject: String,
    /// Member with the e-mail address, which is proposed to the person; nothing is proposed when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::claim_path())]
    pub email: Option<String>,
}

/// How a client proves itself at a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ProviderAuthentication {
    /// In the header (`client_secret_basic`).
    Basic,
    /// In the body (`client_secret_post`).
    Post,
}

/// What may be taken of what a provider says about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProvidedClaim {
    /// Name of the claim, or a JSON pointer (RFC 6901) to it, for example `given_name` or `/name/first`.
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::claim_path())]
    pub claim: String,
    /// Attribute of the profile that it is kept as. It cannot be one that finds a person, such as an e-mail address.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub attribute: String,
    /// Purpose that it is taken for. Where its legal basis is consent, the value is proposed to people who have given
    /// that consent.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
}
