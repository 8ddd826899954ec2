//! What a profile may hold and what events are known.

use serde::{Deserialize, Serialize};

/// One attribute of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attribute {
    /// Name, for example `email` or `seatPreference`.
    pub name: String,
    /// What people read, by BCP 47 language tag; falls back to the name.
    pub titles: std::collections::BTreeMap<String, String>,
    /// Type of the value.
    pub attribute_type: AttributeType,
    /// How sensitive it is.
    pub classification: Classification,
    /// Which value wins when several sources give one.
    pub merge: MergeRule,
    /// Set when the attribute identifies a person.
    pub identifier: Option<IdentifierKind>,
}

/// JSON Schema type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttributeType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// RFC 3339 date, `2026-11-22`.
    Date,
    /// RFC 3339 date and time with offset.
    DateTime,
}

/// How sensitive an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Classification {
    /// Personal data (GDPR, Art. 4(1)).
    Personal,
    /// Special category (GDPR, Art. 9): only explicit consent permits it.
    SpecialCategory,
    /// Pseudonymous data (GDPR, Art. 4(5)).
    Pseudonymous,
}

/// Which value wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeRule {
    /// The newest.
    MostRecent,
    /// The one of the source with the highest precedence, then the newest.
    SourcePrecedence,
    /// The first that ever came.
    FirstKnown,
}

/// How an attribute identifies a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdentifierKind {
    /// E-mail address.
    Email,
    /// Telephone number (E.164).
    Phone,
    /// A number that another system gave, for example of a membership.
    External,
}

/// One event type with the properties that are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventType {
    /// Name of the event, as in Segment's `event`, for example `Order Completed`.
    pub name: String,
    /// Properties that are kept; others are left out and reported.
    pub properties: std::collections::BTreeMap<String, AttributeType>,
}
