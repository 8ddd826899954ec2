//! Distinguished names as text (RFC 4514), so that a registered one can be compared with a certificate's.

use std::{fmt, str::FromStr};

use x509_parser::{der_parser::oid::Oid, x509::X509Name};

/// Names of attribute types that RFC 4514, section 3 wants, and that of an e-mail address, which old certificates have.
const TYPES: [(&str, &str); 11] = [
    ("CN", "2.5.4.3"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("C", "2.5.4.6"),
    ("STREET", "2.5.4.9"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("SERIALNUMBER", "2.5.4.5"),
    ("EMAILADDRESS", "1.2.840.113549.1.9.1"),
];
/// Characters that are written with a backslash wherever they stand (RFC 4514, section 2.4).
const SPECIAL: &str = "\"+,;<>\\";

/// A distinguished name: relative names from the most specific, each a sorted set of (object identifier, value).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistinguishedName(Vec<Vec<(String, String)>>);

/// A text that is no distinguished name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a distinguished name as RFC 4514 writes it, for example `CN=shop,O=Aurora,C=FR`")]
pub struct NotADistinguishedName;

impl DistinguishedName {
    pub(super) fn of(name: &X509Name<'_>) -> Self {
        let mut relative: Vec<Vec<(String, String)>> = name
            .iter()
            .map(|set| {
                let mut attributes: Vec<(String, String)> = set
                    .iter()
                    .map(|attribute| {
                        let value = attribute
                            .as_str()
                            .map_or_else(|_| hexadecimal(attribute.as_slice()), str::to_owned);
                        (identifier(attribute.attr_type()), value)
                    })
                    .collect();
                attributes.sort();
                attributes
            })
            .collect();
        // RFC 4514, section 2.1: the text begins with the last one.
        relative.reverse();
        Self(relative)
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn identifier(oid: &Oid<'_>) -> String {
    oid.to_id_string()
}

/// What is no text stands as its bytes, which equals no text that somebody registers by accident.
fn hexadecimal(bytes: &[u8]) -> String {
    format!("#{}", crate::keys::hexadecimal(bytes))
}

impl fmt::Display for DistinguishedName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, attributes) in self.0.iter().enumerate() {
            if position > 0 {
                formatter.write_str(",")?;
            }
            for (position, (oid, value)) in attributes.iter().enumerate() {
                if position > 0 {
                    formatter.write_str("+")?;
                }
                let short = TYPES.iter().find(|(_, known)| known == oid);
                let name = short.map_or(oid.as_str(), |(name, _)| name);
                write!(formatter, "{name}={}", escaped(value))?;
            }
        }
        Ok(())
    }
}

fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (position, character) in value.chars().enumerate() {
        let at_an_end = character == ' ' && (position == 0 || position == last);
        let first_sign = character == '#' && position == 0;
        if SPECIAL.contains(character) || at_an_end || first_sign {
            text.push('\\');
        }
        match character {
            '\0' => text.push_str("\\00"),
            other => text.push(other),
        }
    }
    text
}

impl FromStr for DistinguishedName {
    type Err = NotADistinguishedName;

    /// Reads the form of RFC 4514; white space around separators is taken, as RFC 2253's writers leave it there.
    fn from_str(text: &str) -> Result<Self, NotADistinguishedName> {
        if text.trim().is_empty() {
            return Err(NotADistinguishedName);
        }
        let mut relative = vec![Vec::new()];
        let mut rest = text;
        loop {
            let (name, after) = rest.split_once('=').ok_or(NotADistinguishedName)?;
            let (value, separator, after) = value(after)?;
            if let Some(attributes) = relative.last_mut() {
                attributes.push((object_identifier(name.trim())?, value));
                attributes.sort();
            }
            match separator {
                None => return Ok(Self(relative)),
                Some('+') => {}
                Some(_) => relative.push(Vec::new()),
            }
            rest = after;
        }
    }
}

fn object_identifier(name: &str) -> Result<String, NotADistinguishedName> {
    let known = TYPES
        .iter()
        .find(|(short, _)| short.eq_ignore_ascii_case(name));
    if let Some((_, oid)) = known {
        return Ok((*oid).to_owned());
    }
    let numbers = name.split('.');
    let dotted = name.contains('.')
        && numbers
            .clone()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    dotted.then(|| name.to_owned()).ok_or(NotADistinguishedName)
}

/// A value up to a separator that is not escaped, the separator, and what follows.
fn value(text: &str) -> Result<(String, Option<char>, &str), NotADistinguishedName> {
    let text = text.trim_start_matches(' ');
    let mut bytes = Vec::new();
    // Spaces that stand unescaped at the end do not count.
    let mut counted = 0;
    let mut characters = text.char_indices();
    while let Some((position, character)) = characters.next() {
        match character {
            ',' | ';' | '+' => {
                bytes.truncate(counted);
                let value = String::from_utf8(bytes).map_err(|_| NotADistinguishedName)?;
                return Ok((value, Some(character), &text[position + 1..]));
            }
            '"' | '<' | '>' | '\0' => return Err(NotADistinguishedName),
            '\\' => {
                let (_, next) = characters.next().ok_or(NotADistinguishedName)?;
                match next.to_digit(16) {
                    Some(high) => {
                        let (_, low) = characters.next().ok_or(NotADistinguishedName)?;
                        let low = low.to_digit(16).ok_or(NotADistinguishedName)?;
                        let byte =
                            u8::try_from(high * 16 + low).map_err(|_| NotADistinguishedName)?;
                        bytes.push(byte);
                    }
                    None if SPECIAL.contains(next) || " #=".contains(next) => {
                        bytes.extend(next.to_string().bytes());
                    }
                    None => return Err(NotADistinguishedName),
                }
                counted = bytes.len();
            }
            other => {
                bytes.extend(other.to_string().bytes());
                if other != ' ' {
                    counted = bytes.len();
                }
            }
        }
    }
    bytes.truncate(counted);
    let value = String::from_utf8(bytes).map_err(|_| NotADistinguishedName)?;
    Ok((value, None, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::DistinguishedName;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(values in prop::collection::vec("\\PC{1,12}", 1..4)) {
            let name = DistinguishedName(
                values.into_iter().map(|value| vec![("2.5.4.3".to_owned(), value)]).collect(),
            );
            prop_assert_eq!(name.to_string().parse(), Ok(name));
        }
    }
}
