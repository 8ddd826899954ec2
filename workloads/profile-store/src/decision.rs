//! Decisions of a person as records of the ledger.

use domicile_bundle::{Bundle, LegalBasis, Purpose};
use domicile_consent::{DecisionKind, NewRecord};

use crate::Subject;

/// Where a decision was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// `client_id` of the application.
    pub application: &'a str,
    /// Path of the page.
    pub page: &'a str,
    /// BCP 47 tag of the language in which the document was shown.
    pub language: &'a str,
    /// `<namespace>/<name>` of the brand.
    pub brand: &'a str,
}

/// A record of a decision under this region's law.
pub fn record(
    bundle: &Bundle,
    subject: &Subject,
    purpose: &Purpose,
    document_version: &str,
    decision: DecisionKind,
    place: &Place<'_>,
) -> NewRecord {
    NewRecord {
        subject: subject.as_str().to_owned(),
        purpose: purpose.name.clone(),
        document_version: document_version.to_owned(),
        decision,
        application: place.application.to_owned(),
        page: place.page.to_owned(),
        language: place.language.to_owned(),
        brand: place.brand.to_owned(),
        legal_basis: purpose.legal_basis,
        jurisdiction: bundle
            .own_region()
            .map_or_else(String::new, |region| region.jurisdiction.clone()),
    }
}

/// The version of a purpose's documents; the same in every language.
pub fn document_version(purpose: &Purpose) -> &str {
    purpose
        .documents
        .first()
        .map_or("", |document| &document.version)
}

/// What saying no to a purpose is called in law; nothing where the person has no say.
pub const fn refusal_of(basis: LegalBasis) -> Option<DecisionKind> {
    match basis {
        LegalBasis::Consent => Some(DecisionKind::Withdrawn),
        LegalBasis::LegitimateInterest => Some(DecisionKind::Objected),
        LegalBasis::Contract | LegalBasis::LegalObligation => None,
    }
}
