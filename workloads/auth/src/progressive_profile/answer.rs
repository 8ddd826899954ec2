//! What somebody typed, as a value of the attribute's type. Pure.

use domicile_bundle::AttributeType;
use jiff::civil::Date;
use serde_json::{Number, Value};

/// Most characters of a text.
pub const LONGEST_TEXT: usize = 200;

/// What became of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It was left empty.
    Empty,
    /// A value of the type.
    Value(Value),
    /// It is none of the type.
    Unreadable,
}

/// Reads a field of a form.
pub fn read(typed: &str, attribute_type: AttributeType) -> Answer {
    let typed = typed.trim();
    if typed.is_empty() {
        return Answer::Empty;
    }
    let value = match attribute_type {
        AttributeType::String => text(typed),
        AttributeType::Integer => typed.parse::<i64>().ok().map(Value::from),
        AttributeType::Number => number(typed),
        AttributeType::Boolean => match typed {
            "yes" => Some(Value::Bool(true)),
            "no" => Some(Value::Bool(false)),
            _ => None,
        },
        AttributeType::Date => date(typed),
        AttributeType::DateTime => None,
    };
    value.map_or(Answer::Unreadable, Answer::Value)
}

fn text(typed: &str) -> Option<Value> {
    let is_plain = typed.chars().count() <= LONGEST_TEXT && !typed.chars().any(char::is_control);
    is_plain.then(|| Value::from(typed))
}

/// A decimal comma is what most of the world writes.
fn number(typed: &str) -> Option<Value> {
    let number: f64 = typed.replace(',', ".").parse().ok()?;
    Number::from_f64(number).map(Value::Number)
}

/// What `<input type=date>` sends, and what people type where a browser does not know it (RFC 3339, `full-date`).
fn date(typed: &str) -> Option<Value> {
    let date: Date = typed.parse().ok()?;
    (typed.len() == 10).then(|| Value::from(date.to_string()))
}

#[cfg(test)]
mod tests {
    use AttributeType::{Boolean, Date, DateTime, Integer, Number, String};
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_typed_becomes_a_value_of_the_type_or_none() {
        for (typed, attribute_type, expected) in [
            (" window ", String, Some(json!("window"))),
            ("<b>", String, Some(json!("<b>"))),
            ("a\u{0}b", String, None),
            ("7", Integer, Some(json!(7))),
            ("-7", Integer, Some(json!(-7))),
            ("7.5", Integer, None),
            ("7,5", Number, Some(json!(7.5))),
            ("1.000,5", Number, None),
            ("NaN", Number, None),
            ("inf", Number, None),
            ("yes", Boolean, Some(json!(true))),
            ("no", Boolean, Some(json!(false))),
            ("true", Boolean, None),
            ("2026-11-22", Date, Some(json!("2026-11-22"))),
            ("2026-02-30", Date, None),
            ("22.11.2026", Date, None),
            ("2026-11-22T00:00", Date, None),
            ("2026-11-22T00:00:00Z", DateTime, None),
        ] {
            let expected = expected.map_or(Answer::Unreadable, Answer::Value);
            assert_eq!(read(typed, attribute_type), expected, "{typed}");
        }
        for attribute_type in [String, Integer, Number, Boolean, Date, DateTime] {
            assert_eq!(read("  ", attribute_type), Answer::Empty);
        }
        assert_eq!(
            read(&"x".repeat(LONGEST_TEXT + 1), String),
            Answer::Unreadable
        );
    }
}
