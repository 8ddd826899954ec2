//! Paths: `name.givenName`, `emails[type eq "work"].value`, with or without the schema's URN before it (RFC 7644,
//! section 3.5.2, figure 7).

use super::{
    error::ScimError,
    filter::{self, Filter},
    schema::{ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA},
    token::{Token, tokens},
};

/// An attribute, perhaps of an extension, perhaps a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributePath {
    /// URN of the schema, where it was written.
    pub schema: Option<String>,
    /// Attribute; empty when the whole extension is meant.
    pub attribute: String,
    /// Sub-attribute.
    pub sub: Option<String>,
}

impl AttributePath {
    /// Reads one word.
    ///
    /// # Errors
    /// When it is no attribute path.
    pub fn parse(word: &str) -> Result<Self, ScimError> {
        if word.eq_ignore_ascii_case(ENTERPRISE_SCHEMA) {
            return Ok(Self {
                schema: Some(ENTERPRISE_SCHEMA.to_owned()),
                attribute: String::new(),
                sub: None,
            });
        }
        let (schema, rest) = match word.rsplit_once(':') {
            Some((schema, rest)) => (Some(known_schema(schema)?), rest),
            None => (None, word),
        };
        let (attribute, sub) = match rest.split_once('.') {
            Some((attribute, sub)) => (attribute, Some(sub)),
            None => (rest, None),
        };
        let well_formed = is_name(attribute) && sub.is_none_or(is_name);
        well_formed
            .then(|| Self {
                schema: schema.map(str::to_owned),
                attribute: attribute.to_owned(),
                sub: sub.map(str::to_owned),
            })
            .ok_or_else(|| ScimError::path("an attribute path looks like `name.givenName`"))
    }
}

fn known_schema(schema: &str) -> Result<&'static str, ScimError> {
    [USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_SCHEMA]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(schema))
        .ok_or_else(|| ScimError::path("the path names a schema that is not known here"))
}

fn is_name(text: &str) -> bool {
    let text = text.strip_prefix('$').unwrap_or(text);
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Target of an operation of PATCH.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Attribute, without sub-attribute.
    pub attribute: AttributePath,
    /// Which of several values.
    pub filter: Option<Filter>,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, ScimError> {
        let tokens = tokens(text).map_err(|error| ScimError::path(error.detail))?;
        let (first, rest) = match tokens.split_first() {
            Some((Token::Word(first), rest)) => (AttributePath::parse(first)?, rest),
            _ => return Err(ScimError::path("a path begins with an attribute")),
        };
        let Some((Token::OpenBracket, inner)) = rest.split_first() else {
            return if rest.is_empty() {
                Ok(Self {
                    attribute: first,
                    filter: None,
                })
            } else {
                Err(ScimError::path("a path is one attribute"))
            };
        };
        let end = inner
            .iter()
            .rposition(|token| *token == Token::CloseBracket)
            .ok_or_else(|| ScimError::path("`[` has no `]`"))?;
        let filter =
            filter::parse_tokens(&inner[..end]).map_err(|error| ScimError::path(error.detail))?;
        let sub = match &inner[end + 1..] {
            [] => None,
            [Token::Dot, Token::Word(sub)] if is_name(sub) => Some(sub.clone()),
            _ => return Err(ScimError::path("after `]` there may be one sub-attribute")),
        };
        if first.sub.is_some() {
            return Err(ScimError::path(
                "`[` follows an attribute, not a sub-attribute",
            ));
        }
        Ok(Self {
            attribute: AttributePath { sub, ..first },
            filter: Some(filter),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AttributePath, Path};

    #[test]
    fn paths_of_the_book_are_read() {
        let path = Path::parse("members").unwrap();
        assert_eq!(
            (path.attribute.attribute.as_str(), path.filter),
            ("members", None)
        );
        let path = Path::parse("name.familyName").unwrap();
        assert_eq!(path.attribute.sub.as_deref(), Some("familyName"));
        let path = Path::parse("addresses[type eq \"work\"]").unwrap();
        assert!(path.filter.is_some() && path.attribute.sub.is_none());
        let path = Path::parse("emails[type eq \"work\" and value ew \"]\"].value").unwrap();
        assert_eq!(path.attribute.sub.as_deref(), Some("value"));
        let path =
            Path::parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName").unwrap();
        assert_eq!(path.attribute.attribute, "name");
        let path =
            Path::parse("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")
                .unwrap();
        assert_eq!(path.attribute.sub.as_deref(), Some("value"));
        for bad in [
            "",
            ".",
            "a.b.c",
            "a[",
            "a]",
            "a[b pr",
            "a[b pr].",
            "a[b pr].c.d",
            "a b",
            "urn:x:y",
            "a.b[c pr]",
            "1a",
        ] {
            assert!(Path::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic(text in "\\PC{0,80}", mixed in "[a-z\\[\\]\\.\" :()$]{0,60}") {
            for text in [&text, &mixed] {
                let _ = Path::parse(text);
                let _ = AttributePath::parse(text);
            }
        }
    }
}
