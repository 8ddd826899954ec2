//! `ProfileSource`: a system that sends data.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ObjectReference, rule,
    status::{attached, observed},
};

/// What a source may send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "ProfileSource",
    namespaced,
    status = "ProfileSourceStatus",
    derive = "PartialEq",
    cel,
    doc = "A ProfileSource is a system that sends data about people, such as a shop: which attributes it may set, for which purpose, and the write key that it authenticates with.",
    validation = rule::object_name(),
    shortname = "psrc",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant that the source sends to"),
    printcolumn(name = "Kind", type_ = "string", json_path = ".spec.kind", description = "Wire format"),
    printcolumn(name = "Purpose", type_ = "string", json_path = ".spec.purpose", description = "Purpose that it collects for"),
    printcolumn(name = "Endpoint", type_ = "string", json_path = ".status.endpoint", priority = 1, description = "Address that it sends to"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether every region takes its data"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSourceSpec {
    /// Tenant that the source sends to. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// Wire format: `Segment` is Segment's HTTP tracking API (`identify`, `track` and `batch`).
    pub kind: SourceKind,
    /// Purpose that the source collects for.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
    /// Attributes that the source may set. Without any it may send events only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 200), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub attributes: Vec<String>,
    /// Which source wins where an attribute merges by `SourcePrecedence`: the higher number, from -1000 to 1000; 0 when
    /// left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -1000, max = 1000))]
    pub precedence: Option<i32>,
    /// Name of the Secret in this namespace with the key `write-key`. The operator makes it with a random key when it
    /// is missing, and never changes one that exists.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::secret_name())]
    pub write_key_secret_name: String,
}

attached!(ProfileSourceSpec);

/// Wire format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SourceKind {
    /// Segment's HTTP tracking API.
    Segment,
}

/// What the operator found about a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSourceStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Address that the source sends to, in any region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
}

observed!(ProfileSourceStatus);

impl ProfileSourceSpec {
    /// Which source wins (default: 0).
    pub fn precedence(&self) -> i32 {
        self.precedence.unwrap_or(0)
    }
}
