//! Systems that receive data.

use domicile_bundle::{Delivery, Transport};
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `ActivationTarget.spec`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetInput {
    /// The `ActivationTarget`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.displayName`.
    #[serde(default)]
    pub display_name: Option<String>,
    /// `spec.webhook`, with the file in which the operator mounts the signing secret.
    pub transport: Transport,
    /// `spec.webhook.signingSecretName`: the Secret in the target's namespace. Empty only in what an earlier version
    /// kept.
    #[serde(default)]
    pub signing_secret_name: String,
    /// `spec.jurisdiction`: where it processes.
    pub jurisdiction: String,
    /// `spec.regions`: the only regions that it takes from; every region of the tenant when absent.
    pub regions: Option<Vec<String>>,
    /// `spec.purposes`.
    pub purposes: Vec<String>,
    /// `spec.attributes`.
    pub attributes: Vec<String>,
    /// `spec.events`.
    pub events: Vec<String>,
    /// `spec.filter`: CEL over `event` and `attributes`.
    pub filter: Option<String>,
    /// `spec.delivery`, with every limit filled in.
    pub delivery: Delivery,
}

impl TargetInput {
    /// Whether it takes from that region at all.
    pub fn takes_from(&self, region: &str) -> bool {
        self.regions
            .as_ref()
            .is_none_or(|regions| regions.iter().any(|named| named == region))
    }
}
