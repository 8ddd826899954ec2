//! Words of filters and paths.

use super::error::ScimError;

/// Longest filter or path.
const MOST_BYTES: usize = 2048;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `.` right after `]`: what follows is a sub-attribute.
    Dot,
    /// An attribute path, an operator, a number, `true`, `false` or `null`.
    Word(String),
    /// A JSON string.
    Text(String),
}

/// Cuts a text into words.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ScimError> {
    if text.len() > MOST_BYTES {
        return Err(ScimError::filter(format!(
            "a filter or path has at most {MOST_BYTES} bytes"
        )));
    }
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' => 1,
            '(' | ')' | '[' | ']' | '.' => {
                tokens.push(punctuation(first));
                1
            }
            '"' => {
                let (text, length) = quoted(rest)?;
                tokens.push(Token::Text(text));
                length
            }
            first if of_word(first) => {
                let length = rest
                    .find(|character| !of_word(character) && character != '.')
                    .unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..length].to_owned()));
                length
            }
            _ => {
                return Err(ScimError::filter(
                    "a character stands where a word was expected",
                ));
            }
        };
        rest = &rest[length..];
    }
    Ok(tokens)
}

const fn punctuation(character: char) -> Token {
    match character {
        '(' => Token::Open,
        ')' => Token::Close,
        '[' => Token::OpenBracket,
        ']' => Token::CloseBracket,
        _ => Token::Dot,
    }
}

const fn of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, ':' | '_' | '-' | '$' | '+')
}

/// A JSON string at the beginning, and how many bytes it takes.
fn quoted(rest: &str) -> Result<(String, usize), ScimError> {
    let bytes = rest.as_bytes();
    let mut index = 1;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'\\' => index += 2,
            b'"' => {
                let literal = &rest[..=index];
                let text = serde_json::from_str(literal)
                    .map_err(|_| ScimError::filter("a string is no JSON string"))?;
                return Ok((text, index + 1));
            }
            _ => index += 1,
        }
    }
    Err(ScimError::filter("a string has no end"))
}
