//! Systems that send data.

use serde::{Deserialize, Serialize};

/// One source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// `<namespace>/<name>` of the `ProfileSource`.
    pub name: String,
    /// Wire format.
    pub kind: SourceKind,
    /// Purpose under which the source collects.
    pub purpose: String,
    /// Attributes that it may set, sorted.
    pub attributes: Vec<String>,
    /// Higher wins under `SourcePrecedence`.
    pub precedence: i32,
    /// Lower-case hexadecimal SHA-256 of each accepted write key.
    pub write_key_digests: Vec<String>,
}

/// Wire format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceKind {
    /// Segment's HTTP tracking API: `/v1/identify`, `/v1/track`, `/v1/batch`.
    Segment,
}
