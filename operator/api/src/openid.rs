//! The OpenID provider beyond sign-in: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{ObjectReference, SecretReference, rule};

/// Whom the OpenID provider speaks to, and who may become its client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenId {
    /// What sign-in trusts where it follows an address that an application names (`jwksUri`, `backchannelLogoutUri`
    /// and so on). Only hosts of the public Internet on port 443, with certificates that the system trusts, when left
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trusted_outbound: Option<TrustedOutbound>,
    /// Lets applications register themselves (RFC 7591); off when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dynamic_registration: Option<DynamicRegistration>,
}

/// Hosts and authorities that sign-in trusts beyond the public Internet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrustedOutbound {
    /// Hosts, as `host` or `host:port`, that may have private addresses or another port than 443, for example
    /// `shop.internal.example:8443` or `shop.shop.svc`. They are spoken to over TLS as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32), inner(length(max = 260)))]
    #[x_kube(validation = rule::hosts_with_ports(), merge_strategy = ListMerge::Set)]
    pub allowed_hosts: Vec<String>,
    /// Private networks that the addresses of these hosts are in, for example `10.20.0.0/16`: the network policy of
    /// sign-in lets it reach them on the ports of these hosts. Services of this cluster need none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 50)))]
    #[x_kube(validation = rule::networks(), merge_strategy = ListMerge::Set)]
    pub networks: Vec<String>,
    /// Secret in this namespace whose key `ca.crt` holds PEM certificates of authorities that are trusted beside the
    /// system's. Certificates that applications prove themselves with (method `TlsClientAuth`) are believed when one of
    /// these authorities has issued them, and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_bundle_secret_ref: Option<SecretReference>,
}

/// How applications register themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("has(self.initialAccessTokensSecretRef) || (has(self.open) && self.open)")
        .message("say who may register: initialAccessTokensSecretRef, or open: true for everybody")
        .reason(Reason::FieldValueRequired),
)]
pub struct DynamicRegistration {
    /// The Application whose brand, scopes, claims and grant types are the most that an application that registers
    /// itself may get.
    pub template_ref: ObjectReference,
    /// Secret in this namespace whose values are initial access tokens, each of at least 32 characters: who presents
    /// one may register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_access_tokens_secret_ref: Option<SecretReference>,
    /// Whether everybody may register without a token; `false` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
}
