//! Which address of organisations does what.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get, post},
};
use domicile_organizations::scim::bulk;

use super::{api, choice, decisions, directory, pages, questions};
use crate::app::App;

/// What applications, administrators and directories reach.
pub fn public() -> Router<App> {
    Router::new()
        .route(
            "/.well-known/authzen-configuration",
            get(decisions::configuration),
        )
        .route("/access/v1/evaluation", post(decisions::evaluation))
        .route("/access/v1/evaluations", post(decisions::evaluations))
        .route("/organization", get(choice::show).post(choice::submit))
        .merge(pages::routes())
        .merge(at_home())
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
