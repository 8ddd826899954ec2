//! Canonical JSON: one text per value, so that equal configuration has equal bytes.
//!
//! Object keys are sorted by code point and there is no white space, as in RFC 8785. Numbers are integers
//! everywhere in a bundle, so the number formatting of RFC 8785 never comes into play.

use serde::Serialize;
use serde_json::{Map, Value};

/// Canonical JSON of a value.
///
/// # Errors
/// When the value has no JSON form (a map whose keys are not strings).
pub fn to_string<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(&sorted(serde_json::to_value(value)?))
}

/// The same value with the keys of every object in order.
///
/// `serde_json` sorts by itself unless any crate of the build turns its feature `preserve_order` on, which must
/// not change a revision.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.into_iter().collect();
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            Value::Object(
                entries
                    .into_iter()
                    .map(|(key, value)| (key, sorted(value)))
                    .collect::<Map<_, _>>(),
            )
        }
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 48, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn keys_are_sorted_at_every_depth_and_no_white_space_is_written() {
        let value = serde_json::json!({ "b": 1, "a": [{ "d": null, "c": "é" }] });
        assert_eq!(
            to_string(&value).unwrap(),
            r#"{"a":[{"c":"é","d":null}],"b":1}"#
        );
    }

    #[test]
    fn a_map_without_text_keys_has_no_form() {
        let value = std::collections::BTreeMap::from([((1, 2), 3)]);
        assert!(to_string(&value).is_err());
    }

    proptest! {
        #[test]
        fn the_text_means_the_same_value_and_is_its_own_canonical_form(value in any_json()) {
            let text = to_string(&value).unwrap();
            let read: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read, &value);
            prop_assert_eq!(to_string(&read).unwrap(), text);
        }
    }
}
