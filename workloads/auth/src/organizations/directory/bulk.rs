//! Several operations in one request (RFC 7644, section 3.7).

use std::collections::BTreeMap;

use axum::http::Method;
use domicile_organizations::scim::{
    bulk::{self, BulkRequest, Operation, RESPONSE_SCHEMA},
    error::ScimError,
};
use serde_json::{Value, json};

use super::{Directory, Request, answer::Answer};
use crate::web::parameters::Parameters;

impl Directory<'_> {
    /// Does one after the other; each is answered by itself.
    pub(super) async fn bulk(&self, body: &Value) -> Result<Answer, ScimError> {
        let request = BulkRequest::parse(body)?;
        let mut made = BTreeMap::new();
        let mut answers = Vec::with_capacity(request.operations.len());
        let mut errors = 0;
        for operation in &request.operations {
            let outcome = self.operation(operation, &made).await;
            if let (Ok(answer), Some(name)) = (&outcome, &operation.bulk_id)
                && let Some(id) = answer.body["id"].as_str()
            {
                made.insert(name.clone(), id.to_owned());
            }
            errors += usize::from(outcome.is_err());
            answers.push(shown(operation, outcome));
            if request.fail_on_errors.is_some_and(|most| errors >= most) {
                break;
            }
        }
        Ok(Answer::ok(
            json!({ "schemas": [RESPONSE_SCHEMA], "Operations": answers }),
        ))
    }

    async fn operation(
        &self,
        operation: &Operation,
        made: &BTreeMap<String, String>,
    ) -> Result<Answer, ScimError> {
        let (path, body) = bulk::resolved(operation, made)?;
        let request = Request {
            method: method(operation.method),
            path: path
                .split('/')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            query: Parameters::default(),
            if_match: operation.version.clone(),
            body,
        };
        self.one(&request).await
    }
}

const fn method(method: bulk::Method) -> Method {
    match method {
        bulk::Method::Post => Method::POST,
        bulk::Method::Put => Method::PUT,
        bulk::Method::Patch => Method::PATCH,
        bulk::Method::Delete => Method::DELETE,
    }
}

fn shown(operation: &Operation, outcome: Result<Answer, ScimError>) -> Value {
    let mut shown = json!({ "method": method(operation.method).as_str() });
    if let Some(name) = &operation.bulk_id {
        shown["bulkId"] = name.as_str().into();
    }
    match outcome {
        Ok(answer) => {
            shown["status"] = answer.status.as_str().into();
            if let Some(location) = answer.location {
                shown["location"] = location.into();
            }
            if let Some(version) = answer.entity_tag {
                shown["version"] = version.into();
            }
        }
        Err(error) => {
            shown["status"] = error.status.to_string().into();
            shown["response"] = error.to_json();
        }
    }
    shown
}
