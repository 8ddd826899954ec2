//! JSON from outside, bounded before it is parsed.

use serde::de::DeserializeOwned;

use crate::JoseError;

/// Deepest nesting of objects and arrays. Nothing that is signed here comes near it.
const MAXIMUM_DEPTH: usize = 16;

/// Parses a JSON text that is no deeper than [`MAXIMUM_DEPTH`].
pub(crate) fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, JoseError> {
    if depth(text) > MAXIMUM_DEPTH {
        return Err(JoseError::Malformed);
    }
    serde_json::from_slice(text).map_err(|_| JoseError::Malformed)
}

/// How deep objects and arrays are nested. Right for every text that is JSON.
fn depth(text: &[u8]) -> usize {
    let (mut now, mut deepest) = (0_usize, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'{' | b'[') => {
                now += 1;
                deepest = deepest.max(now);
            }
            (false, b'}' | b']') => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::{MAXIMUM_DEPTH, depth, parse};

    fn nested(depth: usize) -> String {
        format!("{}1{}", "[".repeat(depth), "]".repeat(depth))
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused_before_it_is_parsed() {
        assert!(parse::<Value>(nested(MAXIMUM_DEPTH).as_bytes()).is_ok());
        assert!(parse::<Value>(nested(MAXIMUM_DEPTH + 1).as_bytes()).is_err());
        assert!(parse::<Value>(nested(1_000_000).as_bytes()).is_err());
    }

    #[test]
    fn brackets_in_texts_do_not_count() {
        assert_eq!(depth(br#"{"a[[[{{{\"[[[":"[[[\\"}"#), 1);
        assert_eq!(depth(br#"[{"a":[]},[]]"#), 3);
    }

    fn real_depth(value: &Value) -> usize {
        match value {
            Value::Array(list) => 1 + list.iter().map(real_depth).max().unwrap_or(0),
            Value::Object(map) => 1 + map.values().map(real_depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![Just(Value::Null), "\\PC{0,6}".prop_map(Value::from)];
        leaf.prop_recursive(6, 40, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("\\PC{0,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_depth_is_that_of_the_value(value in any_json()) {
            prop_assert_eq!(depth(value.to_string().as_bytes()), real_depth(&value));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse::<Value>(&bytes);
        }
    }
}
