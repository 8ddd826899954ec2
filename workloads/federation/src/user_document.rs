//! Claims of a document about a person: an ID token, a userinfo answer, or whatever a provider without `OpenID`
//! Connect calls its user document.

use serde_json::Value;

/// Longest path.
const LONGEST_PATH: usize = 200;
/// Longest text of a claim that is taken, in bytes.
const LONGEST_TEXT: usize = 256;
/// Longest subject (`OpenID` Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;

/// Where a claim is: its name, or a JSON pointer (RFC 6901) where the text begins with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimPath(String);

/// Not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a claim is named by 1 to 200 characters, or by a JSON pointer (RFC 6901) that begins with `/`"
)]
pub struct NotAClaimPath;

impl ClaimPath {
    /// Reads a path.
    ///
    /// # Errors
    /// When it is empty, too long, has control characters, or is a pointer with a `~` that means nothing.
    pub fn parse(text: &str) -> Result<Self, NotAClaimPath> {
        let escapes_fit = !text.starts_with('/')
            || text
                .split('~')
                .skip(1)
                .all(|rest| rest.starts_with(['0', '1']));
        let fits = (1..=LONGEST_PATH).contains(&text.len())
            && !text.contains(char::is_control)
            && escapes_fit;
        fits.then(|| Self(text.to_owned())).ok_or(NotAClaimPath)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a document has there. `null` is nothing.
    pub(crate) fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        let found = if self.0.starts_with('/') {
            document.pointer(&self.0)
        } else {
            document.get(&self.0)
        };
        found.filter(|value| !value.is_null())
    }
}

/// A value that is taken: a text that is not empty and not too long, a number or a boolean.
pub(crate) fn taken(value: &Value) -> Option<Value> {
    let short = match value {
        Value::String(text) => {
            !text.trim().is_empty()
                && text.len() <= LONGEST_TEXT
                && !text.contains(char::is_control)
        }
        Value::Number(_) | Value::Bool(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    };
    short.then(|| value.clone())
}

/// Who it is: a text, or a whole number as its digits.
pub(crate) fn subject(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if !number.is_f64() => number.to_string(),
        _ => return None,
    };
    let fits = (1..=LONGEST_SUBJECT).contains(&text.len()) && !text.contains(char::is_control);
    fits.then_some(text)
}

/// Whether a provider says yes. Some write the text `true`.
pub(crate) fn says_yes(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{ClaimPath, says_yes, subject, taken};

    fn find(path: &str, document: &Value) -> Option<Value> {
        ClaimPath::parse(path).unwrap().find(document).cloned()
    }

    #[test]
    fn a_claim_is_found_by_name_or_by_pointer() {
        let document = json!({ "name": "a", "https://x.example/tier": "gold", "user": { "a/b": [{ "id": 7 }] }, "none": null });
        assert_eq!(find("name", &document), Some(json!("a")));
        assert_eq!(
            find("https://x.example/tier", &document),
            Some(json!("gold"))
        );
        assert_eq!(find("/user/a~1b/0/id", &document), Some(json!(7)));
        for missing in ["nobody", "/user/x", "none", "/none", "/user/a~1b/1/id"] {
            assert_eq!(find(missing, &document), None, "{missing}");
        }
        for bad in ["", "/a~2", "/~", "a\u{0}", &"a".repeat(201)] {
            assert!(ClaimPath::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn only_plain_values_of_bounded_length_are_taken() {
        for good in [json!("a"), json!(7), json!(false)] {
            assert_eq!(taken(&good), Some(good));
        }
        for bad in [
            json!(""),
            json!("  "),
            json!("a\nb"),
            json!("a".repeat(257)),
            json!([]),
            json!({}),
            json!(null),
        ] {
            assert_eq!(taken(&bad), None, "{bad}");
        }
    }

    #[test]
    fn a_subject_is_a_text_or_a_whole_number() {
        assert_eq!(subject(&json!(583_231)), Some("583231".to_owned()));
        assert_eq!(subject(&json!("a|b")), Some("a|b".to_owned()));
        for bad in [
            json!(""),
            json!(1.5),
            json!(true),
            json!("a\u{0}"),
            json!("a".repeat(256)),
            json!(["a"]),
        ] {
            assert_eq!(subject(&bad), None, "{bad}");
        }
    }

    #[test]
    fn only_yes_is_yes() {
        assert!(says_yes(Some(&json!(true))) && says_yes(Some(&json!("true"))));
        for no in [
            json!(false),
            json!("True"),
            json!("yes"),
            json!(1),
            json!(null),
            json!([true]),
        ] {
            assert!(!says_yes(Some(&no)), "{no}");
        }
        assert!(!says_yes(None));
    }

    proptest! {
        #[test]
        fn no_path_and_no_document_make_it_panic(path in "/?\\PC{0,20}", text in "\\PC{0,60}") {
            let document = serde_json::from_str(&text).unwrap_or(json!({ text.clone(): [{ text.clone(): text }] }));
            if let Ok(path) = ClaimPath::parse(&path) {
                let _ = path.find(&document).and_then(taken);
            }
            let _ = subject(&document);
        }

        #[test]
        fn a_name_is_found_whatever_it_is(name in "[^/\\p{C}]\\PC{0,20}") {
            let document = json!({ name.clone(): 1 });
            prop_assert_eq!(find(&name, &document), Some(json!(1)));
        }
    }
}
