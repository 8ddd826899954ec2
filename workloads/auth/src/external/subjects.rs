//! In which region a subject of the issuer lives: every region is asked for a keyed digest, and says yes or no. Nothing of
//! the question is kept or logged.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, status::Workload};
use domicile_residency::{Digest, RegionName};
use domicile_service::{Problem, keys::hexadecimal, mesh::PeerIdentity};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    error::{self, AuthError},
    openid::forwarding::ask_others,
    store::{federated_identities, identifiers},
};

/// Where the mesh asks.
pub const PATH: &str = "/mesh/v1/federation/subjects";

/// Whom is asked for.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The keyed digest of issuer and subject, in hexadecimal.
    digest: String,
    /// The keyed digest of an address that the issuer is authoritative for; only an organisation's own is asked with one.
    #[serde(default)]
    address: Option<String>,
}

/// What is answered.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Answer {
    /// Whether a person of this region is linked with it, or has the address.
    is_here: bool,
}

/// The region whose person it is; none where every other region says no.
///
/// # Errors
/// When a region does not answer and none says yes: a second person must not be made of somebody.
pub async fn home(
    app: &App,
    bundle: &Bundle,
    digest: &[u8; 32],
    address: Option<&Digest>,
) -> Result<Option<RegionName>, AuthError> {
    let question = Question {
        digest: hexadecimal(digest),
        address: address.map(|address| address.to_hex()),
    };
    let mut silent = None;
    for (region, answer) in ask_others::<_, Answer>(app, bundle, PATH, &question).await {
        match answer {
            Ok(answer) if answer.is_here => return Ok(Some(region)),
            Ok(_) => {}
            Err(error) => silent = Some(error),
        }
    }
    match silent {
        Some(error) => Err(error.into()),
        None => Ok(None),
    }
}

/// `POST /mesh/v1/federation/subjects`: auth of another region asks.
pub async fn find(
    peer: PeerIdentity,
    State(app): State<App>,
    Json(question): Json<Question>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    match is_here(&app, &question).await {
        Ok(is_here) => Json(Answer { is_here }).into_response(),
        Err(failure) => {
            tracing::error!(reason = %error::class(&failure), "a subject could not be looked for");
            Problem::internal().into_response()
        }
    }
}

async fn is_here(app: &App, question: &Question) -> Result<bool, sqlx::Error> {
    let linked = match unhexed(&question.digest) {
        Some(digest) => federated_identities::find(app.pool(), &digest).await?,
        None => None,
    };
    if linked.is_some() {
        return Ok(true);
    }
    match question.address.as_deref().and_then(Digest::from_hex) {
        Some(address) => Ok(identifiers::find(app.pool(), &address).await?.is_some()),
        None => Ok(false),
    }
}

fn unhexed(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
