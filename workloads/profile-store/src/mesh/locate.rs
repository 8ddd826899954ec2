//! Whether a person is homed here, for profile-store of every region.

use axum::{Json, extract::State};
use domicile_bundle::status::Workload;
use domicile_residency::Digest;
use domicile_service::{Problem, mesh::PeerIdentity};

use super::invalid;
use crate::{
    ProfileStore, StoreError,
    forward::{LocateAnswer, LocateRequest},
    person,
};

/// `POST /mesh/v1/persons/locate`: yes or no, in one shape, never logged.
pub(super) async fn locate(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Json(request): Json<LocateRequest>,
) -> Result<Json<LocateAnswer>, Problem> {
    peer.require(Workload::ProfileStore)?;
    let digest = Digest::from_hex(&request.digest)
        .ok_or_else(|| invalid("`digest` is not 64 hexadecimal digits."))?;
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    let found = person::is_here(&mut connection, digest.as_bytes()).await?;
    Ok(Json(LocateAnswer { found }))
}
