//! What the profile store of the home region may ask, over mutual TLS.

use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity};
use serde::Serialize;

use crate::{
    Activation, ActivationError,
    disclosure::{self, Recipient},
};

/// What activation keeps of a person, for the person.
#[derive(Debug, Serialize)]
struct Told {
    recipients: Vec<Recipient>,
}

/// Routes of the mesh.
pub fn router(activation: Activation) -> Router {
    Router::new()
        .route("/mesh/v1/persons/{sub}", get(tell))
        .with_state(activation)
}

/// `GET /mesh/v1/persons/{sub}`: who received data of the person; an empty list for somebody unknown.
async fn tell(
    peer: PeerIdentity,
    State(activation): State<Activation>,
    Path(sub): Path<String>,
) -> Result<Json<Told>, Problem> {
    let loaded = (activation.bundle)();
    peer.require_in(Workload::ProfileStore, &loaded.bundle.region)?;
    let recipients = disclosure::of_person(&activation.pool, &loaded.bundle, &sub)
        .await
        .map_err(|error| {
            let error = ActivationError::from(error);
            tracing::error!(%error, "who received data of a person could not be told");
            Problem::internal()
        })?;
    Ok(Json(Told { recipients }))
}
