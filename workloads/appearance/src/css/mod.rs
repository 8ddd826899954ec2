//! Custom CSS of a brand: it shapes, it does not colour, and it cannot hide.
//!
//! The text is parsed (CSS Syntax Level 3), each rule is held against lists of what may be named ([`selector`]) and set
//! ([`property`]), and written anew under the class `branded` of the page's body. There are no at-rules, so nothing is
//! imported and no font or image is loaded; no property takes an address, moves an element out of its place, makes it
//! invisible or gives it a colour; legal texts, corrections and the controls of consent cannot be named.

mod property;
mod selector;

use cssparser::{Parser, SourceLocation, Token};

use crate::Refusal;

/// Longest custom CSS, in bytes.
pub const MOST_BYTES: usize = 16 * 1024;
/// Class of the body that every rule is put under.
pub const SCOPE: &str = "branded";

/// Reads custom CSS and writes it anew.
///
/// # Errors
/// The first place that is not in order, and why.
pub fn sanitized(css: &str) -> Result<String, Refusal> {
    if css.len() > MOST_BYTES {
        let reason = format!("custom CSS is at most {MOST_BYTES} bytes long");
        return Err(Refusal {
            line: 1,
            column: 1,
            reason,
        });
    }
    let mut parser = Parser::new(css);
    let mut written = String::new();
    loop {
        parser.skip_whitespace();
        if parser.is_exhausted() {
            return Ok(written);
        }
        written.push_str(&rule(&mut parser)?);
    }
}

fn refused(at: SourceLocation, reason: impl Into<String>) -> Refusal {
    Refusal {
        line: at.line + 1,
        column: at.column,
        reason: reason.into(),
    }
}

/// `selectors { declarations }`.
fn rule(parser: &mut Parser<'_>) -> Result<String, Refusal> {
    let selectors = selector::list(parser)?;
    let start = parser.current_source_location();
    let mut outcome = Err(refused(start, "a rule needs declarations in { }"));
    // The error that counts is kept outside: the parser's own says no place.
    let _: Result<(), cssparser::ParseError<()>> = parser.parse_nested_block(|block| {
        outcome = declarations(block);
        while block.next().is_ok() {}
        Ok(())
    });
    let declarations = outcome?;
    if declarations.is_empty() {
        return Ok(String::new());
    }
    Ok(format!("{selectors}{{{declarations}}}"))
}

fn declarations(block: &mut Parser<'_>) -> Result<String, Refusal> {
    let mut written: Vec<String> = Vec::new();
    loop {
        block.skip_whitespace();
        let at = block.current_source_location();
        let name = match block.next() {
            Err(_) => return Ok(written.join(";")),
            Ok(Token::Semicolon) => continue,
            Ok(Token::Ident(name)) => name.to_ascii_lowercase(),
            Ok(_) => return Err(refused(at, "expected `property: value;`")),
        };
        let values = property::of(&name)
            .ok_or_else(|| refused(at, format!("the property `{name}` cannot be set")))?;
        if block.expect_colon().is_err() {
            return Err(refused(at, format!("`{name}` needs a colon and a value")));
        }
        written.push(format!(
            "{name}:{}",
            property::value(block, at, &name, values)?
        ));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sanitized;

    fn refusal(css: &str) -> String {
        sanitized(css).expect_err(css).to_string()
    }

    #[test]
    fn shapes_are_written_anew_under_the_scope() {
        for (css, expected) in [
            ("", ""),
            ("/* nothing */", ""),
            (
                "h1,h2{font-weight:800;text-transform:UPPERCASE}",
                ".branded h1,.branded h2{font-weight:800;text-transform:uppercase}",
            ),
            (
                ".card { border-radius: 0 2rem; }",
                ".branded .card{border-radius:0 2rem}",
            ),
            (
                "button:hover { letter-spacing: .05em }",
                ".branded button:hover{letter-spacing:0.05em}",
            ),
            (
                ".top .brand{font-size:1.5rem}",
                ".branded .top .brand{font-size:1.5rem}",
            ),
            (
                ".card{box-shadow:0 1px 2px rgb(0 0 0 / .1)}",
                ".branded .card{box-shadow:0 1px 2px rgb(0 0 0/0.1)}",
            ),
            (
                ".card{box-shadow:none}h3{}",
                ".branded .card{box-shadow:none}",
            ),
        ] {
            assert_eq!(sanitized(css).as_deref(), Ok(expected), "{css}");
        }
    }

    #[test]
    fn nothing_is_loaded_from_anywhere() {
        for css in [
            "@import 'https://evil.example/a.css';",
            "@import url(//evil.example);",
            "@font-face { font-family: x; src: url(x) }",
            "h1 { background: url(https://evil.example) }",
            "h1 { background-image: url(data:image/png;base64,AA) }",
            "h1 { list-style: url(x) }",
            "h1 { border-radius: url(x) }",
            "h1 { font-weight: var(--x, url(x)) }",
            "h1 { font-weight: image-set('x') }",
            "h1 { cursor: url(x), auto }",
            "h1 { beh\\61vior: url(x) }",
            "h1 { font-weight: expression(alert(1)) }",
        ] {
            refusal(css);
        }
    }

    #[test]
    fn nothing_is_hidden_moved_or_coloured() {
        for property in [
            "display: none",
            "visibility: hidden",
            "opacity: 0",
            "position: fixed",
            "position: absolute",
            "transform: scale(0)",
            "clip-path: inset(50%)",
            "height: 0",
            "width: 0",
            "overflow: hidden",
            "z-index: 9",
            "font-size: 0",
            "font-size: 1px",
            "line-height: 0",
            "text-indent: -999em",
            "margin-block: -9rem",
            "letter-spacing: -1em",
            "content: 'x'",
            "color: white",
            "background: white",
            "filter: opacity(0)",
            "border-color: transparent",
            "pointer-events: none",
            "box-shadow: 0 0 0 99rem rgb(0 0 0 / .1)",
            "box-shadow: 0 0 1px rgb(0 0 0 / .9)",
            "box-shadow: 0 0 1px black",
            "all: unset",
            "--text: white",
            "animation: x 1s",
            "font-family: x",
            "padding: 1e9rem",
            "padding: calc(1px)",
            "font-weight: 800 !important",
        ] {
            refusal(&format!("h1 {{ {property} }}"));
        }
    }

    #[test]
    fn consent_and_legal_texts_cannot_be_named() {
        for selector in [
            "*",
            "#continue",
            ".choices",
            ".question",
            ".bottom",
            "footer",
            ".error-text",
            ".notice",
            "[name=x]",
            "h1::before",
            "html",
            "body",
            ":root",
            "p:has(a)",
            "label:not(.x)",
            "h1 ~ p",
            ".skip",
            "fieldset",
            "legend",
            "a",
            "p",
            "h1 | x",
        ] {
            refusal(&format!("{selector} {{ font-weight: 800 }}"));
        }
    }

    #[test]
    fn what_is_refused_is_named_with_line_and_column() {
        for (css, expected) in [
            (
                "h1 {\n  display: none }",
                "line 2, column 3: the property `display` cannot be set",
            ),
            (
                "h1{}\n .choices{}",
                "line 2, column 2: `.choices` cannot be styled",
            ),
            (
                "@media print{}",
                "line 1, column 1: at-rules such as `@media` are not allowed",
            ),
            (
                "h1 { font-weight: bolder }",
                "line 1, column 19: `font-weight` cannot have this value",
            ),
            (
                "h1 { font-weight: }",
                "line 1, column 6: `font-weight` needs a value",
            ),
            ("h1", "line 1, column 3: a rule needs declarations in { }"),
        ] {
            assert!(
                refusal(css).starts_with(expected),
                "{css}: {}",
                refusal(css)
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_loads_nothing_and_breaks_out_of_nothing(css in "([a-z0-9.:;{}() #,%/*@\\\\'\"<>-]|h1|\\.card|\\{font-weight:700\\}){0,60}") {
            if let Ok(written) = sanitized(&css) {
                prop_assert!(!written.contains(['<', '@', '\\', '"', '\'', '*']), "{written}");
                prop_assert!(!written.contains("url"), "{written}");
            }
        }

        #[test]
        fn no_text_breaks_the_reading(css: String) {
            let _ = sanitized(&css);
        }
    }
}
