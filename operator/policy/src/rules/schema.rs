//! A name means one thing.

use domicile_bundle::Attribute;

use super::{Rule, Violation};
use crate::{
    model::{EventInput, SchemaInput},
    proof::Facts,
};

pub(crate) const RULES: &[Rule<SchemaInput>] = &[
    // An attribute has the same definition everywhere.
    attributes_have_one_definition,
    // A property of an event has one type.
    properties_have_one_type,
    // An event has the same properties everywhere.
    events_have_one_definition,
];

fn attributes_have_one_definition(facts: &Facts<'_>, schema: &SchemaInput) -> Vec<Violation> {
    let earlier = |index: usize, attribute: &Attribute| {
        let elsewhere = facts
            .known
            .attributes
            .get(attribute.name.as_str())
            .map(|known| (known.value, known.object));
        let here = || {
            schema
                .attributes
                .iter()
                .take(index)
                .find(|other| other.name == attribute.name)
        };
        elsewhere.or_else(|| Some((here()?, &schema.key)))
    };
    schema
        .attributes
        .iter()
        .enumerate()
        .filter_map(|(index, attribute)| {
            let (other, object) = earlier(index, attribute)?;
            let (field, there, here) = difference(other, attribute)?;
            let message = format!(
                "`{}` has {field} {there} in {object} and {here} here, so one value would be held to two rules; \
                 give both the same definition, or one of them another name",
                attribute.name
            );
            Some(Violation::new(format!("spec.attributes[{index}].{field}"), message))
        })
        .collect()
}

/// The first field in which two definitions differ, and both its values.
fn difference(left: &Attribute, right: &Attribute) -> Option<(&'static str, String, String)> {
    let fields = [
        (
            "type",
            format!("{:?}", left.attribute_type),
            format!("{:?}", right.attribute_type),
        ),
        (
            "classification",
            format!("{:?}", left.classification),
            format!("{:?}", right.classification),
        ),
        (
            "merge",
            format!("{:?}", left.merge),
            format!("{:?}", right.merge),
        ),
        ("identifier", kind(left), kind(right)),
        (
            "titles",
            format!("{:?}", left.titles),
            format!("{:?}", right.titles),
        ),
    ];
    fields.into_iter().find(|(_, left, right)| left != right)
}

fn kind(attribute: &Attribute) -> String {
    attribute
        .identifier
        .map_or_else(|| "none".to_owned(), |kind| format!("{kind:?}"))
}

fn properties_have_one_type(_: &Facts<'_>, schema: &SchemaInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (event_index, event) in schema.events.iter().enumerate() {
        for (index, property) in event.properties.iter().enumerate() {
            let earlier = event
                .properties
                .iter()
                .take(index)
                .find(|other| other.name == property.name);
            if let Some(other) =
                earlier.filter(|other| other.property_type != property.property_type)
            {
                let message = format!(
                    "an event `{}` with `{}` would be kept as {:?} and left out as {:?}; name the property once",
                    event.name, property.name, other.property_type, property.property_type
                );
                violations.push(Violation::new(
                    format!("spec.events[{event_index}].properties[{index}]"),
                    message,
                ));
            }
        }
    }
    violations
}

fn events_have_one_definition(facts: &Facts<'_>, schema: &SchemaInput) -> Vec<Violation> {
    let earlier = |index: usize, event: &EventInput| {
        let elsewhere = facts
            .known
            .events
            .get(event.name.as_str())
            .map(|known| (known.value, known.object));
        let here = || {
            schema
                .events
                .iter()
                .take(index)
                .find(|other| other.name == event.name)
        };
        elsewhere.or_else(|| Some((here()?, &schema.key)))
    };
    schema
        .events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| {
            let (other, object) = earlier(index, event)?;
            let property = first_difference(other, event)?;
            let message = format!(
                "an event `{}` with `{property}` would be kept by one definition and not by the other: \
                 {object} defines its properties differently; give both the same properties",
                event.name
            );
            Some(Violation::new(format!("spec.events[{index}].properties"), message))
        })
        .collect()
}

/// A property that only one of two events has, or that they give different types.
fn first_difference<'a>(left: &'a EventInput, right: &'a EventInput) -> Option<&'a str> {
    let lacks = |event: &EventInput, name: &str, property_type| {
        !event
            .properties
            .iter()
            .any(|other| other.name == name && other.property_type == property_type)
    };
    let only_in = |one: &'a EventInput, other: &'a EventInput| {
        one.properties
            .iter()
            .filter(|property| lacks(other, &property.name, property.property_type))
            .map(|property| property.name.as_str())
            .min()
    };
    only_in(left, right).or_else(|| only_in(right, left))
}
