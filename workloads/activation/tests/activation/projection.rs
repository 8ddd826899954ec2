//! Whatever the configuration and whatever is known: nothing outside the flows leaves.

use std::collections::BTreeMap;

use domicile_activation::projection::project;
use domicile_bundle::{Bundle, Flow, Target};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::configuration::{bundle, target};

const ATTRIBUTES: [&str; 5] = ["email", "givenName", "loyaltyTier", "passport", "unknown"];
const EVENTS: [&str; 3] = ["Order Completed", "Flight Searched", "Other"];
const PURPOSES: [&str; 4] = ["service", "newsletter", "marketing", "research"];

fn some_of(names: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(names, 0..=names.len())
        .prop_map(|some| some.into_iter().map(str::to_owned).collect())
}

fn flows() -> impl Strategy<Value = Vec<Flow>> {
    let flow = (
        proptest::sample::select(&PURPOSES[..]),
        some_of(&ATTRIBUTES),
        some_of(&EVENTS),
    )
        .prop_map(|(purpose, attributes, events)| Flow {
            purpose: purpose.to_owned(),
            attributes,
            events,
        });
    proptest::collection::vec(flow, 0..4)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("text")),
        Just(json!(7)),
        Just(json!(true)),
        Just(json!({ "nested": "text" })),
        Just(Value::Null)
    ]
}

fn known() -> impl Strategy<Value = BTreeMap<String, Value>> {
    proptest::collection::btree_map(
        proptest::sample::select(&ATTRIBUTES[..]).prop_map(str::to_owned),
        value(),
        0..5,
    )
}

/// The same question asked another way: one attribute at a time, looking for one flow that allows it.
fn may_leave(
    bundle: &Bundle,
    target: &Target,
    event: &str,
    purposes: &[String],
    attribute: &str,
) -> bool {
    let in_schema = bundle
        .attributes
        .iter()
        .any(|known| known.name == attribute);
    in_schema
        && target.flows.iter().any(|flow| {
            purposes.contains(&flow.purpose)
                && flow.events.contains(&event.to_owned())
                && flow.attributes.contains(&attribute.to_owned())
        })
}

proptest! {
    #[test]
    fn no_attribute_outside_the_flows_ever_leaves(
        flows in flows(), purposes in some_of(&PURPOSES), event in proptest::sample::select(&EVENTS[..]), known in known(),
    ) {
        let bundle = bundle();
        let mut target = target("crm", 1, &[]);
        target.flows = flows;
        let projected = project(&bundle, &target, event, &purposes, &Map::new(), &known);
        for (name, value) in &projected.attributes {
            prop_assert!(may_leave(&bundle, &target, event, &purposes, name), "{name} left");
            prop_assert!(value.is_string(), "the schema says text");
            prop_assert_eq!(known.get(name), Some(value));
        }
        for (name, value) in &known {
            if may_leave(&bundle, &target, event, &purposes, name) && value.is_string() {
                prop_assert!(projected.attributes.contains_key(name), "{name} was kept back");
            }
        }
    }

    #[test]
    fn no_property_that_the_schema_does_not_name_ever_leaves(
        flows in flows(), purposes in some_of(&PURPOSES), event in proptest::sample::select(&EVENTS[..]),
        properties in proptest::collection::btree_map("orderId|total|[a-z]{1,6}", value(), 0..6),
    ) {
        let mut target = target("crm", 1, &[]);
        target.flows = flows;
        let properties: Map<String, Value> = properties.into_iter().collect();
        let projected = project(&bundle(), &target, event, &purposes, &properties, &BTreeMap::new());
        for (name, value) in &projected.properties {
            prop_assert_eq!(event, "Order Completed");
            prop_assert!((name == "orderId" && value.is_string()) || (name == "total" && value.is_number()));
        }
    }
}
