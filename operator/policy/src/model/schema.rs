//! Attributes and events.

use domicile_bundle::{Attribute, AttributeType};
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `ProfileSchema.spec`. Several schemas of one tenant are merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemaInput {
    /// The `ProfileSchema`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.attributes`.
    pub attributes: Vec<Attribute>,
    /// `spec.events`.
    pub events: Vec<EventInput>,
}

/// One event type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventInput {
    /// Name, as in Segment's `event`.
    pub name: String,
    /// Properties that are kept.
    pub properties: Vec<PropertyInput>,
}

/// One property of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PropertyInput {
    /// Name of the property.
    pub name: String,
    /// `type`: type of its value.
    pub property_type: AttributeType,
}
