//! Resources as JSON objects, and what of them is kept: attributes that the schema names, of the right type, under the
//! schema's spelling of their names.

use serde_json::{Map, Value};

use super::{
    error::ScimError,
    path::AttributePath,
    schema::{Attribute, Kind, Mutability, ResourceType, named},
};

/// Most values of one attribute.
const MOST_VALUES: usize = 1000;
/// Longest text.
const MOST_CHARACTERS: usize = 1024;

/// Reads a resource that a client sent. Attributes that the schema does not name or that clients do not set are left
/// out (RFC 7644, section 3.3).
///
/// # Errors
/// When a value does not fit its attribute, or a required one is missing.
pub fn normalised(sent: &Value, kind: &ResourceType) -> Result<Map<String, Value>, ScimError> {
    let sent = sent
        .as_object()
        .ok_or_else(|| ScimError::syntax("the body is a JSON object"))?;
    let mut kept = Map::new();
    for (name, value) in sent {
        if let Some(extension) = kind.extension(name) {
            let parts = parts(value, extension.attributes, extension.id)?;
            keep(&mut kept, extension.id, parts);
        } else if let Some(attribute) = kind.attribute(None, name)
            && attribute.mutability != Mutability::ReadOnly
        {
            keep(&mut kept, attribute.name, conform(value, attribute)?);
        }
    }
    for attribute in kind.schema.attributes.iter().filter(|own| own.required) {
        if !kept.contains_key(attribute.name) {
            return Err(ScimError::value(format!(
                "`{}` is required",
                attribute.name
            )));
        }
    }
    Ok(kept)
}

fn keep(into: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        into.insert(name.to_owned(), value);
    }
}

/// A value as its attribute wants it; nothing for `null` and for what is empty, which count as unassigned (RFC 7643,
/// section 2.5).
///
/// # Errors
/// When it does not fit.
pub(super) fn conform(value: &Value, attribute: &Attribute) -> Result<Option<Value>, ScimError> {
    if value.is_null() {
        return Ok(None);
    }
    if !attribute.multi_valued {
        return single(value, attribute);
    }
    let one = [value.clone()];
    let values = value.as_array().map_or(&one[..], Vec::as_slice);
    if values.len() > MOST_VALUES {
        return Err(ScimError::value(format!(
            "`{}` has at most {MOST_VALUES} values",
            attribute.name
        )));
    }
    let mut kept = Vec::with_capacity(values.len());
    for value in values {
        kept.extend(single(value, attribute)?);
    }
    one_primary(&mut kept);
    Ok((!kept.is_empty()).then_some(Value::Array(kept)))
}

fn single(value: &Value, attribute: &Attribute) -> Result<Option<Value>, ScimError> {
    let misfit = |expected: &str| ScimError::value(format!("`{}` is {expected}", attribute.name));
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::String | Kind::Reference | Kind::DateTime, Value::String(text)) => {
            if text.chars().count() > MOST_CHARACTERS || text.contains('\0') {
                return Err(misfit("a text of at most 1024 characters"));
            }
            Ok((!text.is_empty()).then(|| value.clone()))
        }
        (Kind::Boolean, Value::Bool(_)) => Ok(Some(value.clone())),
        // A widely used directory writes booleans as text.
        (Kind::Boolean, Value::String(text)) if text.eq_ignore_ascii_case("true") => {
            Ok(Some(Value::Bool(true)))
        }
        (Kind::Boolean, Value::String(text)) if text.eq_ignore_ascii_case("false") => {
            Ok(Some(Value::Bool(false)))
        }
        (Kind::Complex(attributes), Value::Object(_)) => parts(value, attributes, attribute.name),
        // `emails: ["a@b.example"]` and `manager: "id"` stand for `{"value": …}`.
        (Kind::Complex(attributes), Value::String(_)) => {
            let Some(of) = named(attributes, "value") else {
                return Err(misfit("an object"));
            };
            let mut object = Map::new();
            keep(&mut object, of.name, single(value, of)?);
            Ok((!object.is_empty()).then_some(Value::Object(object)))
        }
        (Kind::Boolean, _) => Err(misfit("`true` or `false`")),
        (Kind::Complex(_), _) => Err(misfit("an object")),
        _ => Err(misfit("a text")),
    }
}

fn parts(
    value: &Value,
    attributes: &'static [Attribute],
    whole: &str,
) -> Result<Option<Value>, ScimError> {
    let sent = match value {
        Value::Null => return Ok(None),
        Value::Object(sent) => sent,
        _ => return Err(ScimError::value(format!("`{whole}` is an object"))),
    };
    let mut kept = Map::new();
    for (name, value) in sent {
        if let Some(attribute) = named(attributes, name) {
            keep(&mut kept, attribute.name, conform(value, attribute)?);
        }
    }
    Ok((!kept.is_empty()).then_some(Value::Object(kept)))
}

/// At most one value is the primary one: the last that says so (RFC 7644, section 3.5.2).
pub(super) fn one_primary(values: &mut [Value]) {
    let is_primary = |value: &Value| value.get("primary") == Some(&Value::Bool(true));
    let Some(last) = values.iter().rposition(is_primary) else {
        return;
    };
    for value in &mut values[..last] {
        if is_primary(value) {
            value["primary"] = Value::Bool(false);
        }
    }
}

/// The value under a name, upper and lower case being the same.
pub(super) fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// Values of an attribute, each of several by itself, whole.
pub(super) fn containers<'a>(
    resource: &'a Map<String, Value>,
    path: &AttributePath,
) -> Vec<&'a Value> {
    let extension = path
        .schema
        .as_deref()
        .filter(|id| id.contains(":extension:"));
    let object = match extension {
        Some(id) => get(resource, id).and_then(Value::as_object),
        None => Some(resource),
    };
    match object.and_then(|object| get(object, &path.attribute)) {
        None | Some(Value::Null) => vec![],
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

/// Values of an attribute or sub-attribute. A complex value that is compared as a whole stands for its `value`.
pub(super) fn values<'a>(resource: &'a Map<String, Value>, path: &AttributePath) -> Vec<&'a Value> {
    let wanted = path.sub.as_deref();
    containers(resource, path)
        .into_iter()
        .filter_map(|value| match (value, wanted) {
            (Value::Object(parts), Some(sub)) => get(parts, sub),
            (_, Some(_)) => None,
            (Value::Object(parts), None) => Some(get(parts, "value").unwrap_or(value)),
            (value, None) => Some(value),
        })
        .filter(|value| !value.is_null())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::normalised;
    use crate::scim::schema::USER;

    #[test]
    fn only_what_the_schema_names_is_kept_under_its_own_spelling() {
        let sent = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "USERNAME": "camille", "password": "secret", "id": "mine", "groups": [{ "value": "administrator" }],
            "active": "True", "emails": ["c@c.example"], "name": { "GivenName": "Camille", "shoe": 42 }, "title": null
        });
        assert_eq!(
            serde_json::Value::Object(normalised(&sent, &USER).unwrap()),
            json!({
                "userName": "camille", "active": true, "emails": [{ "value": "c@c.example" }],
                "name": { "givenName": "Camille" }
            })
        );
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused_by_the_name_of_its_attribute() {
        for (bad, name) in [
            (json!({ "userName": 1 }), "userName"),
            (json!({ "userName": "a", "active": "perhaps" }), "active"),
            (json!({ "userName": "a", "emails": [[]] }), "emails"),
            (json!({ "userName": "a", "name": "x" }), "name"),
            (json!({ "userName": "" }), "userName"),
            (json!([]), "object"),
        ] {
            let error = normalised(&bad, &USER).unwrap_err();
            assert!(error.detail.contains(name), "{bad}: {error}");
        }
    }

    pub(crate) fn values() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            "[a-z@.]{0,8}".prop_map(Into::into),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let names = prop::sample::select(vec![
                "userName",
                "name",
                "emails",
                "value",
                "active",
                "primary",
                "givenName",
                "x",
            ]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::btree_map(names.prop_map(str::to_owned), inner, 0..4)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(sent in values()) {
            if let Ok(once) = normalised(&sent, &USER) {
                let again = normalised(&serde_json::Value::Object(once.clone()), &USER);
                prop_assert_eq!(again, Ok(once));
            }
        }
    }
}
