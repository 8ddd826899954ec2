//! Clients that registered themselves in other regions, asked for over the mesh and kept for a moment.

use std::time::{Duration, Instant};

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, status::Workload};
use domicile_residency::Handle;
use domicile_service::{Problem, mesh::PeerIdentity};

use crate::{
    app::App,
    bounded_map::BoundedMap,
    error::{self, AuthError},
    openid::forwarding::ForwardingError,
    store::registered_clients::{self, RegisteredClient},
};

/// Answers that are kept.
const MOST: usize = 4096;
/// How long an answer is kept: so long a deleted client may still be known elsewhere.
const KEPT: Duration = Duration::from_secs(10);

/// Answers of other regions.
#[derive(Debug)]
pub struct Elsewhere(BoundedMap<(Instant, Option<RegisteredClient>)>);

impl Default for Elsewhere {
    fn default() -> Self {
        Self(BoundedMap::holding(MOST))
    }
}

impl Elsewhere {
    /// The client of that identifier, asked of its region.
    pub(super) async fn find(
        &self,
        app: &App,
        bundle: &Bundle,
        handle: &Handle,
    ) -> Result<Option<RegisteredClient>, AuthError> {
        let client_id = handle.as_str();
        if let Some((asked, found)) = self.0.get(client_id)
            && asked.elapsed() < KEPT
        {
            return Ok(found);
        }
        let Some(region) = bundle.region_named(handle.region().as_str()) else {
            return Ok(None);
        };
        let unreachable = |_| ForwardingError::Unreachable(handle.region().clone());
        let address = format!("{}/mesh/v1/clients/{client_id}", region.mesh.auth);
        let request = app.mesh_client().get(address);
        let answer = request.send().await.map_err(unreachable)?;
        let found = match answer.status() {
            StatusCode::OK => Some(answer.json().await.map_err(unreachable)?),
            StatusCode::NOT_FOUND => None,
            _ => return Err(ForwardingError::Unreachable(handle.region().clone()).into()),
        };
        self.0.insert(client_id, (Instant::now(), found.clone()));
        Ok(found)
    }

    /// Its logo. Not kept: pictures of thousands of clients would not fit.
    pub(super) async fn logo(
        app: &App,
        bundle: &Bundle,
        handle: &Handle,
    ) -> Result<Option<String>, AuthError> {
        let Some(region) = bundle.region_named(handle.region().as_str()) else {
            return Ok(None);
        };
        let unreachable = |_| ForwardingError::Unreachable(handle.region().clone());
        let client_id = handle.as_str();
        let address = format!("{}/mesh/v1/clients/{client_id}/logo", region.mesh.auth);
        let answer = app.mesh_client().get(address).send().await;
        match answer.map_err(unreachable)? {
            answer if answer.status() == StatusCode::OK => {
                Ok(answer.json().await.map_err(unreachable)?)
            }
            _ => Err(ForwardingError::Unreachable(handle.region().clone()).into()),
        }
    }

    /// Forgets a client that was changed or deleted by way of this process.
    pub fn forget(&self, client_id: &str) {
        self.0.remove(client_id);
    }
}

/// `GET /mesh/v1/clients/{client_id}`: a client that registered itself here, for auth workloads of any region.
pub async fn found_here(
    peer: PeerIdentity,
    State(app): State<App>,
    Path(client_id): Path<String>,
) -> Response {
    let found = async || registered_clients::find(app.pool(), &client_id).await;
    match told(&peer, found).await {
        Ok(Some(client)) => Json(client).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// `GET /mesh/v1/clients/{client_id}/logo`: the logo of a client that registered itself here, or `null`.
pub async fn logo_here(
    peer: PeerIdentity,
    State(app): State<App>,
    Path(client_id): Path<String>,
) -> Response {
    let logo = async || registered_clients::logo(app.pool(), &client_id).await;
    match told(&peer, logo).await {
        Ok(logo) => Json(logo).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// What is kept of a client, for auth workloads alone.
async fn told<T>(
    peer: &PeerIdentity,
    kept: impl AsyncFnOnce() -> Result<T, sqlx::Error>,
) -> Result<T, Problem> {
    peer.require(Workload::Auth)?;
    kept().await.map_err(|failure| {
        tracing::error!(reason = %error::class(&failure), "a client could not be found");
        Problem::internal()
    })
}
