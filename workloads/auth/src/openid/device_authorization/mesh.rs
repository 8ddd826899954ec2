//! What the home region of a person asks the region where a device waits, and tells it.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, status::Workload};
use domicile_residency::RegionName;
use domicile_service::{Problem, mesh::PeerIdentity};
use serde::{Deserialize, Serialize};

use super::{digest_of, user_code::UserCode};
use crate::{
    app::App,
    error::{self, AuthError},
    openid::forwarding::ForwardingError,
    store::device_authorizations::{self, Waiting},
};

/// Where a waiting device is asked about.
pub const FIND_PATH: &str = "/mesh/v1/device-authorizations/find";
/// Where it is decided.
pub const DECIDE_PATH: &str = "/mesh/v1/device-authorizations/decide";

/// Names a waiting device.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    user_code: String,
}

/// What a person decided.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decision {
    user_code: String,
    approved: bool,
}

/// `POST /mesh/v1/device-authorizations/find`.
pub async fn find(
    peer: PeerIdentity,
    State(app): State<App>,
    Json(question): Json<Question>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    let Some(user_code) = UserCode::parse(&question.user_code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match device_authorizations::find_waiting(app.pool(), &digest_of(&app, &user_code)).await {
        Ok(Some(waiting)) => Json(waiting).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&failure),
    }
}

/// `POST /mesh/v1/device-authorizations/decide`. The approval lies in the region of the peer that tells of it.
pub async fn decide(
    peer: PeerIdentity,
    State(app): State<App>,
    Json(decision): Json<Decision>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    let Some(user_code) = UserCode::parse(&decision.user_code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let home = decision.approved.then_some(peer.region.as_str());
    match device_authorizations::decide(app.pool(), &digest_of(&app, &user_code), home).await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &sqlx::Error) -> Response {
    tracing::error!(reason = %error::class(failure), "a waiting device could not be asked about");
    Problem::internal().into_response()
}

/// The device that waits for a user code, in whichever region.
///
/// # Errors
/// When that region does not answer.
pub async fn waiting(
    app: &App,
    bundle: &Bundle,
    user_code: &UserCode,
) -> Result<Option<Waiting>, AuthError> {
    let Some(region) = user_code.region(bundle) else {
        return Ok(None);
    };
    if region == *app.region() {
        let digest = digest_of(app, user_code);
        return Ok(device_authorizations::find_waiting(app.pool(), &digest).await?);
    }
    let question = Question {
        user_code: user_code.as_str().to_owned(),
    };
    let answer = ask(app, bundle, &region, FIND_PATH, &question).await?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    let unreachable = |_| ForwardingError::Unreachable(region.clone());
    let answer = answer.error_for_status().map_err(unreachable)?;
    Ok(Some(answer.json().await.map_err(unreachable)?))
}

/// Tells the region where the device waits; false when it waits no longer.
///
/// # Errors
/// When that region does not answer.
pub async fn tell(
    app: &App,
    bundle: &Bundle,
    user_code: &UserCode,
    approved: bool,
) -> Result<bool, AuthError> {
    let Some(region) = user_code.region(bundle) else {
        return Ok(false);
    };
    if region == *app.region() {
        let home = approved.then_some(app.region().as_str());
        let digest = digest_of(app, user_code);
        return Ok(device_authorizations::decide(app.pool(), &digest, home).await?);
    }
    let decision = Decision {
        user_code: user_code.as_str().to_owned(),
        approved,
    };
    let answer = ask(app, bundle, &region, DECIDE_PATH, &decision).await?;
    match answer.status() {
        StatusCode::NO_CONTENT => Ok(true),
        StatusCode::NOT_FOUND => Ok(false),
        _ => Err(ForwardingError::Unreachable(region).into()),
    }
}

async fn ask<T: Serialize + Sync>(
    app: &App,
    bundle: &Bundle,
    region: &RegionName,
    path: &str,
    body: &T,
) -> Result<reqwest::Response, ForwardingError> {
    let entry = bundle
        .region_named(region.as_str())
        .ok_or(ForwardingError::UnknownRegion)?;
    app.mesh_client()
        .post(format!("{}{path}", entry.mesh.auth))
        .json(body)
        .send()
        .await
        .map_err(|_| ForwardingError::Unreachable(region.clone()))
}
