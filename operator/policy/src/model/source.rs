//! Systems that send data.

use domicile_bundle::SourceKind;
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `ProfileSource.spec`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceInput {
    /// The `ProfileSource`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.kind`: the wire format.
    pub kind: SourceKind,
    /// `spec.purpose`: the purpose under which it collects.
    pub purpose: String,
    /// `spec.attributes`: what it may set.
    pub attributes: Vec<String>,
    /// `spec.precedence`: higher wins.
    pub precedence: i32,
    /// `spec.writeKeySecretName`: the Secret in the source's namespace. Empty only in what an earlier version kept.
    #[serde(default)]
    pub write_key_secret_name: String,
    /// Made by the operator: lower-case hexadecimal SHA-256 of each accepted write key.
    pub write_key_digests: Vec<String>,
}
