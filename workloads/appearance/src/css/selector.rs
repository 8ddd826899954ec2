//! What custom CSS may name: the parts of a page that a brand may shape.

use cssparser::{Parser, Token};

use super::{SCOPE, refused};
use crate::Refusal;

/// Elements, and what they stand for on our pages: inputs that are no answers to a consent.
const ELEMENTS: [(&str, &str); 8] = [
    ("button", "button"),
    ("h1", "h1"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("input", ".field>input"),
    ("label", ".field>label"),
    ("main", "main"),
    ("select", ".field>select"),
];
/// Classes of our pages.
const CLASSES: [&str; 9] = [
    "actions", "badge", "bar", "brand", "button", "card", "field", "lead", "top",
];
const STATES: [&str; 4] = ["hover", "active", "focus-visible", "disabled"];

/// A list of selectors up to the `{`, each under the scope.
pub(super) fn list(parser: &mut Parser<'_>) -> Result<String, Refusal> {
    let mut selectors = Vec::new();
    loop {
        selectors.push(format!(".{SCOPE}{}", one(parser)?));
        let before = parser.state();
        match parser.next() {
            Ok(Token::Comma) => {}
            Ok(Token::CurlyBracketBlock) => return Ok(selectors.join(",")),
            _ => {
                parser.reset(&before);
                return Err(refused(
                    parser.current_source_location(),
                    "a rule needs declarations in { }",
                ));
            }
        }
    }
}

/// Names with spaces between them, for example `.card h1:hover`.
fn one(parser: &mut Parser<'_>) -> Result<String, Refusal> {
    let mut written = String::new();
    parser.skip_whitespace();
    loop {
        let (before, at) = (parser.state(), parser.current_source_location());
        match parser.next_including_whitespace().cloned() {
            Ok(Token::WhiteSpace(_)) => {}
            Ok(Token::Ident(name)) => {
                let found = ELEMENTS.iter().find(|(own, _)| **own == *name);
                let (_, ours) =
                    found.ok_or_else(|| refused(at, format!("`{name}` cannot be styled")))?;
                written.push(' ');
                written.push_str(ours);
            }
            Ok(Token::Delim('.')) => {
                let name = class(parser).ok_or_else(|| refused(at, "a class needs a name"))?;
                let known = CLASSES.iter().find(|own| **own == name);
                let ours =
                    known.ok_or_else(|| refused(at, format!("`.{name}` cannot be styled")))?;
                written.push_str(" .");
                written.push_str(ours);
            }
            Ok(Token::Colon) if !written.is_empty() => {
                let name = class(parser).unwrap_or_default();
                let known = STATES.iter().find(|own| **own == name);
                let state =
                    known.ok_or_else(|| refused(at, format!("`:{name}` cannot be styled")))?;
                written.push(':');
                written.push_str(state);
            }
            Ok(Token::Comma | Token::CurlyBracketBlock) | Err(_) if !written.is_empty() => {
                parser.reset(&before);
                return Ok(written);
            }
            Ok(Token::AtKeyword(name)) => {
                let reason = format!("at-rules such as `@{name}` are not allowed");
                return Err(refused(at, reason));
            }
            Ok(_) | Err(_) => {
                let reason = "a selector names elements, classes and states of the list in the documentation";
                return Err(refused(at, reason));
            }
        }
    }
}

/// The name right after a dot or a colon.
fn class(parser: &mut Parser<'_>) -> Option<String> {
    match parser.next_including_whitespace() {
        Ok(Token::Ident(name)) => Some(name.to_string()),
        _ => None,
    }
}
