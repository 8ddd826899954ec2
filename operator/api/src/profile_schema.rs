//! `ProfileSchema`: what is known about a person, and what can happen.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ObjectReference, rule,
    status::{attached, observed},
};

/// Attributes that a profile may hold, and events that may be recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "ProfileSchema",
    namespaced,
    status = "ProfileSchemaStatus",
    derive = "PartialEq",
    cel,
    doc = "A ProfileSchema says which attributes a person's profile may hold and which events may be recorded. Whatever no ProfileSchema of the tenant names is not kept.",
    validation = rule::object_name(),
    shortname = "pschema",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant that the schema belongs to"),
    printcolumn(name = "Attributes", type_ = "integer", json_path = ".status.attributes", description = "Number of attributes"),
    printcolumn(name = "Events", type_ = "integer", json_path = ".status.events", description = "Number of events"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether the schema is in force in every region"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("has(self.attributes) || has(self.events)")
        .message("a schema must name at least one attribute or event")
        .reason(Reason::FieldValueRequired),
)]
pub struct ProfileSchemaSpec {
    /// Tenant that the schema belongs to. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// Attributes of a person. Among the schemas of a tenant an attribute may be named once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 200))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub attributes: Vec<Attribute>,
    /// Events that may be recorded. Among the schemas of a tenant an event may be named once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 200))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub events: Vec<EventType>,
}

attached!(ProfileSchemaSpec);

/// One attribute of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// Name of the attribute, for example `email` or `seatPreference`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub name: String,
    /// What people read on the page that shows their data, by language; the name is shown where no language fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["language".into()]))]
    pub titles: Vec<Title>,
    /// Type of the value: `String`, `Integer`, `Number`, `Boolean`, `Date` (RFC 3339, such as `2026-11-22`) or
    /// `DateTime` (RFC 3339 with offset).
    #[serde(rename = "type")]
    pub attribute_type: AttributeType,
    /// How sensitive the value is: `Personal`, `SpecialCategory` (GDPR, Art. 9: only consent permits its use) or
    /// `Pseudonymous`.
    pub classification: Classification,
    /// Which value wins when several sources give one: `MostRecent`, `SourcePrecedence` (the source with the highest
    /// precedence, then the newest) or `FirstKnown`; `MostRecent` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MergeRule")]
    pub merge: Option<MergeRule>,
    /// Set where the value identifies a person: `Email`, `Phone` (E.164) or `External` (a number that another system
    /// gave, such as a membership number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "IdentifierKind")]
    pub identifier: Option<IdentifierKind>,
}

/// A text in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Title {
    /// Language as a BCP 47 tag.
    #[schemars(length(max = 16))]
    #[x_kube(validation = rule::language())]
    pub language: String,
    /// What people read in that language.
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::not_blank())]
    pub text: String,
}

/// Type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AttributeType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// RFC 3339 date.
    Date,
    /// RFC 3339 date and time with offset.
    DateTime,
}

/// How sensitive a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Classification {
    /// Personal data (GDPR, Art. 4(1)).
    Personal,
    /// Special category (GDPR, Art. 9).
    SpecialCategory,
    /// Pseudonymous data (GDPR, Art. 4(5)).
    Pseudonymous,
}

/// Which value wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MergeRule {
    /// The newest.
    #[default]
    MostRecent,
    /// The one of the source with the highest precedence, then the newest.
    SourcePrecedence,
    /// The first that ever came.
    FirstKnown,
}

/// How a value identifies a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum IdentifierKind {
    /// E-mail address.
    Email,
    /// Telephone number (E.164).
    Phone,
    /// A number that another system gave.
    External,
}

/// One kind of event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventType {
    /// Name of the event as systems send it, for example `Order Completed`.
    #[schemars(length(max = 100))]
    #[x_kube(validation = rule::event_name())]
    pub name: String,
    /// Properties that are kept; others are left out and reported to the sender.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub properties: Vec<EventProperty>,
}

/// One property of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventProperty {
    /// Name of the property, for example `orderId`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub name: String,
    /// Type of the value, as for attributes.
    #[serde(rename = "type")]
    pub property_type: AttributeType,
}

/// What the operator found about a schema.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileSchemaStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Number of attributes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<i32>,
    /// Number of events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<i32>,
}

observed!(ProfileSchemaStatus);

impl Attribute {
    /// Which value wins (default: the newest).
    pub fn merge(&self) -> MergeRule {
        self.merge.unwrap_or_default()
    }
}
