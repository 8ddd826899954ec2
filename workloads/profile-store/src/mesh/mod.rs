//! What other workloads and regions may ask, over mutual TLS. Each route names the peers that it serves.

mod decisions;
mod forwarded;
mod locate;
mod persons;
mod provided;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    routing::{delete, get, post, put},
};
use domicile_service::Problem;

use crate::{ProfileStore, Subject, ingest::body::MOST_BYTES};

/// Room for the envelope around forwarded messages.
const MOST_FORWARDED_BYTES: usize = 2 * MOST_BYTES;

/// Routes of the mesh.
pub fn router(store: ProfileStore) -> Router {
    Router::new()
        .route(
            "/mesh/v1/persons/{sub}",
            put(persons::register).get(persons::known),
        )
        .route(
            "/mesh/v1/persons/{sub}/attributes",
            get(persons::attributes).post(provided::keep),
        )
        .route("/mesh/v1/persons/{sub}/residence", get(persons::residence))
        .route(
            "/mesh/v1/persons/{sub}/providers/{provider}",
            delete(provided::forget),
        )
        .route("/mesh/v1/persons/{sub}/decisions", post(decisions::decide))
        .route("/mesh/v1/persons/{sub}/purposes", get(decisions::purposes))
        .route("/mesh/v1/persons/locate", post(locate::locate))
        .route("/mesh/v1/ingest/{endpoint}", post(forwarded::take_in))
        .layer(DefaultBodyLimit::max(MOST_FORWARDED_BYTES))
        .with_state(store)
}

fn subject(text: &str) -> Result<Subject, Problem> {
    Subject::parse(text)
        .ok_or_else(|| invalid("The path names no person: expected 22 characters of base64url."))
}

fn invalid(detail: &str) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "invalid-request",
        "The request is not what this route takes.",
    )
    .detail(detail)
}
