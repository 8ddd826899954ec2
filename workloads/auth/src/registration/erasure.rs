//! The person leaves: the profile-store asks, and sign-in forgets.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity};

use crate::{app::App, error, organizations, store::identifiers};

/// `DELETE /mesh/v1/persons/{sub}`.
pub async fn erase(
    peer: PeerIdentity,
    State(app): State<App>,
    Path(sub): Path<String>,
) -> Response {
    if let Err(problem) = peer.require_in(Workload::ProfileStore, app.region().as_str()) {
        return problem.into_response();
    }
    if let Err(failure) = organizations::members::vacate_seats(&app, &sub).await {
        tracing::error!(error = %failure, "the seats of a person could not be given up");
        return Problem::internal().into_response();
    }
    match identifiers::remove_person(app.pool(), &sub).await {
        Ok(()) => {
            tracing::info!(
                person = app.pseudonym(&sub),
                "sign-in has forgotten a person"
            );
            StatusCode::NO_CONTENT.into_response()
        }
        Err(failure) => {
            tracing::error!(reason = %error::class(&failure), "a person could not be forgotten");
            Problem::internal().into_response()
        }
    }
}
