//! Systems that receive data.

use serde::{Deserialize, Serialize};

/// One target, with exactly what may leave this region for it.
///
/// A target that receives nothing from this region is present with empty `flows`, so that the delivery log can
/// say why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Target {
    /// `<namespace>/<name>` of the `ActivationTarget`.
    pub name: String,
    /// Who it is, as people read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// How it is reached.
    pub transport: Transport,
    /// Where it processes.
    pub jurisdiction: String,
    /// What may leave, by purpose; sorted by purpose.
    pub flows: Vec<Flow>,
    /// Why nothing may leave this region, where `flows` is empty.
    pub refusal: Option<String>,
    /// CEL expression over `event` (name, properties) and `attributes`; nothing is sent unless it is true.
    pub filter: Option<String>,
    /// Rules of delivery.
    pub delivery: Delivery,
}

/// What may leave under one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flow {
    /// Purpose that permits it.
    pub purpose: String,
    /// Attributes, sorted.
    pub attributes: Vec<String>,
    /// Event types, sorted.
    pub events: Vec<String>,
}

/// How a target is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Transport {
    /// HTTP POST of a CloudEvents 1.0 JSON body, signed as Standard Webhooks.
    Webhook {
        /// Where to.
        url: String,
        /// File name under `/etc/domicile/secrets` with the `whsec_…` signing secret.
        secret_file: String,
    },
}

/// Rules of delivery. Durations are milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delivery {
    /// An attempt is cut off after this time.
    pub timeout_milliseconds: u32,
    /// Attempts before a delivery is given up.
    pub attempts: u32,
    /// Wait before the second attempt; doubles with each further one, with full jitter.
    pub initial_backoff_milliseconds: u32,
    /// The wait never exceeds this.
    pub maximum_backoff_milliseconds: u32,
}
