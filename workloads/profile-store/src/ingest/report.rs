//! What a source hears about its messages: names of fields, never values.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most names in one report, and most characters of one: a report is no way to make us talk.
const MOST_NAMES: usize = 32;
const LONGEST_NAME: usize = 64;

/// Why something was left out or refused.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum Reason {
    /// Left out: the schema has no such attribute.
    UnknownAttribute,
    /// Left out: this source may not set the attribute.
    AttributeNotOfSource,
    /// Left out: the value has another type than the schema names.
    WrongType,
    /// Left out: the schema has no such property of this event.
    UnknownProperty,
    /// Refused: the schema has no such event.
    UnknownEvent,
    /// Refused: the person does not permit the purpose of this source, or it is unknown.
    PurposeNotPermitted,
    /// Refused: no region is home to a person of this `userId`.
    UnknownPerson,
    /// Refused: neither `userId` nor `anonymousId`, or traits of somebody who is not known.
    MissingIdentity,
    /// Refused: the message is not of the shape of its type.
    Malformed,
    /// Refused: a message of a type that is not taken in.
    UnsupportedType,
}

impl Reason {
    /// Whether the whole message was refused, not only a part of it.
    pub const fn refuses_message(self) -> bool {
        !matches!(
            self,
            Self::UnknownAttribute
                | Self::AttributeNotOfSource
                | Self::WrongType
                | Self::UnknownProperty
        )
    }
}

/// One thing that was left out or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Place of the message in the request, from 0.
    pub index: usize,
    /// The sender's name for the message.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message_id: Option<String>,
    /// Why.
    pub reason: Reason,
    /// Names of the fields, cut to what a name may be.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub names: Vec<String>,
}

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Whether no message was refused.
    pub success: bool,
    /// Messages that were kept, here or in the home region, now or when they came before.
    pub kept: usize,
    /// What was left out or refused.
    pub reports: Vec<Report>,
}

impl Answer {
    /// An answer with its reports in the order of the messages.
    pub fn new(kept: usize, mut reports: Vec<Report>) -> Self {
        reports.sort_by_key(|report| (report.index, report.reason));
        Self {
            success: !reports.iter().any(|report| report.reason.refuses_message()),
            kept,
            reports,
        }
    }
}

/// Names as they may be told back.
pub fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    all.into_iter()
        .take(MOST_NAMES)
        .map(|name| name.chars().take(LONGEST_NAME).collect())
        .collect()
}
