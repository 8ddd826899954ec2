//! Purposes.

use domicile_bundle::{LegalBasis, PurposeDocument};
use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// `ConsentPolicy.spec`. Several policies of one tenant are merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyInput {
    /// The `ConsentPolicy`.
    pub key: ObjectKey,
    /// `metadata.creationTimestamp` in seconds since 1970: of two objects in conflict, the older keeps its place.
    pub created_at: i64,
    /// `spec.purposes`.
    pub purposes: Vec<PurposeInput>,
}

/// One purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurposeInput {
    /// Name, for example `newsletter`.
    pub name: String,
    /// `legalBasis`: which basis holds in which jurisdiction.
    pub legal_basis: Vec<BasisRule>,
    /// Attributes that the purpose covers.
    pub attributes: Vec<String>,
    /// Events that the purpose covers.
    pub events: Vec<String>,
    /// Whether registration asks for it where the basis is consent.
    pub asked_at_registration: bool,
    /// What people read, by language.
    pub documents: Vec<PurposeDocument>,
    /// Age in years from which a person can decide alone.
    pub minimum_age: Option<u32>,
    /// How long data is kept for it after the last use, in seconds.
    pub retention_seconds: Option<i64>,
}

impl PurposeInput {
    /// The legal basis in that jurisdiction: the rule that names it, else the rule for all others.
    pub fn basis_in(&self, jurisdiction: &str) -> Option<LegalBasis> {
        self.legal_basis
            .iter()
            .find(|rule| rule.jurisdictions.iter().any(|named| named == jurisdiction))
            .or_else(|| {
                self.legal_basis
                    .iter()
                    .find(|rule| rule.jurisdictions.is_empty())
            })
            .map(|rule| rule.basis)
    }
}

/// The legal basis in some jurisdictions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BasisRule {
    /// Jurisdictions; empty for all that no other rule of the purpose names.
    pub jurisdictions: Vec<String>,
    /// The basis there.
    pub basis: LegalBasis,
}
