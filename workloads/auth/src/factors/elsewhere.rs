//! A passkey is shown at a region where its person does not live.
//!
//! The region that asked carries the answer over the mesh to the region that the user handle names, which judges it
//! and gives a proof; then the browser follows with a hand-off. The answer is pseudonymous (a random handle, a
//! credential id, a signature); it passes through memory and is kept nowhere. The hand-off is bound to the browser by
//! a cookie of both addresses, so that nobody is signed in by a link that somebody else made (login CSRF).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domicile_bundle::status::Workload;
use domicile_credentials::passkey::{Assertion, Ceremony};
use domicile_jose::now;
use domicile_residency::{Address, Handle, RegionName, handoff};
use domicile_service::{Problem, keys::random_token, mesh::PeerIdentity};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::{ceremony::Answered, passkey, sign_in::refused};
use crate::{
    app::App,
    error::AuthError,
    openid::{authorization_response::see_other, forwarding::ForwardingError},
    pages,
    registration::{
        completion::authenticated,
        flow::{Destination, Flow, Intent, Step, is_allowed},
    },
    store::{handoffs, passkey_proofs},
    web::{Visit, cookie},
};

/// Where the mesh takes answers.
pub const PATH: &str = "/mesh/v1/passkey-assertions";
/// Country of residence of a hand-off that does not need one: the person has an account.
const NO_COUNTRY: &str = "";

/// What goes to the home region.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    ceremony: String,
    answer: String,
}

/// What comes back.
#[derive(Serialize, Deserialize)]
pub struct Judged {
    /// Handle of the proof; nothing when the answer is not taken.
    proof: Option<String>,
}

/// What the hand-off carries.
#[derive(Serialize, Deserialize)]
struct Carried {
    destination: Destination,
    keep_signed_in: bool,
    proof: String,
    /// SHA-256 of the cookie that the browser has to have.
    browser: String,
}

/// Has the home region judge the answer, and sends the browser after it.
///
/// # Errors
/// When the home region does not answer.
pub async fn carry(
    visit: &Visit,
    flow: Flow,
    home: &RegionName,
    answer: &str,
    answered: &Answered,
) -> Result<Response, AuthError> {
    let Some(region) = visit.bundle().region_named(home.as_str()) else {
        return Ok(refused(&flow));
    };
    if !answered.use_up(&visit.app).await? {
        return Ok(refused(&flow));
    }
    let shown = Shown {
        ceremony: answered.ceremony.0.clone(),
        answer: answer.to_owned(),
    };
    let unreachable = |_: reqwest::Error| ForwardingError::Unreachable(home.clone());
    let response = visit
        .app
        .mesh_client()
        .post(format!("{}{PATH}", region.mesh.auth))
        .json(&shown)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(unreachable)?;
    let judged: Judged = response.json().await.map_err(unreachable)?;
    match judged.proof {
        Some(proof) => hand_over(visit, flow, home, proof),
        None => Ok(refused(&flow)),
    }
}

fn hand_over(
    visit: &Visit,
    flow: Flow,
    home: &RegionName,
    proof: String,
) -> Result<Response, AuthError> {
    let browser = random_token(32)?;
    let carried = Carried {
        destination: flow.destination.without_hint(),
        keep_signed_in: flow.keep_signed_in,
        proof,
        browser: digest_of(&browser),
    };
    let here = visit.app.region();
    let signing = &visit.app.keys().signing;
    let token = handoff::issue(signing, here, home, NO_COUNTRY, carried, now())?;
    visit.app.measures().hand_offs.inc();
    let origin = visit.host.regional_origin(visit.bundle(), home);
    let mut response = see_other(&format!("{origin}/passkey/home?token={token}"));
    let headers = response.headers_mut();
    cookie::clear(headers, cookie::FLOW);
    cookie::follow(headers, &visit.host.plain, &browser);
    Ok(response)
}

fn digest_of(browser: &str) -> String {
    domicile_service::keys::hexadecimal(digest(&SHA256, browser.as_bytes()).as_ref())
}

/// `POST /mesh/v1/passkey-assertions`: another region's auth asks.
pub async fn judge_for_another(
    peer: PeerIdentity,
    State(app): State<App>,
    Json(shown): Json<Shown>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    match prove(&app, shown).await {
        Ok(judged) => Json(judged).into_response(),
        Err(error) => {
            tracing::error!(%error, "a passkey shown at another region could not be judged");
            Problem::internal().into_response()
        }
    }
}

async fn prove(app: &App, shown: Shown) -> Result<Judged, AuthError> {
    let loaded = app.bundle();
    let answered = Answered::elsewhere(Ceremony(shown.ceremony));
    let Ok(assertion) = Assertion::parse(&shown.answer) else {
        return Ok(Judged { proof: None });
    };
    let Some(holder) = passkey::judge(app, &loaded, &assertion, &answered).await? else {
        return Ok(Judged { proof: None });
    };
    let handle = Handle::random(app.region())?;
    passkey_proofs::insert(app.pool(), &handle, &holder.sub, &holder.methods).await?;
    Ok(Judged {
        proof: Some(handle.as_str().to_owned()),
    })
}

/// `GET /passkey/home?token=…`: the browser follows its passkey's answer.
pub async fn arrive(visit: Visit) -> Response {
    let outcome = come_home(&visit).await;
    visit.answer(outcome)
}

async fn come_home(visit: &Visit) -> Result<Response, AuthError> {
    let keys = visit.app.verifying_keys();
    let token = visit.query.field("token");
    let claims = match handoff::accept::<Carried>(token, &keys, visit.app.region()) {
        Ok(claims) if visit.host.address == Address::Regional => claims,
        _ => return pages::error::handoff(visit),
    };
    let carried = claims.request;
    let same_browser = visit
        .cookie(cookie::FOLLOWING)
        .is_some_and(|browser| digest_of(browser) == carried.browser);
    if !same_browser || !is_allowed(visit, &carried.destination).await? {
        tracing::warn!(from = %claims.iss, "a browser did not show the passkey that it follows");
        return pages::error::handoff(visit);
    }
    if !handoffs::accept(visit.app.pool(), &claims.jti, claims.exp).await? {
        return pages::error::handoff(visit);
    }
    let proof = match Handle::parse(&carried.proof) {
        Ok(handle) => passkey_proofs::consume(visit.app.pool(), &handle).await?,
        Err(_) => None,
    };
    let Some((sub, methods)) = proof else {
        return pages::error::handoff(visit);
    };
    let intent = Intent::SignIn;
    let mut flow = Flow::new(carried.destination, Step::Details { intent })?;
    flow.keep_signed_in = carried.keep_signed_in;
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    let mut response = authenticated(visit, flow, &sub, &methods).await?;
    cookie::unfollow(response.headers_mut(), &visit.host.plain);
    Ok(response)
}
