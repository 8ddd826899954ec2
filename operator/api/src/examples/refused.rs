//! Objects that are refused, each with what the answer says: one small change to an object of the airline.
//!
//! The unit tests run the CEL rules over them offline; a test with a real API server can apply the same objects.

use serde_json::{Value, json};

use super::airline;

mod activation_target;
mod any_kind;
mod application;
mod brand;
mod consent_policy;
mod profile;
mod progressive_profile;
mod social_sign_in;
mod tenant_and_region;

/// An object that is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What somebody tries to do.
    pub attempt: &'static str,
    /// The object as it is stored, where the change is what is refused.
    pub stored: Option<Value>,
    /// The object as it is applied.
    pub applied: Value,
    /// What the answer says.
    pub message: &'static str,
}

/// A change to an object: what somebody tries, where (a JSON pointer), the new value (`null` removes, and `-` at the
/// end of the pointer appends), and what the answer says.
type Change = (&'static str, &'static str, Value, &'static str);

/// Every object that a CEL rule refuses.
pub fn by_rule() -> Vec<Refusal> {
    let new_objects = new_objects()
        .into_iter()
        .flat_map(|(base, changes)| refusals(&base, false, changes));
    let changed_objects = changed_objects()
        .into_iter()
        .flat_map(|(base, changes)| refusals(&base, true, changes));
    new_objects.chain(changed_objects).collect()
}

/// Objects that cannot be created.
fn new_objects() -> [(Value, Vec<Change>); 14] {
    [
        (json!(airline::regions::eu()), tenant_and_region::region()),
        (
            json!(airline::tenant::aurora()),
            tenant_and_region::tenant(),
        ),
        (
            json!(airline::tenant::aurora()),
            social_sign_in::providers(),
        ),
        (
            json!(tenant_and_region::tenant_with_long_name()),
            tenant_and_region::region_with_long_name(),
        ),
        (json!(airline::brands::aurora()), brand::brand()),
        (
            json!(airline::application::shop()),
            [application::application(), progressive_profile::questions()].concat(),
        ),
        (application::program_without_api(), application::program()),
        (
            application::program_without_scopes(),
            application::claims_without_scopes(),
        ),
        (
            json!(airline::application::kiosk()),
            [
                application::device(),
                progressive_profile::questions_of_devices(),
            ]
            .concat(),
        ),
        (
            json!(application::application_without_pkce()),
            application::changes_without_pkce(),
        ),
        (
            json!(airline::profile_schema::traveller()),
            profile::profile_schema(),
        ),
        (
            json!(airline::consent_policy::purposes()),
            consent_policy::consent_policy(),
        ),
        (
            json!(airline::profile_source::shop()),
            profile::profile_source(),
        ),
        (
            json!(airline::activation_targets::crm()),
            activation_target::activation_target(),
        ),
    ]
}

/// Changes that cannot be made to objects that exist.
fn changed_objects() -> Vec<(Value, Vec<Change>)> {
    let attached = [
        json!(airline::brands::aurora()),
        json!(airline::application::shop()),
        json!(airline::profile_schema::traveller()),
        json!(airline::consent_policy::purposes()),
        json!(airline::profile_source::shop()),
        json!(airline::activation_targets::crm()),
    ];
    let attached = attached
        .into_iter()
        .map(|object| (object, any_kind::another_tenant()));
    let others = [
        (
            json!(airline::regions::eu()),
            tenant_and_region::region_changes(),
        ),
        (
            json!(airline::tenant::aurora()),
            tenant_and_region::tenant_changes(),
        ),
    ];
    others.into_iter().chain(attached).collect()
}

fn refusals(base: &Value, is_stored: bool, changes: Vec<Change>) -> Vec<Refusal> {
    changes
        .into_iter()
        .map(|(attempt, pointer, value, message)| Refusal {
            attempt,
            stored: is_stored.then(|| base.clone()),
            applied: changed(base.clone(), pointer, value),
            message,
        })
        .collect()
}

fn changed(mut object: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    match object.pointer_mut(parent) {
        Some(Value::Object(fields)) if value.is_null() => {
            fields.remove(name);
        }
        Some(Value::Object(fields)) => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(items)) => match name.parse::<usize>() {
            Ok(index) if index < items.len() => items[index] = value,
            _ => items.push(value),
        },
        _ => {}
    }
    object
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kube::core::cel::Validator;

    use super::*;
    use crate::definition;

    fn schemas() -> BTreeMap<String, Value> {
        definition::all()
            .unwrap()
            .into_iter()
            .map(|definition| {
                let schema = definition.spec.versions[0]
                    .schema
                    .clone()
                    .unwrap()
                    .open_api_v3_schema;
                (
                    definition.spec.names.kind,
                    serde_json::to_value(schema).unwrap(),
                )
            })
            .collect()
    }

    /// What the rules of the object's kind say.
    fn answer(schemas: &BTreeMap<String, Value>, object: &Value, stored: Option<&Value>) -> String {
        let Some(schema) = schemas.get(object["kind"].as_str().unwrap()) else {
            return String::new();
        };
        match Validator::new().validate(schema, object, stored) {
            Ok(()) => String::new(),
            Err(errors) => {
                let lines = errors
                    .iter()
                    .map(|error| format!("{}: {}", error.field_path, error.message));
                lines.collect::<Vec<_>>().join(
                    "
",
                )
            }
        }
    }

    #[test]
    fn what_is_wrong_is_refused_with_a_sentence() {
        let schemas = schemas();
        for refusal in by_rule() {
            let answer = answer(&schemas, &refusal.applied, refusal.stored.as_ref());
            let lines = answer
                .lines()
                .filter(|line| line.contains(refusal.message))
                .count();
            assert!(
                lines >= 1,
                "{}: expected {:?}, got {answer:?}",
                refusal.attempt,
                refusal.message
            );
            assert_eq!(
                answer.lines().count(),
                lines,
                "{}: something else is wrong too: {answer}",
                refusal.attempt
            );
        }
    }

    #[test]
    fn the_change_is_all_that_is_wrong() {
        let schemas = schemas();
        for (name, manifests) in airline::files().unwrap() {
            for manifest in manifests {
                assert_eq!(
                    answer(&schemas, &manifest.object, Some(&manifest.object)),
                    "",
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn every_rule_is_broken_by_some_object() {
        fn messages(schema: &Value, found: &mut Vec<String>) {
            match schema {
                Value::Object(fields) => {
                    let rules = fields
                        .get("x-kubernetes-validations")
                        .and_then(Value::as_array);
                    found.extend(
                        rules
                            .into_iter()
                            .flatten()
                            .map(|rule| rule["message"].as_str().unwrap().to_owned()),
                    );
                    fields.values().for_each(|field| messages(field, found));
                }
                Value::Array(items) => items.iter().for_each(|item| messages(item, found)),
                _ => {}
            }
        }
        let refused = by_rule();
        for (kind, schema) in schemas() {
            let mut found = Vec::new();
            messages(&schema, &mut found);
            for message in found {
                let broken = refused.iter().any(|refusal| {
                    refusal.applied["kind"] == kind.as_str() && message.contains(refusal.message)
                });
                assert!(broken, "{kind}: no object breaks the rule {message:?}");
            }
        }
    }
}
