//! Purposes: what they cover, on which basis, and in which words.

mod coverage;
mod documents;
mod legal_basis;

pub(super) use self::documents::{is_variant_of, speaks};
use super::{Rule, Violation};
use crate::model::PolicyInput;

pub(crate) const RULES: &[Rule<PolicyInput>] = &[
    // A purpose has one definition.
    coverage::purposes_have_one_definition,
    // What a purpose covers is known.
    coverage::attributes_are_known,
    coverage::events_are_known,
    // One rule says what the basis is, wherever people live.
    legal_basis::rules_do_not_overlap,
    legal_basis::every_region_has_a_basis,
    // Special categories need explicit consent (GDPR, Art. 9(2)(a)).
    legal_basis::special_categories_need_consent,
    // People read what they decide about, in their language, and all read the same version.
    documents::languages_are_not_repeated,
    documents::versions_are_the_same,
    documents::languages_are_complete,
];

/// The path of a purpose.
fn at(index: usize) -> String {
    format!("spec.purposes[{index}]")
}
