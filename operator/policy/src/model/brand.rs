//! Brands.

use domicile_bundle::{LegalDocument, Look};
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `Brand.spec`. Only brands of namespaces that the tenant allows are part of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BrandInput {
    /// The `Brand`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.displayName`.
    pub display_name: String,
    /// `spec.hosts`, without port.
    pub hosts: Vec<String>,
    /// `spec.look`.
    pub look: Look,
    /// `spec.languages`: the first is the default.
    pub languages: Vec<String>,
    /// `spec.documents`.
    pub documents: Vec<LegalDocument>,
    /// `spec.supportEmail`.
    pub support_email: Option<String>,
}
