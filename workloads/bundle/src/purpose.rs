//! Purposes under the law of one region.

use serde::{Deserialize, Serialize};

/// One purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Purpose {
    /// Name, for example `newsletter`.
    pub name: String,
    /// Legal basis in this region's jurisdiction.
    pub legal_basis: LegalBasis,
    /// Attributes that the purpose covers, sorted.
    pub attributes: Vec<String>,
    /// Event types that the purpose covers, sorted.
    pub events: Vec<String>,
    /// What people read, by language; every purpose has at least one.
    pub documents: Vec<PurposeDocument>,
    /// Whether registration asks for it (only where the basis is consent).
    pub asked_at_registration: bool,
    /// Age in years from which a person can decide alone.
    pub minimum_age: Option<u32>,
    /// How long data is kept for it after the last use, in seconds.
    pub retention_seconds: Option<i64>,
}

/// Legal basis (GDPR, Art. 6(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegalBasis {
    /// Art. 6(1)(a): permitted only while the person's consent is given.
    Consent,
    /// Art. 6(1)(b): needed for what the person asked for.
    Contract,
    /// Art. 6(1)(c): the law demands it.
    LegalObligation,
    /// Art. 6(1)(f): permitted until the person objects (Art. 21).
    LegitimateInterest,
}

/// What a purpose means, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PurposeDocument {
    /// BCP 47 language tag.
    pub language: String,
    /// Version that is recorded with a decision; the same for every language of one purpose.
    pub version: String,
    /// One line.
    pub title: String,
    /// What is done with which data, in plain words.
    pub text: String,
}
