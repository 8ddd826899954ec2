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

/// What an API may answer whatever it is asked.
#[derive(Debug, IntoResponses)]
pub enum Always {
    /// The host is not served here: use an address that the tenant's documentation names.
    #[response(status = 421, content_type = "application/problem+json")]
    Misdirected(Problem),
    /// Something went wrong on our side. Nothing was changed by half.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(Problem),
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
