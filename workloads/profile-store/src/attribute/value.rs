//! Whether a JSON value has the type that the schema names. Pure.

use domicile_bundle::AttributeType;
use jiff::{Timestamp, civil};
use serde_json::Value;

/// Most bytes of a text value: a profile is no file store.
pub const LONGEST_TEXT: usize = 4096;

/// Whether a value fits a type. `null` fits none: a source that has no value sends none.
pub fn fits(value: &Value, attribute_type: AttributeType) -> bool {
    match (attribute_type, value) {
        (AttributeType::String, Value::String(text)) => {
            text.len() <= LONGEST_TEXT && !text.contains('\0')
        }
        (AttributeType::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (AttributeType::Number, Value::Number(_)) | (AttributeType::Boolean, Value::Bool(_)) => {
            true
        }
        (AttributeType::Date, Value::String(text)) => {
            text.len() == 10 && text.parse::<civil::Date>().is_ok()
        }
        (AttributeType::DateTime, Value::String(text)) => {
            text.len() <= 40 && text.parse::<Timestamp>().is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_fits_its_type_and_no_other() {
        use AttributeType::{Boolean, Date, DateTime, Integer, Number, String};
        let all = [String, Integer, Number, Boolean, Date, DateTime];
        for (value, fitting) in [
            (json!("window"), &[String][..]),
            (json!(""), &[String]),
            (json!(7), &[Integer, Number]),
            (json!(-7), &[Integer, Number]),
            (json!(7.5), &[Number]),
            (json!(true), &[Boolean]),
            (json!("2026-11-22"), &[String, Date]),
            (json!("2026-02-30"), &[String]),
            (json!("2026-11-22T03:40:00Z"), &[String, DateTime]),
            (json!("2026-11-22T03:40:00+01:00"), &[String, DateTime]),
            (json!("2026-11-22T03:40:00"), &[String]),
            (json!(null), &[]),
            (json!([]), &[]),
            (json!({ "a": 1 }), &[]),
            (json!("a\u{0}b"), &[]),
        ] {
            for attribute_type in all {
                assert_eq!(
                    fits(&value, attribute_type),
                    fitting.contains(&attribute_type),
                    "{value} {attribute_type:?}"
                );
            }
        }
        assert!(!fits(&json!("x".repeat(LONGEST_TEXT + 1)), String));
    }
}
