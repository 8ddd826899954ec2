//! What a target names, and what its purposes cover.

use super::Violation;
use crate::{
    catalogue::DefinedPurpose,
    model::TargetInput,
    proof::Facts,
    rules::wording::{unknown_attribute, unknown_event, unknown_purpose, unknown_region},
};

/// A violation for every name of a list that is not known.
fn unknowns(field: &str, names: &[String], why: impl Fn(&str) -> Option<String>) -> Vec<Violation> {
    names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| {
            Some(Violation::new(format!("spec.{field}[{index}]"), why(name)?))
        })
        .collect()
}

pub(super) fn regions_are_known(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    let regions = target.regions.as_deref().unwrap_or_default();
    unknowns("regions", regions, |name| {
        let why = unknown_region(facts, name)?;
        Some(format!(
            "nobody is homed in {name}, so `{}` would take nothing from there: {why}",
            target.key.name
        ))
    })
}

pub(super) fn purposes_are_known(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    unknowns("purposes", &target.purposes, |name| {
        let why = unknown_purpose(facts, name)?;
        Some(format!(
            "nobody can have permitted `{name}`, for which `{}` would receive data: {why}",
            target.key.name
        ))
    })
}

pub(super) fn attributes_are_known(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    unknowns("attributes", &target.attributes, |name| {
        let why = unknown_attribute(facts, name)?;
        Some(format!(
            "no profile has `{name}`, which `{}` would receive: {why}",
            target.key.name
        ))
    })
}

pub(super) fn events_are_known(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    unknowns("events", &target.events, |name| {
        let why = unknown_event(facts, name)?;
        Some(format!(
            "no `{name}` is kept, which `{}` would receive: {why}",
            target.key.name
        ))
    })
}

pub(super) fn attributes_are_covered(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    unknowns("attributes", &target.attributes, |name| {
        let is_known = facts.known.attributes.contains_key(name);
        is_known.then(|| {
            uncovered(facts, target, name, "attribute", |purpose| {
                purpose.attributes.contains(name)
            })
        })?
    })
}

pub(super) fn events_are_covered(facts: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    unknowns("events", &target.events, |name| {
        let is_known = facts.known.events.contains_key(name);
        is_known.then(|| {
            uncovered(facts, target, name, "event", |purpose| {
                purpose.events.contains(name)
            })
        })?
    })
}

/// Why no purpose of the target covers that; `None` when one does, or when there is an unknown one to blame.
fn uncovered(
    facts: &Facts<'_>,
    target: &TargetInput,
    name: &str,
    what: &str,
    covers: impl Fn(&DefinedPurpose<'_>) -> bool,
) -> Option<String> {
    let purposes: Option<Vec<_>> = target
        .purposes
        .iter()
        .map(|purpose| facts.known.purposes.get(purpose.as_str()))
        .collect();
    let purposes = purposes?;
    if purposes.iter().any(|purpose| covers(purpose)) {
        return None;
    }
    let given: Vec<_> = target
        .purposes
        .iter()
        .map(|purpose| format!("`{purpose}`"))
        .collect();
    let given = if given.is_empty() {
        "nothing".to_owned()
    } else {
        given.join(" and ")
    };
    let remedy = match facts
        .known
        .purposes
        .values()
        .find(|purpose| covers(purpose))
    {
        Some(other) => format!(
            "name `{}`, which covers it, or take it out here",
            other.value.name
        ),
        None => "add it to one of these purposes, or take it out here".to_owned(),
    };
    let target = &target.key.name;
    Some(format!(
        "a person who permits {given}: {what} `{name}` would reach `{target}`, and none of its purposes covers it; {remedy}"
    ))
}
