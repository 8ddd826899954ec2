//! Queries: filter, order, page and choice of attributes (RFC 7644, sections 3.4.2 and 3.9).

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{
    error::ScimError, filter::Filter, path::AttributePath, resource, schema::ResourceType,
};

/// Schema of an answer with several resources.
pub const SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// Schema of a query that is posted (RFC 7644, section 3.4.3).
pub const SEARCH_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/// Most resources of one answer.
pub const MOST_RESULTS: usize = 500;
/// Resources of one answer when the client does not say.
const USUAL_RESULTS: usize = 100;
/// Most attributes of a choice.
const MOST_CHOSEN: usize = 50;

/// What a client asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    filter: Option<Filter>,
    sort_by: Option<AttributePath>,
    descending: bool,
    start_index: usize,
    count: usize,
    choice: Choice,
}

/// Which attributes the answer has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    only: Vec<AttributePath>,
    without: Vec<AttributePath>,
}

impl Query {
    /// Reads parameters by name.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn parse<'a>(parameter: impl Fn(&str) -> Option<&'a str>) -> Result<Self, ScimError> {
        let number = |name: &str, usual: usize| match parameter(name) {
            None => Ok(usual),
            Some(text) => text
                .parse::<i64>()
                // Negative numbers count as the least (RFC 7644, section 3.4.2.4).
                .map(|number| usize::try_from(number).unwrap_or(0))
                .map_err(|_| ScimError::value(format!("`{name}` is a whole number"))),
        };
        Ok(Self {
            filter: parameter("filter").map(Filter::parse).transpose()?,
            sort_by: parameter("sortBy").map(AttributePath::parse).transpose()?,
            descending: parameter("sortOrder") == Some("descending"),
            start_index: number("startIndex", 1)?.max(1),
            count: number("count", USUAL_RESULTS)?.min(MOST_RESULTS),
            choice: Choice::parse(parameter("attributes"), parameter("excludedAttributes"))?,
        })
    }

    /// Reads a posted query (RFC 7644, section 3.4.3).
    ///
    /// # Errors
    /// When it is none.
    pub fn from_body(body: &Value) -> Result<Self, ScimError> {
        let texts: std::collections::BTreeMap<&str, String> = body
            .as_object()
            .ok_or_else(|| ScimError::syntax("the body is a JSON object"))?
            .iter()
            .filter_map(|(name, value)| {
                let text = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                    Value::Array(all) => all
                        .iter()
                        .filter_map(Value::as_str)
                        .collect::<Vec<_>>()
                        .join(","),
                    _ => return None,
                };
                Some((name.as_str(), text))
            })
            .collect();
        Self::parse(|name| texts.get(name).map(String::as_str))
    }

    /// The page of these resources that was asked for.
    pub fn page(&self, resources: Vec<Map<String, Value>>, kind: &ResourceType) -> Value {
        let mut fitting: Vec<Map<String, Value>> = resources
            .into_iter()
            .filter(|resource| {
                self.filter
                    .as_ref()
                    .is_none_or(|filter| filter.matches(resource, kind))
            })
            .collect();
        if let Some(path) = &self.sort_by {
            fitting.sort_by(|one, other| {
                let ordering = order(one, other, path);
                if self.descending {
                    ordering.reverse()
                } else {
                    ordering
                }
            });
        }
        let total = fitting.len();
        let page: Vec<Value> = fitting
            .into_iter()
            .skip(self.start_index - 1)
            .take(self.count)
            .map(|resource| Value::Object(self.choice.of(resource)))
            .collect();
        json!({
            "schemas": [SCHEMA],
            "totalResults": total,
            "startIndex": self.start_index,
            "itemsPerPage": page.len(),
            "Resources": page,
        })
    }
}

/// Resources without a value come last in ascending order (RFC 7644, section 3.4.2.3).
fn order(one: &Map<String, Value>, other: &Map<String, Value>, path: &AttributePath) -> Ordering {
    let key = |resource| {
        resource::values(resource, path).first().map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_lowercase)
        })
    };
    match (key(one), key(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

impl Choice {
    /// Reads `attributes` and `excludedAttributes`.
    ///
    /// # Errors
    /// When an attribute path cannot be read.
    pub fn parse(only: Option<&str>, without: Option<&str>) -> Result<Self, ScimError> {
        let paths = |text: Option<&str>| {
            let words: Vec<&str> = text
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty())
                .collect();
            if words.len() > MOST_CHOSEN {
                return Err(ScimError::value(format!(
                    "at most {MOST_CHOSEN} attributes are chosen"
                )));
            }
            words.into_iter().map(AttributePath::parse).collect()
        };
        Ok(Self {
            only: paths(only)?,
            without: paths(without)?,
        })
    }

    /// The resource with what was chosen. `id` and `schemas` are always there.
    pub fn of(&self, resource: Map<String, Value>) -> Map<String, Value> {
        let always = |name: &str| name == "id" || name == "schemas";
        let names = |paths: &[AttributePath], name: &str| {
            paths.iter().any(|path| {
                let whole = if path.attribute.is_empty()
                    || path
                        .schema
                        .as_deref()
                        .is_some_and(|id| id.contains(":extension:"))
                {
                    path.schema.as_deref().unwrap_or_default()
                } else {
                    &path.attribute
                };
                whole.eq_ignore_ascii_case(name)
            })
        };
        resource
            .into_iter()
            .filter(|(name, _)| always(name) || self.only.is_empty() || names(&self.only, name))
            .filter(|(name, _)| {
                always(name)
                    || !self
                        .without
                        .iter()
                        .any(|path| path.sub.is_none() && names(std::slice::from_ref(path), name))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::Query;
    use crate::scim::schema::USER;

    fn people() -> Vec<Map<String, Value>> {
        ["Bob", "alice", "Dave", "carol"]
            .iter()
            .enumerate()
            .map(|(index, name)| {
                json!({ "id": index.to_string(), "userName": name, "title": if index < 2 { json!("x") } else { Value::Null } })
                    .as_object()
                    .unwrap()
                    .clone()
            })
            .collect()
    }

    fn names(parameters: &[(&str, &str)]) -> (u64, Vec<String>) {
        let query = Query::parse(|name| {
            parameters
                .iter()
                .find(|(own, _)| *own == name)
                .map(|(_, value)| *value)
        })
        .unwrap();
        let page = query.page(people(), &USER);
        let names = page["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|user| user["userName"].as_str().unwrap_or("-").to_owned());
        (page["totalResults"].as_u64().unwrap(), names.collect())
    }

    #[test]
    fn a_page_is_what_was_asked_for() {
        let of = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(&[("sortBy", "userName")]),
            (4, of(&["alice", "Bob", "carol", "Dave"]))
        );
        assert_eq!(
            names(&[
                ("sortBy", "userName"),
                ("sortOrder", "descending"),
                ("count", "1")
            ]),
            (4, of(&["Dave"]))
        );
        assert_eq!(
            names(&[("sortBy", "userName"), ("startIndex", "3"), ("count", "1")]),
            (4, of(&["carol"]))
        );
        assert_eq!(
            names(&[("filter", "title pr"), ("startIndex", "-7")]),
            (2, of(&["Bob", "alice"]))
        );
        assert_eq!(names(&[("count", "0")]), (4, of(&[])));
        assert_eq!(names(&[("count", "-1")]), (4, of(&[])));
        assert_eq!(
            names(&[("attributes", "title"), ("filter", "userName eq \"bob\"")]),
            (1, of(&["-"]))
        );
        assert_eq!(
            names(&[("excludedAttributes", "userName"), ("count", "1")]),
            (4, of(&["-"]))
        );
    }

    proptest! {
        #[test]
        fn no_parameter_makes_the_query_panic(text in "\\PC{0,40}", number in any::<i64>()) {
            let _ = Query::parse(|_| Some(&text)).map(|query| query.page(people(), &USER));
            let number = number.to_string();
            let query = Query::parse(|name| matches!(name, "startIndex" | "count").then_some(number.as_str())).unwrap();
            let _ = query.page(people(), &USER);
        }
    }
}
