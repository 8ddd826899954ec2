//! A source collects under a purpose, and only what that covers.

use super::{
    Rule, Violation,
    secret::{secret_is_free, secret_is_not_the_tenants},
    wording::{unknown_attribute, unknown_purpose},
};
use crate::{model::SourceInput, proof::Facts};

pub(crate) const RULES: &[Rule<SourceInput>] = &[
    // The purpose is known.
    purpose_is_known,
    // So is every attribute.
    attributes_are_known,
    // Nothing is collected that the purpose does not cover.
    attributes_are_covered,
    // The Secret is its own.
    secret_is_free,
    secret_is_not_the_tenants,
];

fn purpose_is_known(facts: &Facts<'_>, source: &SourceInput) -> Vec<Violation> {
    let purpose = &source.purpose;
    unknown_purpose(facts, purpose)
        .map(|why| {
            let message = format!(
                "what `{}` sends would be kept for no purpose: {why}",
                source.key.name
            );
            Violation::new("spec.purpose", message)
        })
        .into_iter()
        .collect()
}

fn attributes_are_known(facts: &Facts<'_>, source: &SourceInput) -> Vec<Violation> {
    source
        .attributes
        .iter()
        .enumerate()
        .filter_map(|(index, attribute)| {
            let why = unknown_attribute(facts, attribute)?;
            let message = format!(
                "`{}` could set `{attribute}`, which has no type: {why}",
                source.key.name
            );
            Some(Violation::new(format!("spec.attributes[{index}]"), message))
        })
        .collect()
}

fn attributes_are_covered(facts: &Facts<'_>, source: &SourceInput) -> Vec<Violation> {
    let Some(purpose) = facts.known.purposes.get(source.purpose.as_str()) else {
        return Vec::new();
    };
    source
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, attribute)| facts.known.attributes.contains_key(attribute.as_str()))
        .filter(|(_, attribute)| !purpose.attributes.contains(attribute.as_str()))
        .map(|(index, attribute)| {
            let message = format!(
                "a person who reads what `{0}` covers would not find `{attribute}`, which `{1}` collects under it; \
                 add `{attribute}` to `{0}` in {2}, or take it out here",
                source.purpose, source.key.name, purpose.object
            );
            Violation::new(format!("spec.attributes[{index}]"), message)
        })
        .collect()
}
