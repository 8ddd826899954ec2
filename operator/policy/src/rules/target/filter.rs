//! The filter of a target.

use std::collections::BTreeSet;

use cel::Program;

use super::Violation;
use crate::{
    cel_names::Names,
    cel_shape::{OPERATIONS, depth, unreadable},
    model::TargetInput,
    proof::Facts,
};

const PATH: &str = "spec.filter";

/// A filter that may be evaluated, or why it may not.
fn read(filter: &str) -> Result<Program, String> {
    if let Some(why) = unreadable(filter) {
        return Err(why);
    }
    let program = Program::compile(filter).map_err(|problem| match problem.errors.first() {
        Some(error) => format!(
            "line {}, column {}: {}",
            error.pos.0, error.pos.1, error.msg
        ),
        None => "it is no CEL expression".to_owned(),
    })?;
    if depth(program.expression()) > OPERATIONS {
        return Err(format!(
            "it has more than {OPERATIONS} operations within each other"
        ));
    }
    Ok(program)
}

pub(super) fn filter_compiles(_: &Facts<'_>, target: &TargetInput) -> Vec<Violation> {
    let Some(Err(why)) = target.filter.as_deref().map(read) else {
        return Vec::new();
    };
    let name = &target.key.name;
    let message = format!(
        "no event could be judged, so nothing would ever reach `{name}`: the filter cannot be used ({why}); \
         write a CEL expression over `event` and `attributes`"
    );
    vec![Violation::new(PATH, message)]
}

/// Whether something arrives says something about what the filter looked at, so that must be permitted as well.
pub(super) fn filter_looks_at_what_is_sent(
    facts: &Facts<'_>,
    target: &TargetInput,
) -> Vec<Violation> {
    let Some(Ok(program)) = target.filter.as_deref().map(read) else {
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
