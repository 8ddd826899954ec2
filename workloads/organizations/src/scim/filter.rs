//! Filters (RFC 7644, section 3.4.2.2). A filter comes from outside: its length, the depth of its parentheses and the
//! number of its terms are bounded.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{
    error::ScimError,
    path::AttributePath,
    resource,
    schema::{Kind, ResourceType},
    token::{Token, tokens},
};

/// Deepest nesting of parentheses, brackets and `not`.
const MOST_DEPTH: usize = 8;
/// Most comparisons.
const MOST_TERMS: usize = 40;

/// A filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of them.
    And(Vec<Filter>),
    /// One of them.
    Or(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// The attribute has a value (`pr`).
    Present(AttributePath),
    /// The attribute compares so with a value.
    Compare(AttributePath, Operator, Value),
    /// One value of the attribute fits the filter.
    Within(AttributePath, Box<Filter>),
}

/// Comparisons (RFC 7644, table 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `co`
    Contains,
    /// `sw`
    StartsWith,
    /// `ew`
    EndsWith,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

impl Operator {
    fn parse(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "co" => Self::Contains,
            "sw" => Self::StartsWith,
            "ew" => Self::EndsWith,
            "gt" => Self::Greater,
            "ge" => Self::GreaterOrEqual,
            "lt" => Self::Less,
            "le" => Self::LessOrEqual,
            _ => return None,
        })
    }

    const fn takes_any_value(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// `invalidFilter` when it is none, or larger than the bounds of this service.
    pub fn parse(text: &str) -> Result<Self, ScimError> {
        parse_tokens(&tokens(text)?)
    }

    /// Whether a normalised resource fits.
    pub fn matches(&self, resource: &Map<String, Value>, kind: &ResourceType) -> bool {
        let scope = Scope {
            resource,
            kind,
            parent: None,
        };
        self.holds(&scope)
    }

    /// Whether one value of a complex attribute fits.
    pub(super) fn matches_value(
        &self,
        value: &Map<String, Value>,
        kind: &ResourceType,
        parent: &AttributePath,
    ) -> bool {
        let scope = Scope {
            resource: value,
            kind,
            parent: Some(parent),
        };
        self.holds(&scope)
    }

    fn holds(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::And(all) => all.iter().all(|filter| filter.holds(scope)),
            Self::Or(any) => any.iter().any(|filter| filter.holds(scope)),
            Self::Not(filter) => !filter.holds(scope),
            Self::Present(path) => !scope.values(path).is_empty(),
            Self::Compare(path, operator, value) => {
                compare_all(&scope.values(path), *operator, value, scope.rule(path))
            }
            Self::Within(path, filter) => resource::containers(scope.resource, path)
                .into_iter()
                .filter_map(Value::as_object)
                .any(|value| filter.matches_value(value, scope.kind, path)),
        }
    }
}

/// What a filter looks at: a resource, or one value of an attribute of it.
struct Scope<'a> {
    resource: &'a Map<String, Value>,
    kind: &'a ResourceType,
    parent: Option<&'a AttributePath>,
}

impl Scope<'_> {
    fn values(&self, path: &AttributePath) -> Vec<&Value> {
        resource::values(self.resource, path)
    }

    /// How values of an attribute compare.
    fn rule(&self, path: &AttributePath) -> Rule {
        let attribute = match self.parent {
            Some(parent) => self
                .kind
                .attribute(parent.schema.as_deref(), &parent.attribute)
                .and_then(|attribute| attribute.sub(&path.attribute)),
            None => self
                .kind
                .attribute(path.schema.as_deref(), &path.attribute)
                .and_then(|attribute| match &path.sub {
                    Some(sub) => attribute.sub(sub),
                    None => Some(attribute),
                }),
        };
        match attribute {
            Some(attribute) if attribute.kind == Kind::DateTime => Rule::Time,
            Some(attribute) if attribute.case_exact => Rule::Exact,
            _ => Rule::IgnoringCase,
        }
    }
}

#[derive(Clone, Copy)]
enum Rule {
    Exact,
    IgnoringCase,
    Time,
}

fn compare_all(values: &[&Value], operator: Operator, with: &Value, rule: Rule) -> bool {
    match (operator, with) {
        (Operator::Equal, Value::Null) => values.is_empty(),
        (Operator::NotEqual, Value::Null) => !values.is_empty(),
        (Operator::NotEqual, _) => {
            values.is_empty() || values.iter().any(|value| !equal(value, with, rule))
        }
        (Operator::Equal, _) => values.iter().any(|value| equal(value, with, rule)),
        _ => values
            .iter()
            .any(|value| relates(value, operator, with, rule)),
    }
}

fn equal(value: &Value, with: &Value, rule: Rule) -> bool {
    match (value, with) {
        (Value::String(value), Value::String(with)) => order(value, with, rule) == Ordering::Equal,
        _ => value == with,
    }
}

fn relates(value: &Value, operator: Operator, with: &Value, rule: Rule) -> bool {
    let (Value::String(value), Value::String(with)) = (value, with) else {
        return numbers_relate(value, operator, with);
    };
    let folded = |text: &str| match rule {
        Rule::IgnoringCase => text.to_lowercase(),
        Rule::Exact | Rule::Time => text.to_owned(),
    };
    let ordering = || order(value, with, rule);
    match operator {
        Operator::Contains => folded(value).contains(&folded(with)),
        Operator::StartsWith => folded(value).starts_with(&folded(with)),
        Operator::EndsWith => folded(value).ends_with(&folded(with)),
        operator => ordering_fits(ordering(), operator),
    }
}

fn order(value: &str, with: &str, rule: Rule) -> Ordering {
    match rule {
        Rule::Exact => value.cmp(with),
        Rule::IgnoringCase => value.to_lowercase().cmp(&with.to_lowercase()),
        Rule::Time => match (value.parse::<Timestamp>(), with.parse::<Timestamp>()) {
            (Ok(value), Ok(with)) => value.cmp(&with),
            _ => value.cmp(with),
        },
    }
}

fn numbers_relate(value: &Value, operator: Operator, with: &Value) -> bool {
    let (Some(value), Some(with)) = (value.as_f64(), with.as_f64()) else {
        return false;
    };
    value
        .partial_cmp(&with)
        .is_some_and(|ordering| ordering_fits(ordering, operator))
}

const fn ordering_fits(ordering: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Greater => ordering.is_gt(),
        Operator::GreaterOrEqual => ordering.is_ge(),
        Operator::Less => ordering.is_lt(),
        Operator::LessOrEqual => ordering.is_le(),
        _ => false,
    }
}

/// Reads words that were cut already, for the filter within a path.
pub(super) fn parse_tokens(tokens: &[Token]) -> Result<Filter, ScimError> {
    let mut parser = Parser {
        tokens,
        at: 0,
        terms: 0,
    };
    let filter = parser.alternatives(0)?;
    match parser.next() {
        None => Ok(filter),
        Some(_) => Err(ScimError::filter(
            "something follows after the end of the filter",
        )),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Token> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn takes(&mut self, keyword: &str) -> bool {
        let found =
            matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.at += usize::from(found);
        found
    }

    fn alternatives(&mut self, depth: usize) -> Result<Filter, ScimError> {
        let mut all = vec![self.conjunction(depth)?];
        while self.takes("or") {
            all.push(self.conjunction(depth)?);
        }
        Ok(one_or(all, Filter::Or))
    }

    fn conjunction(&mut self, depth: usize) -> Result<Filter, ScimError> {
        let mut all = vec![self.term(depth)?];
        while self.takes("and") {
            all.push(self.term(depth)?);
        }
        Ok(one_or(all, Filter::And))
    }

    fn term(&mut self, depth: usize) -> Result<Filter, ScimError> {
        if depth > MOST_DEPTH {
            return Err(ScimError::filter(format!(
                "a filter is nested at most {MOST_DEPTH} deep"
            )));
        }
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(ScimError::filter(format!(
                "a filter has at most {MOST_TERMS} terms"
            )));
        }
        if matches!(self.peek(), Some(Token::Open)) {
            self.at += 1;
            let inner = self.alternatives(depth + 1)?;
            return self.closed(&Token::Close, inner);
        }
        if self.takes("not") {
            if self.next() != Some(&Token::Open) {
                return Err(ScimError::filter("`not` is followed by `(`"));
            }
            let inner = self.alternatives(depth + 1)?;
            return self.closed(&Token::Close, Filter::Not(Box::new(inner)));
        }
        self.expression(depth)
    }

    fn closed(&mut self, expected: &Token, filter: Filter) -> Result<Filter, ScimError> {
        if self.next() == Some(expected) {
            Ok(filter)
        } else {
            Err(ScimError::filter("a parenthesis or bracket has no end"))
        }
    }

    fn expression(&mut self, depth: usize) -> Result<Filter, ScimError> {
        let Some(Token::Word(word)) = self.next() else {
            return Err(ScimError::filter("an attribute was expected"));
        };
        let path = AttributePath::parse(word).map_err(|error| ScimError::filter(error.detail))?;
        if matches!(self.peek(), Some(Token::OpenBracket)) {
            self.at += 1;
            let inner = self.alternatives(depth + 1)?;
            return self.closed(&Token::CloseBracket, Filter::Within(path, Box::new(inner)));
        }
        let Some(Token::Word(operator)) = self.next() else {
            return Err(ScimError::filter("an operator such as `eq` was expected"));
        };
        if operator.eq_ignore_ascii_case("pr") {
            return Ok(Filter::Present(path));
        }
        let operator = Operator::parse(operator)
            .ok_or_else(|| ScimError::filter("the operator is none of RFC 7644, table 3"))?;
        let value = match self.next() {
            Some(Token::Text(text)) => Value::from(text.as_str()),
            Some(Token::Word(word)) => literal(word)?,
            _ => return Err(ScimError::filter("a value was expected")),
        };
        if !operator.takes_any_value() && matches!(value, Value::Bool(_) | Value::Null) {
            return Err(ScimError::filter(
                "`true`, `false` and `null` are compared by `eq` and `ne` only",
            ));
        }
        Ok(Filter::Compare(path, operator, value))
    }
}

/// `true`, `false`, `null` or a number, as JSON spells them.
fn literal(word: &str) -> Result<Value, ScimError> {
    serde_json::from_str(word).map_err(|_| {
        ScimError::filter("a value is a JSON string, number, `true`, `false` or `null`")
    })
}

fn one_or(mut all: Vec<Filter>, of: impl FnOnce(Vec<Filter>) -> Filter) -> Filter {
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            all.push(last);
            of(all)
        }
        (_, None) => of(all),
    }
}

#[cfg(test)]
mod tests;
