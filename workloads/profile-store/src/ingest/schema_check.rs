//! What of a message may be kept. Pure: the schema, the source and the message decide.

use domicile_bundle::{Attribute, Bundle, Source};
use serde_json::{Map, Value};

use super::report::{self, Reason};
use crate::attribute::value::fits;

/// What may be kept, and the names of what is left out by reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// May be kept.
    pub kept: Map<String, Value>,
    /// Is left out.
    pub left_out: Vec<(Reason, Vec<String>)>,
}

/// Checks traits against the schema and against what the source may set.
pub fn traits(bundle: &Bundle, source: &Source, given: &Map<String, Value>) -> Checked {
    sort(given, |name, value| {
        match bundle
            .attributes
            .iter()
            .find(|attribute| attribute.name == name)
        {
            None => Err(Reason::UnknownAttribute),
            Some(_) if !source.attributes.iter().any(|own| own == name) => {
                Err(Reason::AttributeNotOfSource)
            }
            Some(Attribute { attribute_type, .. }) if !fits(value, *attribute_type) => {
                Err(Reason::WrongType)
            }
            Some(_) => Ok(()),
        }
    })
}

/// Checks properties against the event's schema; nothing when the event is unknown.
pub fn properties(bundle: &Bundle, event: &str, given: &Map<String, Value>) -> Option<Checked> {
    let known = bundle.events.iter().find(|known| known.name == event)?;
    Some(sort(given, |name, value| {
        match known.properties.get(name) {
            None => Err(Reason::UnknownProperty),
            Some(expected) if !fits(value, *expected) => Err(Reason::WrongType),
            Some(_) => Ok(()),
        }
    }))
}

fn sort(given: &Map<String, Value>, rule: impl Fn(&str, &Value) -> Result<(), Reason>) -> Checked {
    let mut kept = Map::new();
    let mut left_out: Vec<(Reason, Vec<&str>)> = Vec::new();
    for (name, value) in given {
        match rule(name, value) {
            Ok(()) => {
                kept.insert(name.clone(), value.clone());
            }
            Err(reason) => match left_out.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, names)) => names.push(name),
                None => left_out.push((reason, vec![name])),
            },
        }
    }
    let left_out = left_out
        .into_iter()
        .map(|(reason, names)| (reason, report::names(names)))
        .collect();
    Checked { kept, left_out }
}
