//! Several operations in one request (RFC 7644, section 3.7).

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::ScimError;

/// Schema of the request.
pub const REQUEST_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
/// Schema of the answer.
pub const RESPONSE_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
/// Most operations.
pub const MOST_OPERATIONS: usize = 100;
/// Most bytes of a request.
pub const MOST_BYTES: usize = 1024 * 1024;
/// What stands for the identifier of a resource that the same request makes.
const REFERENCE: &str = "bulkId:";
/// Deepest nesting of the data of an operation.
const MOST_DEPTH: usize = 8;

/// Methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Make.
    Post,
    /// Replace.
    Put,
    /// Change.
    Patch,
    /// Take away.
    Delete,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// What to do.
    pub method: Method,
    /// Name within the request.
    pub bulk_id: Option<String>,
    /// Entity tag that the resource must have.
    pub version: Option<String>,
    /// `/Users`, `/Users/<id>` and so on.
    pub path: String,
    /// Body.
    pub data: Value,
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkRequest {
    /// How many errors end it.
    pub fail_on_errors: Option<usize>,
    /// In the order in which they can be done: what others refer to comes first.
    pub operations: Vec<Operation>,
}

impl BulkRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// When it is none, is too large (413), or operations wait for each other in a circle (409).
    pub fn parse(body: &Value) -> Result<Self, ScimError> {
        let names_schema = body["schemas"]
            .as_array()
            .is_some_and(|schemas| schemas.iter().any(|schema| schema == REQUEST_SCHEMA));
        if !names_schema {
            return Err(ScimError::syntax(format!(
                "`schemas` names `{REQUEST_SCHEMA}`"
            )));
        }
        let sent = body["Operations"]
            .as_array()
            .filter(|sent| !sent.is_empty())
            .ok_or_else(|| ScimError::syntax("`Operations` is an array of operations"))?;
        if sent.len() > MOST_OPERATIONS {
            return Err(ScimError::new(
                413,
                format!("a request has at most {MOST_OPERATIONS} operations"),
            ));
        }
        let operations = sent.iter().map(operation).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            fail_on_errors: body["failOnErrors"]
                .as_u64()
                .and_then(|most| usize::try_from(most).ok())
                .filter(|most| *most > 0),
            operations: in_order(operations)?,
        })
    }
}

fn operation(sent: &Value) -> Result<Operation, ScimError> {
    let text = |name: &str| sent[name].as_str().map(str::to_owned);
    let method = match text("method")
        .unwrap_or_default()
        .to_ascii_uppercase()
        .as_str()
    {
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => return Err(ScimError::syntax("`method` is POST, PUT, PATCH or DELETE")),
    };
    let bulk_id = text("bulkId");
    if method == Method::Post && bulk_id.is_none() {
        return Err(ScimError::syntax("a POST has a `bulkId`"));
    }
    let path = text("path").ok_or_else(|| ScimError::syntax("an operation has a `path`"))?;
    let data = sent.get("data").cloned().unwrap_or(Value::Null);
    if depth(&data, 0) > MOST_DEPTH {
        return Err(ScimError::syntax(format!(
            "`data` is nested at most {MOST_DEPTH} deep"
        )));
    }
    Ok(Operation {
        method,
        bulk_id,
        version: text("version"),
        path,
        data,
    })
}

fn depth(value: &Value, above: usize) -> usize {
    let inner = above + 1;
    match value {
        _ if above > MOST_DEPTH => above,
        Value::Array(values) => values
            .iter()
            .map(|value| depth(value, inner))
            .max()
            .unwrap_or(inner),
        Value::Object(values) => values
            .values()
            .map(|value| depth(value, inner))
            .max()
            .unwrap_or(inner),
        _ => above,
    }
}

/// Puts operations after those whose `bulkId` they refer to, otherwise in the order in which they came.
fn in_order(operations: Vec<Operation>) -> Result<Vec<Operation>, ScimError> {
    let mut waiting = operations;
    let mut done: Vec<Operation> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names: Vec<&str> = waiting
            .iter()
            .filter_map(|own| own.bulk_id.as_deref())
            .collect();
        let free = |own: &Operation| {
            let mut references = Vec::new();
            collect(&own.data, &mut references);
            references.extend(
                own.path
                    .split('/')
                    .filter_map(|part| part.strip_prefix(REFERENCE)),
            );
            !references
                .iter()
                .any(|name| own.bulk_id.as_deref() != Some(name) && names.contains(name))
        };
        let Some(next) = waiting.iter().position(free) else {
            return Err(ScimError::new(
                409,
                "operations refer to each other in a circle",
            ));
        };
        done.push(waiting.remove(next));
    }
    Ok(done)
}

fn collect<'a>(value: &'a Value, into: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => into.extend(text.strip_prefix(REFERENCE)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
        Value::Object(values) => values.values().for_each(|value| collect(value, into)),
        _ => {}
    }
}

/// Puts identifiers in the place of `bulkId:…`.
///
/// # Errors
/// When it refers to an operation that made nothing.
pub fn resolved(
    operation: &Operation,
    made: &BTreeMap<String, String>,
) -> Result<(String, Value), ScimError> {
    let unknown = || {
        ScimError::bad(
            "invalidValue",
            "a `bulkId` names no operation that made a resource",
        )
    };
    let mut data = operation.data.clone();
    replace(&mut data, made).ok_or_else(unknown)?;
    let path = operation
        .path
        .split('/')
        .map(|part| match part.strip_prefix(REFERENCE) {
            Some(name) => made.get(name).map(String::as_str).ok_or_else(unknown),
            None => Ok(part),
        })
        .collect::<Result<Vec<_>, _>>()?
        .join("/");
    Ok((path, data))
}

fn replace(value: &mut Value, made: &BTreeMap<String, String>) -> Option<()> {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix(REFERENCE) {
                let id = made.get(name)?.clone();
                *text = id;
            }
        }
        Value::Array(values) => {
            for value in values {
                replace(value, made)?;
            }
        }
        Value::Object(values) => {
            for (_, value) in values.iter_mut() {
                replace(value, made)?;
            }
        }
        _ => {}
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{BulkRequest, REQUEST_SCHEMA, resolved};

    fn parsed(operations: &Value) -> Result<BulkRequest, u16> {
        BulkRequest::parse(&json!({ "schemas": [REQUEST_SCHEMA], "Operations": operations }))
            .map_err(|error| error.status)
    }

    #[test]
    fn what_others_refer_to_is_done_first() {
        let group = json!({ "method": "PATCH", "path": "/Groups/buyer", "data": { "members": [{ "value": "bulkId:a" }] } });
        let user = json!({ "method": "POST", "path": "/Users", "bulkId": "a", "data": { "userName": "a" } });
        let request = parsed(&json!([group, user])).unwrap();
        assert_eq!(request.operations[0].path, "/Users");
        let made = BTreeMap::from([("a".to_owned(), "eu.1".to_owned())]);
        let (_, data) = resolved(&request.operations[1], &made).unwrap();
        assert_eq!(data["members"][0]["value"], "eu.1");
        assert!(resolved(&request.operations[1], &BTreeMap::new()).is_err());
    }

    #[test]
    fn circles_and_floods_are_refused() {
        let of = |id: &str, other: &str| json!({ "method": "POST", "path": "/Users", "bulkId": id, "data": { "x": format!("bulkId:{other}") } });
        assert_eq!(parsed(&json!([of("a", "b"), of("b", "a")])), Err(409));
        assert_eq!(parsed(&json!(vec![of("a", "x"); 101])), Err(413));
        assert_eq!(
            parsed(&json!([{ "method": "POST", "path": "/Users" }])),
            Err(400)
        );
        assert_eq!(parsed(&json!([])), Err(400));
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        assert_eq!(
            parsed(&json!([{ "method": "PUT", "path": "/Users/a", "data": deep }])),
            Err(400)
        );
    }

    proptest! {
        #[test]
        fn no_request_makes_the_parser_panic(method in "\\PC{0,8}", path in "\\PC{0,30}", id in "\\PC{0,8}") {
            let _ = parsed(&json!([{ "method": method, "path": path, "bulkId": id, "data": { "a": path } }]));
            if let Ok(request) = parsed(&json!([{ "method": "PUT", "path": path, "data": id }])) {
                let _ = resolved(&request.operations[0], &BTreeMap::new());
            }
        }
    }
}
