//! What purposes cover.

use super::{Violation, at};
use crate::{
    model::PolicyInput,
    proof::Facts,
    rules::wording::{unknown_attribute, unknown_event},
};

pub(super) fn purposes_have_one_definition(
    facts: &Facts<'_>,
    policy: &PolicyInput,
) -> Vec<Violation> {
    let elsewhere = |name: &str| facts.known.purposes.get(name).map(|known| known.object);
    let here = |index: usize, name: &str| {
        policy
            .purposes
            .iter()
            .take(index)
            .any(|other| other.name == name)
            .then_some(&policy.key)
    };
    policy
        .purposes
        .iter()
        .enumerate()
        .filter_map(|(index, purpose)| {
            let object = elsewhere(&purpose.name).or_else(|| here(index, &purpose.name))?;
            let message = format!(
                "a person who permits `{0}` would permit two things: {object} defines `{0}` as well; \
                 keep one of them, or give this one another name",
                purpose.name
            );
            Some(Violation::new(format!("{}.name", at(index)), message))
        })
        .collect()
}

pub(super) fn attributes_are_known(facts: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        for (position, attribute) in purpose.attributes.iter().enumerate() {
            if let Some(why) = unknown_attribute(facts, attribute) {
                let message = format!(
                    "a person told what `{}` uses would read of `{attribute}`: {why}",
                    purpose.name
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

pub(super) fn events_are_known(facts: &Facts<'_>, policy: &PolicyInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, purpose) in policy.purposes.iter().enumerate() {
        for (position, event) in purpose.events.iter().enumerate() {
            if let Some(why) = unknown_event(facts, event) {
                let message = format!(
                    "a person told what `{}` uses would read of `{event}`: {why}",
                    purpose.name
                );
                violations.push(Violation::new(
                    format!("{}.events[{position}]", at(index)),
                    message,
                ));
            }
        }
    }
    violations
}
