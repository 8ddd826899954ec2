//! On which basis purposes stand.

use std::collections::BTreeMap;

use domicile_bundle::{Classification, LegalBasis};

use super::{Violation, at};
use crate::{model::PolicyInput, proof::Facts};

pub(super) fn rules_do_not_overlap(_: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    const ALL_OTHERS: &str = "every jurisdiction that is not named";
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        let mut seen: BTreeMap<&str, LegalBasis> = BTreeMap::new();
        for (position, rule) in purpose.legal_basis.iter().enumerate() {
            let named = rule.jurisdictions.iter().map(String::as_str);
            let named: Vec<_> = if rule.jurisdictions.is_empty() {
                vec![ALL_OTHERS]
            } else {
                named.collect()
            };
            for jurisdiction in named {
                let Some(earlier) = seen
                    .insert(jurisdiction, rule.basis)
                    .filter(|basis| *basis != rule.basis)
                else {
                    continue;
                };
                let message = format!(
                    "a person under the law of {jurisdiction} would be served `{}` on the basis of {earlier:?} and \
                     of {:?}; keep one",
                    purpose.name, rule.basis
                );
                violations.push(Violation::new(
                    format!("{}.legalBasis[{position}]", at(index)),
                    message,
                ));
            }
        }
    }
    violations
}

pub(super) fn every_region_has_a_basis(facts: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        let mut said = Vec::new();
        for region in facts.known.regions.values() {
            let jurisdiction = region.jurisdiction.as_str();
            if purpose.basis_in(jurisdiction).is_some() || said.contains(&jurisdiction) {
                continue;
            }
            said.push(jurisdiction);
            let message = format!(
                "a person homed in {}: `{}` has no legal basis in {jurisdiction}; \
                 add a rule for {jurisdiction}, or one without jurisdictions for all others",
                region.name, purpose.name
            );
            violations.push(Violation::new(format!("{}.legalBasis", at(index)), message));
        }
    }
    violations
}

pub(super) fn special_categories_need_consent(
    facts: &Facts<'_>,
    policy: &PolicyInput,
) -> Vec<Violation> {
    let is_special = |attribute: &&str| {
        facts
            .known
            .attributes
            .get(*attribute)
            .is_some_and(|known| known.value.classification == Classification::SpecialCategory)
    };
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        let lawful = |basis: LegalBasis| basis == LegalBasis::Consent;
        let unlawful = facts.known.regions.values().find_map(|region| {
            let basis = purpose
                .basis_in(&region.jurisdiction)
                .filter(|basis| !lawful(*basis))?;
            Some((region, basis))
        });
        let Some((region, basis)) = unlawful else {
            continue;
        };
        for (position, attribute) in purpose.attributes.iter().enumerate() {
            if is_special(&attribute.as_str()) {
                let message = format!(
                    "a person homed in {} who never gave `{}`: `{attribute}` is of a special category and would be \
                     used on the basis of {basis:?}; make the basis Consent in {}, or take the attribute out",
                    region.name, purpose.name, region.jurisdiction
                );
                violations.push(Violation::new(
                    format!("{}.attributes[{position}]", at(index)),
                    message,
                ));
            }
        }
    }
    violations
}
