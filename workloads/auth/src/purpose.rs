//! Whether a purpose applies to a person. Pure.

use domicile_bundle::{Bundle, LegalBasis, Purpose};
use domicile_consent::{DecisionKind, decision::permitted};

use crate::profile_store::PurposeState;

/// Whether a purpose applies to a person, by the function that the gate uses. What has not been decided is no consent.
pub fn applies(purpose: &Purpose, states: &[PurposeState]) -> bool {
    let decision: Option<DecisionKind> = states
        .iter()
        .find(|state| state.purpose == purpose.name)
        .and_then(|state| state.decision);
    let basis: LegalBasis = purpose.legal_basis;
    permitted(basis, decision).is_ok()
}

/// The same of a purpose by its name; none applies that does not exist in this region.
pub fn applies_by_name(bundle: &Bundle, name: &str, states: &[PurposeState]) -> bool {
    let purpose = bundle.purpose(name);
    purpose.is_some_and(|purpose| applies(purpose, states))
}
