//! What leaves: attributes ∩ flows ∩ permitted purposes, and event properties by schema. A pure function.

use std::collections::{BTreeMap, BTreeSet};

use domicile_bundle::{Attribute, AttributeType, Bundle, Flow, Target};
use serde::Serialize;
use serde_json::{Map, Value};

/// What may be told to the target about one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projected {
    /// Properties of the event that its schema names, with the type that it names.
    pub properties: Map<String, Value>,
    /// Attributes of the person.
    pub attributes: Map<String, Value>,
}

/// What may be told under one purpose, by name: what the person is told about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disclosed {
    /// The purpose.
    pub purpose: String,
    /// Names of the attributes, sorted.
    pub attributes: BTreeSet<String>,
}

/// Names of the attributes that the permitted purposes let this event carry to the target.
pub fn allowed_attributes<'a>(
    target: &'a Target,
    event: &str,
    purposes: &[String],
) -> BTreeSet<&'a str> {
    target
        .flows
        .iter()
        .filter(|flow| is_open(flow, event, purposes))
        .flat_map(|flow| flow.attributes.iter().map(String::as_str))
        .collect()
}

/// Cuts what is known down to what may leave. Whatever the schema does not know, or knows with another type, stays.
pub fn project(
    bundle: &Bundle,
    target: &Target,
    event: &str,
    purposes: &[String],
    properties: &Map<String, Value>,
    known: &BTreeMap<String, Value>,
) -> Projected {
    let mut projected = Projected::default();
    if !target
        .flows
        .iter()
        .any(|flow| is_open(flow, event, purposes))
    {
        return projected;
    }
    for name in allowed_attributes(target, event, purposes) {
        let schema = bundle
            .attributes
            .iter()
            .find(|attribute| attribute.name == name);
        if let (Some(Attribute { attribute_type, .. }), Some(value)) = (schema, known.get(name))
            && is_of_type(value, *attribute_type)
        {
            projected.attributes.insert(name.to_owned(), value.clone());
        }
    }
    let schema = bundle.events.iter().find(|known| known.name == event);
    for (name, property_type) in schema.iter().flat_map(|schema| &schema.properties) {
        if let Some(value) = properties.get(name)
            && is_of_type(value, *property_type)
        {
            projected.properties.insert(name.clone(), value.clone());
        }
    }
    projected
}

/// Which purposes open the way for what is told, and for which attributes of it each does; sorted by purpose.
pub fn disclosed(
    target: &Target,
    event: &str,
    purposes: &[String],
    projected: &Projected,
) -> Vec<Disclosed> {
    let mut by_purpose = BTreeMap::<&str, BTreeSet<String>>::new();
    for flow in target
        .flows
        .iter()
        .filter(|flow| is_open(flow, event, purposes))
    {
        let told = flow
            .attributes
            .iter()
            .filter(|name| projected.attributes.contains_key(*name));
        by_purpose
            .entry(&flow.purpose)
            .or_default()
            .extend(told.cloned());
    }
    by_purpose
        .into_iter()
        .map(|(purpose, attributes)| Disclosed {
            purpose: purpose.to_owned(),
            attributes,
        })
        .collect()
}

fn is_open(flow: &Flow, event: &str, purposes: &[String]) -> bool {
    flow.events.iter().any(|named| named == event) && purposes.contains(&flow.purpose)
}

fn is_of_type(value: &Value, expected: AttributeType) -> bool {
    match expected {
        AttributeType::String => value.is_string(),
        AttributeType::Integer => value.is_i64() || value.is_u64(),
        AttributeType::Number => value.is_number(),
        AttributeType::Boolean => value.is_boolean(),
        AttributeType::Date => value
            .as_str()
            .is_some_and(|text| text.parse::<jiff::civil::Date>().is_ok()),
        AttributeType::DateTime => value
            .as_str()
            .is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
    }
}
