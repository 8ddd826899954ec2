//! What the ledger keeps about one decision.

use std::{fmt, str::FromStr};

use domicile_bundle::LegalBasis;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ConsentError;

/// What a person decided about one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecisionKind {
    /// Consent was given (GDPR, Art. 7).
    Given,
    /// Consent was withdrawn (GDPR, Art. 7(3)).
    Withdrawn,
    /// Consent was asked for and not given.
    Denied,
    /// The person objected to a legitimate interest (GDPR, Art. 21).
    Objected,
    /// Processing is restricted (GDPR, Art. 18).
    Restricted,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Given,
        Self::Withdrawn,
        Self::Denied,
        Self::Objected,
        Self::Restricted,
    ];

    /// The stored text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "Given",
            Self::Withdrawn => "Withdrawn",
            Self::Denied => "Denied",
            Self::Objected => "Objected",
            Self::Restricted => "Restricted",
        }
    }
}

impl fmt::Display for DecisionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for DecisionKind {
    type Err = ConsentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(ConsentError::UnknownValue { column: "decision" })
    }
}

/// A decision to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// The person's `sub`.
    pub subject: String,
    /// Name of the purpose.
    pub purpose: String,
    /// Version of the document that the person saw.
    pub document_version: String,
    /// What was decided.
    pub decision: DecisionKind,
    /// `client_id` of the application where it was decided.
    pub application: String,
    /// Path of the page where it was decided.
    pub page: String,
    /// BCP 47 tag of the language in which the document was shown.
    pub language: String,
    /// `<namespace>/<name>` of the brand whose page it was.
    pub brand: String,
    /// Legal basis of the purpose in the person's jurisdiction at that time.
    pub legal_basis: LegalBasis,
    /// Jurisdiction of the person's home region.
    pub jurisdiction: String,
}

/// One record of the ledger.
///
/// Its canonical JSON (camelCase, keys sorted, `salt` and `leafHash` left out) is what the leaf hash covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// UUID version 7.
    pub id: Uuid,
    /// The person's `sub`.
    pub subject: String,
    /// Name of the purpose.
    pub purpose: String,
    /// Version of the document that the person saw.
    pub document_version: String,
    /// What was decided.
    pub decision: DecisionKind,
    /// When, to the microsecond (what the database keeps).
    pub occurred_at: Timestamp,
    /// `client_id` of the application where it was decided.
    pub application: String,
    /// Path of the page where it was decided.
    pub page: String,
    /// BCP 47 tag of the language in which the document was shown.
    pub language: String,
    /// `<namespace>/<name>` of the brand whose page it was.
    pub brand: String,
    /// Legal basis of the purpose at that time.
    pub legal_basis: LegalBasis,
    /// Jurisdiction of the person's home region.
    pub jurisdiction: String,
    /// 256 random bits that make the leaf hash tell nothing once they are erased.
    #[serde(skip)]
    pub salt: [u8; 32],
    /// SHA-256 of `0x00`, the salt and the canonical JSON.
    #[serde(skip)]
    pub leaf_hash: [u8; 32],
}

/// The stored text of a legal basis.
pub(crate) const fn legal_basis_text(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Consent",
        LegalBasis::Contract => "Contract",
        LegalBasis::LegalObligation => "LegalObligation",
        LegalBasis::LegitimateInterest => "LegitimateInterest",
    }
}

/// The legal basis of a stored text.
pub(crate) fn legal_basis_of(text: &str) -> Result<LegalBasis, ConsentError> {
    match text {
        "Consent" => Ok(LegalBasis::Consent),
        "Contract" => Ok(LegalBasis::Contract),
        "LegalObligation" => Ok(LegalBasis::LegalObligation),
        "LegitimateInterest" => Ok(LegalBasis::LegitimateInterest),
        _ => Err(ConsentError::UnknownValue {
            column: "legal_basis",
        }),
    }
}
