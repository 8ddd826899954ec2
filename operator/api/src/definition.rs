//! The `CustomResourceDefinition`s as the API server gets them.
//!
//! Schemas come from the types; a few things are put right here for all kinds alike: `null` is no value of any field
//! (the API server drops it, so that what is stored is what was meant), descriptions are paragraphs and not the lines
//! of the source, rules over lists name the item that is wrong,
//! and titles and empty lists are left out, which the API server would drop and a GitOps tool show as a difference.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kube::CustomResourceExt;
use serde_json::Value;

use crate::{
    ActivationTarget, Application, Brand, ConsentPolicy, IdentityTenant, ProfileSchema,
    ProfileSource, Region,
};

mod offending_item;

/// The definitions of all kinds, in the order in which a reader meets them.
///
/// # Errors
/// When a schema has no JSON form, which a test rules out.
pub fn all() -> Result<Vec<CustomResourceDefinition>, serde_json::Error> {
    [
        Region::crd(),
        IdentityTenant::crd(),
        Brand::crd(),
        Application::crd(),
        ProfileSchema::crd(),
        ConsentPolicy::crd(),
        ProfileSource::crd(),
        ActivationTarget::crd(),
    ]
    .into_iter()
    .map(|definition| serde_json::from_value(as_written(&definition)?))
    .collect()
}

/// The JSON form of a definition, without anything that the API server would drop.
///
/// # Errors
/// When a schema has no JSON form.
pub fn as_written(definition: &CustomResourceDefinition) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(definition)?;
    put_right(&mut value);
    Ok(value)
}

fn put_right(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.get("nullable").is_some_and(Value::is_boolean) {
                fields.remove("nullable");
            }
            if fields.get("title").is_some_and(Value::is_string) {
                fields.remove("title");
            }
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = paragraphs(text);
            }
            offending_item::name_it(fields);
            fields.values_mut().for_each(put_right);
            fields.retain(|_, field| !field.as_array().is_some_and(Vec::is_empty));
        }
        Value::Array(items) => items.iter_mut().for_each(put_right),
        _ => {}
    }
}

/// Joins the lines of each paragraph.
fn paragraphs(text: &str) -> String {
    text.split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemas() -> Vec<(String, Value)> {
        all()
            .unwrap()
            .into_iter()
            .map(|definition| {
                let schema = definition.spec.versions[0]
                    .schema
                    .clone()
                    .unwrap()
                    .open_api_v3_schema
                    .unwrap();
                (
                    definition.spec.names.kind,
                    serde_json::to_value(schema).unwrap(),
                )
            })
            .collect()
    }

    /// Visits every schema node with its path.
    fn visit(path: &str, schema: &Value, check: &mut dyn FnMut(&str, &Value)) {
        check(path, schema);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            visit(&format!("{path}.{name}"), property, check);
        }
        for inner in ["items", "additionalProperties"] {
            if schema[inner].is_object() {
                visit(&format!("{path}[]"), &schema[inner], check);
            }
        }
    }

    #[test]
    fn every_field_has_a_sentence_of_documentation() {
        for (kind, schema) in schemas() {
            visit(&kind, &schema, &mut |path, node| {
                for (name, property) in node["properties"].as_object().into_iter().flatten() {
                    let standard =
                        path == kind && ["apiVersion", "kind", "metadata"].contains(&name.as_str());
                    let text = property["description"].as_str().unwrap_or_default();
                    assert!(
                        standard || (text.len() > 10 && text.trim_end().ends_with(['.', '"'])),
                        "{path}.{name}: {text:?}"
                    );
                    assert!(
                        !text.lines().any(|line| line.starts_with(' ')),
                        "{path}.{name}: {text:?}"
                    );
                }
            });
        }
    }

    #[test]
    fn a_field_is_documented_as_a_field_and_not_as_its_type() {
        let explained = |kind: &str, path: &str| {
            let schema = schemas()
                .into_iter()
                .find(|(name, _)| name == kind)
                .unwrap()
                .1;
            schema.pointer(path).unwrap()["description"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        for (kind, path) in [
            (
                "IdentityTenant",
                "/properties/spec/properties/deletionPolicy",
            ),
            (
                "IdentityTenant",
                "/properties/spec/properties/exposure/properties/type",
            ),
            (
                "ProfileSchema",
                "/properties/spec/properties/attributes/items/properties/merge",
            ),
        ] {
            let text = explained(kind, path);
            assert!(text.contains("when left out"), "{kind}{path}: {text}");
        }
    }

    #[test]
    fn schemas_are_structural() {
        for (kind, schema) in schemas() {
            visit(&kind, &schema, &mut |path, node| {
                assert!(node["type"].is_string(), "{path} has no single type");
                for word in [
                    "$ref",
                    "anyOf",
                    "oneOf",
                    "allOf",
                    "not",
                    "default",
                    "nullable",
                    "x-kubernetes-preserve-unknown-fields",
                ] {
                    assert!(node.get(word).is_none(), "{path} has {word}");
                }
                assert!(
                    node["properties"].is_null() || node["additionalProperties"].is_null(),
                    "{path}"
                );
                assert!(
                    node["type"] != "array" || node["items"].is_object(),
                    "{path}"
                );
            });
        }
    }

    #[test]
    fn numbers_have_formats_that_kubernetes_knows() {
        for (kind, schema) in schemas() {
            visit(&kind, &schema, &mut |path, node| {
                let format = node["format"].as_str();
                assert!(
                    format.is_none_or(|format| ["int32", "int64", "date-time"].contains(&format)),
                    "{path}: {format:?}"
                );
            });
        }
    }

    #[test]
    fn every_text_and_list_of_a_spec_is_bounded() {
        for (kind, schema) in schemas() {
            visit(&kind, &schema["properties"]["spec"], &mut |path, node| {
                // A label selector is Kubernetes' own type; no rule looks into it.
                if path.contains(".selector") || path.contains(".nodeSelector") {
                    return;
                }
                match node["type"].as_str() {
                    Some("array") => {
                        assert!(node["maxItems"].is_number(), "{path} has no maxItems");
                        assert!(
                            node["x-kubernetes-list-type"].is_string(),
                            "{path} has no list type"
                        );
                        assert!(
                            node["minItems"].as_i64() >= Some(1),
                            "{path} may be empty and absent"
                        );
                    }
                    Some("string") => assert!(
                        node["maxLength"].is_number() || node["enum"].is_array(),
                        "{path} has no maxLength"
                    ),
                    _ => {}
                }
            });
        }
    }

    #[test]
    fn every_rule_says_what_is_wrong() {
        for (kind, schema) in schemas() {
            visit(&kind, &schema, &mut |path, node| {
                for rule in node["x-kubernetes-validations"]
                    .as_array()
                    .into_iter()
                    .flatten()
                {
                    assert!(
                        rule["message"]
                            .as_str()
                            .is_some_and(|message| message.len() > 10),
                        "{path}: {rule}"
                    );
                }
            });
        }
    }

    #[test]
    fn every_kind_belongs_to_the_category_and_has_status_and_columns() {
        for definition in all().unwrap() {
            let kind = &definition.spec.names.kind;
            assert_eq!(
                definition.spec.names.categories.as_deref(),
                Some(&["domicile".to_owned()][..]),
                "{kind}"
            );
            assert!(
                definition
                    .spec
                    .names
                    .short_names
                    .as_ref()
                    .is_some_and(|names| !names.is_empty()),
                "{kind}"
            );
            let version = &definition.spec.versions[0];
            assert!(
                version
                    .subresources
                    .as_ref()
                    .is_some_and(|sub| sub.status.is_some()),
                "{kind}"
            );
            let columns: Vec<_> = version
                .additional_printer_columns
                .iter()
                .flatten()
                .map(|column| column.name.as_str())
                .collect();
            assert!(
                columns.contains(&"Ready") && columns.last() == Some(&"Age"),
                "{kind}: {columns:?}"
            );
        }
    }

    #[test]
    fn only_regions_belong_to_the_cluster() {
        for definition in all().unwrap() {
            let expected = if definition.spec.names.kind == "Region" {
                "Cluster"
            } else {
                "Namespaced"
            };
            assert_eq!(
                definition.spec.scope, expected,
                "{}",
                definition.spec.names.kind
            );
        }
    }

    #[test]
    fn short_names_are_used_once() {
        let definitions = all().unwrap();
        let mut names: Vec<_> = definitions
            .iter()
            .flat_map(|definition| definition.spec.names.short_names.iter().flatten())
            .collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn lines_of_the_source_become_paragraphs() {
        assert_eq!(paragraphs("one\ntwo\n\nthree\n"), "one two\n\nthree");
    }
}
