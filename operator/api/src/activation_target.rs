//! `ActivationTarget`: a system that receives data.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use serde::{Deserialize, Serialize};

use crate::{
    Duration, ObjectReference, rule,
    status::{attached, observed},
};

/// What a target receives, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "ActivationTarget",
    namespaced,
    status = "ActivationTargetStatus",
    derive = "PartialEq",
    cel,
    doc = "An ActivationTarget is a system that receives data about people, such as a newsletter tool: where it processes, under which purposes it receives which attributes and events, and how deliveries reach it. Data of a person leaves only while the person permits one of the purposes and the law of the person's region permits the transfer.",
    validation = rule::object_name(),
    shortname = "atgt",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant whose data it receives"),
    printcolumn(name = "Jurisdiction", type_ = "string", json_path = ".spec.jurisdiction", description = "Where it processes"),
    printcolumn(name = "Purposes", type_ = "string", json_path = ".spec.purposes", description = "Purposes that it serves"),
    printcolumn(name = "From", type_ = "string", json_path = ".status.regions", description = "Regions that data leaves from"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether deliveries follow this object in every region"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
pub struct ActivationTargetSpec {
    /// Tenant whose data it receives. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// Who receives the data, as people read it in the portal and in their copy, for example `Letterbird SAS`: the
    /// recipient itself, not what it is used for. The name of this object when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 80))]
    #[x_kube(validation = rule::not_blank())]
    pub display_name: Option<String>,
    /// The HTTP endpoint that receives deliveries.
    pub webhook: Webhook,
    /// Jurisdiction where the system processes what it receives, for example `US`. Data of a region leaves for it only
    /// where the Region is in this jurisdiction or names a basis for the transfer.
    #[schemars(length(max = 16))]
    #[x_kube(validation = rule::jurisdiction())]
    pub jurisdiction: String,
    /// Names of the Regions that data may leave from; all regions of the tenant when left out. Every region named must
    /// be permitted to send to the jurisdiction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 15)))]
    #[x_kube(validation = rule::labels(), merge_strategy = ListMerge::Set)]
    pub regions: Vec<String>,
    /// Purposes that the system serves. A delivery holds only what a purpose covers that the person permits.
    #[schemars(length(min = 1, max = 64), inner(length(max = 63)))]
    #[x_kube(validation = rule::labels(), merge_strategy = ListMerge::Set)]
    pub purposes: Vec<String>,
    /// Attributes that a delivery may hold; none when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 200), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub attributes: Vec<String>,
    /// Events that are delivered.
    #[schemars(length(min = 1, max = 100), inner(length(max = 100)))]
    #[x_kube(validation = rule::event_names(), merge_strategy = ListMerge::Set)]
    pub events: Vec<String>,
    /// CEL expression over `event` (`name` and `properties`) and `attributes`; nothing is delivered unless it is true,
    /// for example `event.properties.total > 100`. Every event is delivered when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2000))]
    #[x_kube(validation = rule::not_blank())]
    pub filter: Option<String>,
    /// Time-out, number of attempts and waits between them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

attached!(ActivationTargetSpec);

/// An HTTP endpoint that receives signed deliveries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// Address that deliveries are posted to: https, or http to a Service of this cluster. The body is a CloudEvents 1.0 event in
    /// JSON, signed as Standard Webhooks.
    #[schemars(length(max = 2000))]
    #[x_kube(validation = rule::webhook_url())]
    pub url: String,
    /// Name of the Secret in this namespace with the key `signing-secret` (`whsec_` and base64). The operator makes it
    /// with a random secret when it is missing, and never changes one that exists.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::secret_name())]
    pub signing_secret_name: String,
}

/// Rules of delivery.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// How long an attempt may take before it is cut off, from `1s` to `60s`; `10s` when left out. A withdrawal waits
    /// for attempts that have begun, so a short time-out makes withdrawals quick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::up_to_a_minute())]
    pub timeout: Option<Duration>,
    /// Attempts before a delivery is given up, from 1 to 30; 10 when left out. Each attempt asks for permission anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 30))]
    pub attempts: Option<i32>,
    /// Wait before the second attempt, at most `24h`; it doubles with each further one, with random variation. `5s`
    /// when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::up_to_a_day())]
    pub initial_backoff: Option<Duration>,
    /// The wait never exceeds this, at most `24h`; `1h` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::up_to_a_day())]
    pub maximum_backoff: Option<Duration>,
}

/// What the operator found about a target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActivationTargetStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Names of the Regions that data leaves from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub regions: Vec<String>,
    /// What may leave each region of the tenant for this target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["region".into()]))]
    pub flows: Vec<RegionFlow>,
}

observed!(ActivationTargetStatus);

/// What may leave one region for a target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegionFlow {
    /// Name of the Region.
    pub region: String,
    /// Purposes that permit something to leave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub purposes: Vec<String>,
    /// Attributes that may leave under one purpose or another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub attributes: Vec<String>,
    /// Why nothing may leave, where nothing may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
}

impl ActivationTargetSpec {
    /// Rules of delivery, with defaults.
    pub fn delivery(&self) -> Delivery {
        self.delivery.clone().unwrap_or_default()
    }
}

impl Delivery {
    /// How long an attempt may take (default: 10 seconds).
    pub fn timeout(&self) -> Duration {
        self.timeout
            .clone()
            .unwrap_or_else(|| Duration::of_seconds(10))
    }

    /// Attempts before a delivery is given up (default: 10).
    pub fn attempts(&self) -> u32 {
        self.attempts
            .and_then(|attempts| u32::try_from(attempts).ok())
            .unwrap_or(10)
    }

    /// Wait before the second attempt (default: 5 seconds).
    pub fn initial_backoff(&self) -> Duration {
        self.initial_backoff
            .clone()
            .unwrap_or_else(|| Duration::of_seconds(5))
    }

    /// The longest wait (default: 1 hour).
    pub fn maximum_backoff(&self) -> Duration {
        self.maximum_backoff
            .clone()
            .unwrap_or_else(|| Duration::of_hours(1))
    }
}
