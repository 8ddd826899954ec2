//! An issuer that stands in for the built-in sign-in: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{
    rule,
    social_sign_in::{ProvidedClaim, SecretKeyReference},
};

/// An OpenID Connect issuer whose login everybody uses: pages of ours lead there, and ask for no code, password or
/// passkey. Register there the redirect URI `https://login.<domain>/federation/callback`, for signing out
/// `https://login.<domain>/federation/signed-out`, and for back-channel logout
/// `https://login.<domain>/federation/backchannel-logout`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExternalIssuer {
    /// What people read where the issuer is spoken of.
    #[schemars(length(max = 60))]
    #[x_kube(validation = rule::not_blank())]
    pub display_name: String,
    /// Issuer, exactly as it writes itself, with or without `/` at its end, for example
    /// `https://keycloak.example/realms/aurora`. Everything else is found by discovery.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::issuer())]
    pub issuer: String,
    /// Identifier of the client that is registered there.
    #[schemars(length(max = 255))]
    #[x_kube(validation = rule::not_blank())]
    pub client_id: String,
    /// Where the client's secret is. Left out, the client proves itself by `private_key_jwt`, with the keys at
    /// `https://login.<domain>/jwks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_ref: Option<SecretKeyReference>,
    /// Scopes that are asked for beside `openid`, for example `email` and `profile`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 200)))]
    #[x_kube(validation = rule::scopes_of_others(), merge_strategy = ListMerge::Set)]
    pub scopes: Vec<String>,
    /// What is kept of what the issuer says, attribute by attribute, at every sign-in. A value for a purpose that rests on
    /// consent is kept of people who have given it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["attribute".into()]))]
    pub claims: Vec<ProvidedClaim>,
    /// Whether an address that the issuer calls verified is proven: then it finds the account that is there, or makes
    /// one. Otherwise people prove their mailbox here once. `false` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authoritative_for_email: Option<bool>,
    /// Claim that says in which country a person lives (ISO 3166-1 alpha-2): its name, or a JSON pointer (RFC 6901).
    /// People are asked where it is left out, or says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::claim_path())]
    pub residence_claim: Option<String>,
}
