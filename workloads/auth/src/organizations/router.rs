//! Which address of organisations does what.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get, post},
};
use domicile_organizations::scim::bulk;
use domicile_service::Problem;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{api, choice, decisions, directory, pages, questions};
use crate::app::App;

/// What applications, administrators and directories reach.
pub fn public() -> Router<App> {
    Router::new()
        .route("/organization", get(choice::show).post(choice::submit))
        .merge(pages::routes())
        .merge(at_home())
        .merge(
            Router::from(decisions())
                .method_not_allowed_fallback(async || Problem::method_not_allowed()),
        )
}

/// What applications ask, with its description.
pub fn decisions() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(decisions::configuration))
        .routes(routes!(decisions::evaluation))
        .routes(routes!(decisions::evaluations))
}

/// What other regions reach: their questions, and requests that they carry here.
pub fn mesh() -> Router<App> {
    Router::new().route(
        "/mesh/v1/organizations/questions",
        post(questions::endpoint).layer(DefaultBodyLimit::max(bulk::MOST_BYTES)),
    )
}

/// Addresses that the home of an organisation answers, wherever a request arrives.
pub fn at_home() -> Router<App> {
    Router::new()
        .route("/organizations/v1/{*path}", any(api::endpoint))
        .route(
            "/scim/v2/{*path}",
            any(directory::endpoint).layer(DefaultBodyLimit::max(bulk::MOST_BYTES)),
        )
}
