//! What sign-in keeps of a person, for the copy that they may have (GDPR, Art. 15(3) and Art. 20).
//!
//! The profile store of the home region makes the copy and asks for this part. It holds no secret: nothing in it signs
//! anybody in, and what is kept as a digest alone is told by its time.

pub mod told;

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity};

use crate::app::App;

/// `GET /mesh/v1/persons/{sub}`: everything that sign-in keeps of a person; empty lists for somebody unknown.
pub async fn tell(peer: PeerIdentity, State(app): State<App>, Path(sub): Path<String>) -> Response {
    if let Err(problem) = peer.require_in(Workload::ProfileStore, app.region().as_str()) {
        return problem.into_response();
    }
    match told::of_person(&app, &sub).await {
        Ok(told) => Json(told).into_response(),
        Err(failure) => {
            tracing::error!(error = %failure, "what sign-in keeps of a person could not be told");
            Problem::internal().into_response()
        }
    }
}
