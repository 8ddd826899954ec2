//! What the Secret of an application looks like and when it changes: part of an `Application`.

use std::collections::BTreeMap;

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{Duration, rule};

/// Names in the Secret that the operator writes for an application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecretTemplate {
    /// Names of the keys in the Secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<SecretKeys>,
    /// Labels that the Secret carries beside the operator's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[x_kube(validation = rule::foreign_labels())]
    #[schemars(extend("maxProperties" = 16, "additionalProperties" = { "type": "string", "maxLength": 63 }))]
    pub labels: BTreeMap<String, String>,
}

/// Names of the keys of an application's Secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("[has(self.clientId) ? self.clientId : 'client-id', has(self.clientSecret) ? self.clientSecret : 'client-secret', has(self.issuer) ? self.issuer : 'issuer'].all(key, [has(self.clientId) ? self.clientId : 'client-id', has(self.clientSecret) ? self.clientSecret : 'client-secret', has(self.issuer) ? self.issuer : 'issuer'].exists_one(other, other == key))")
        .message("each key must have a name of its own")
        .reason(Reason::FieldValueInvalid),
)]
pub struct SecretKeys {
    /// Key of the client identifier; `client-id` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::secret_key())]
    pub client_id: Option<String>,
    /// Key of the client secret; `client-secret` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::secret_key())]
    pub client_secret: Option<String>,
    /// Key of the issuer; `issuer` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::secret_key())]
    pub issuer: Option<String>,
}

/// When the client secret of an application changes. It is never changed in a Secret that somebody else wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("has(self.after) || has(self.every)")
        .message("say when: after (a time) or every (a duration)")
        .reason(Reason::FieldValueRequired),
)]
pub struct SecretRotation {
    /// A secret that was made before this time is replaced once it has come, for example `2026-11-22T00:00:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    #[x_kube(validation = rule::utc_time())]
    pub after: Option<String>,
    /// A secret is replaced when it is this old, for example `90d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Duration>,
    /// How long the earlier secret is accepted beside the new one, at least until applications have read the new one;
    /// `24h` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<Duration>,
}

impl SecretKeys {
    /// Key of the client identifier (default: `client-id`).
    pub fn client_id(&self) -> &str {
        self.client_id.as_deref().unwrap_or("client-id")
    }

    /// Key of the client secret (default: `client-secret`).
    pub fn client_secret(&self) -> &str {
        self.client_secret.as_deref().unwrap_or("client-secret")
    }

    /// Key of the issuer (default: `issuer`).
    pub fn issuer(&self) -> &str {
        self.issuer.as_deref().unwrap_or("issuer")
    }
}

impl SecretRotation {
    /// How long the earlier secret is accepted (default: 24 hours).
    pub fn overlap(&self) -> Duration {
        self.overlap
            .clone()
            .unwrap_or_else(|| Duration::of_hours(24))
    }
}
