//! From where a target may take.

use super::Violation;
use crate::{
    model::{RegionInput, TargetInput},
    proof::Facts,
    rules::wording::person,
};

/// Every region that the target takes from must be lawful: a target that names no regions takes from all of them.
pub(super) fn transfers_have_a_basis(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    facts
        .known
        .regions
        .values()
        .filter(|region| {
            target.takes_from(&region.name) && !region.may_transfer_to(&target.jurisdiction)
        })
        .map(|region| Violation::new(path(target, region), counterexample(facts, target, region)))
        .collect()
}

fn path(target: &TargetInput, region: &RegionInput) -> String {
    let named = target
        .regions
        .iter()
        .flatten()
        .position(|name| *name == region.name);
    named.map_or_else(
        || "spec.jurisdiction".to_owned(),
        |index| format!("spec.regions[{index}]"),
    )
}

fn counterexample(facts: &Facts<'_>, target: &TargetInput, region: &RegionInput) -> String {
    let to = &target.jurisdiction;
    let home = &region.name;
    let remedy = format!(
        "add the transfer to Region {home} with its basis, or leave {home} out of spec.regions"
    );
    let (who, what) = example(facts, target, region).unwrap_or_else(|| {
        (
            format!("a person homed in {home}"),
            "that the person exists".to_owned(),
        )
    });
    format!(
        "{who}: {what} would reach `{}` in {to}, and Region {home} names no basis for a transfer to {to}; {remedy}",
        target.key.name
    )
}

/// One person and one thing of theirs that the target would receive.
fn example(
    facts: &Facts<'_>,
    target: &TargetInput,
    region: &RegionInput,
) -> Option<(String, String)> {
    let purposes = || {
        target
            .purposes
            .iter()
            .filter_map(|name| facts.known.purposes.get(name.as_str()))
    };
    let with_attribute = purposes().find_map(|purpose| {
        let attribute = target
            .attributes
            .iter()
            .find(|name| purpose.attributes.contains(name.as_str()))?;
        Some((
            person(region, purpose.value),
            format!("attribute `{attribute}`"),
        ))
    });
    let with_event = || {
        purposes().find_map(|purpose| {
            let event = target
                .events
                .iter()
                .find(|name| purpose.events.contains(name.as_str()))?;
            Some((person(region, purpose.value), format!("event `{event}`")))
        })
    };
    with_attribute.or_else(with_event)
}
