//! `OpenAPI` documents, made from the handlers that they describe.
//!
//! A handler carries `#[utoipa::path(…)]`; [`utoipa_axum::routes!`] registers and describes it in one word, so that no
//! route of an API is without description and no description without route. The workload serves its document at
//! [`PATH`], and its program prints it after the word [`SUBCOMMAND`], for `docs/openapi/`.

use axum::{Router, body::Bytes, http::header, response::IntoResponse, routing::get};
use utoipa::{IntoResponses, openapi::OpenApi};

use crate::Problem;

/// Where a workload serves the document of its public API.
pub const PATH: &str = "/.well-known/openapi.json";

/// The word after which a workload's program prints the document and ends.
pub const SUBCOMMAND: &str = "openapi";

/// The host is not served here: use an address that the tenant's documentation names.
#[derive(Debug, IntoResponses)]
#[response(status = 421, content_type = "application/problem+json")]
pub struct Misdirected(pub Problem);

/// The document with each operation called by method and path, which no two share, as in `postV1Batch`. Names of handlers
/// repeat.
#[must_use]
pub fn named(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        let words = path.split(|character: char| !character.is_ascii_alphanumeric());
        let name: String = words.map(capitalized).collect();
        for (method, operation) in [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ] {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}{name}"));
            }
        }
    }
    document
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// Serves a document at [`PATH`].
pub fn router<S: Clone + Send + Sync + 'static>(document: &OpenApi) -> Router<S> {
    let text = document.to_json().map(Bytes::from).map_err(|error| {
        tracing::error!(%error, "the OpenAPI document cannot be written");
        Problem::internal()
    });
    let answer = || async {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        text.map(|text| (kind, text).into_response())
    };
    Router::new().route(PATH, get(answer))
}
