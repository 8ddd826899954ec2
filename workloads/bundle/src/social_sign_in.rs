//! Providers that people may sign in by.

use serde::{Deserialize, Serialize};

/// A provider that people may sign in by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SocialProvider {
    /// Its name here: that of the file of its secret, and of its button.
    pub name: String,
    /// What people read.
    pub display_name: String,
    /// What it speaks.
    pub protocol: ProviderProtocol,
    /// The client that is registered there.
    pub client_id: String,
    /// Whether `/etc/domicile/providers/<name>` is mounted and holds the client's secret.
    pub has_secret: bool,
    /// Scopes that are asked for beside `openid`.
    pub scopes: Vec<String>,
    /// What may be taken of what it says.
    pub claims: Vec<ProvidedClaim>,
}

/// What a provider speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum ProviderProtocol {
    /// `OpenID` Connect of this issuer; everything else is found by discovery.
    OpenIdConnect(String),
    /// OAuth 2.0 without `OpenID` Connect.
    OAuth2(OAuth2Provider),
}

/// Endpoints of a provider without `OpenID` Connect, and where its document about a person has what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OAuth2Provider {
    /// What its answers name in `iss` (RFC 9207).
    pub issuer: Option<String>,
    /// Where browsers are sent.
    pub authorization_endpoint: String,
    /// Where the code is changed for a token.
    pub token_endpoint: String,
    /// Where the document about the person is.
    pub user_endpoint: String,
    /// Whether the client proves itself in the body of the request, and not in its header.
    pub secret_in_body: bool,
    /// Where the document says who it is: the name of a member, or a JSON pointer.
    pub subject: String,
    /// Where it has the e-mail address.
    pub email: Option<String>,
}

/// What may be taken of what a provider says about a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProvidedClaim {
    /// Attribute that it is kept as.
    pub attribute: String,
    /// Name of the claim, or a JSON pointer to it.
    pub claim: String,
    /// Purpose that it is taken for.
    pub purpose: String,
}
