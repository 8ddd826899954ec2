//! The filter of a target.

use std::collections::BTreeSet;

use cel::Program;

use super::Violation;
use crate::{cel_names::Names, model::TargetInput, proof::Facts};

const PATH: &str = "spec.filter";

pub(super) fn filter_compiles(_: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    let Some(filter) = &target.filter else {
        return Vec::new();
    };
    let Err(problem) = Program::compile(filter) else {
        return Vec::new();
    };
    let first = problem.errors.first().map_or_else(
        || "it cannot be read".to_owned(),
        |error| {
            format!(
                "line {}, column {}: {}",
                error.pos.0, error.pos.1, error.msg
            )
        },
    );
    let message = format!(
        "no event could be judged, so nothing would ever reach `{}`: the filter is no CEL expression ({first})",
        target.key.name
    );
    vec![Violation::new(PATH, message)]
}

/// Whether something arrives says something about what the filter looked at, so that must be permitted as well.
pub(super) fn filter_looks_at_what_is_sent(
    facts: &Facts<'_>,
    target: &TargetInput,
) -> Vec<Violation> {
    let Some(program) = target
        .filter
        .as_deref()
        .and_then(|filter| Program::compile(filter).ok())
    else {
        return Vec::new();
    };
    let names = Names::of(program.expression());
    let taken: BTreeSet<&str> = target.attributes.iter().map(String::as_str).collect();
    let name = &target.key.name;
    let mut messages = Vec::new();
    for variable in names
        .variables
        .iter()
        .filter(|variable| !matches!(variable.as_str(), "event" | "attributes"))
    {
        messages.push(format!(
            "no event could be judged, so nothing would ever reach `{name}`: the filter looks at `{variable}`, \
             and knows `event` and `attributes` only"
        ));
    }
    for attribute in names
        .attributes
        .iter()
        .filter(|attribute| !taken.contains(attribute.as_str()))
    {
        let why = if facts.known.attributes.contains_key(attribute.as_str()) {
            format!(
                "which it does not take; add `{attribute}` to spec.attributes, or take it out of the filter"
            )
        } else {
            "which no profile has; take it out of the filter".to_owned()
        };
        messages.push(format!(
            "whether an event arrives would tell `{name}` about `{attribute}`, {why}"
        ));
    }
    messages
        .into_iter()
        .map(|message| Violation::new(PATH, message))
        .collect()
}
