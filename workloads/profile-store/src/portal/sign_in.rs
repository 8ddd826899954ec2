//! Signing in: to the provider and back.

use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domicile_bundle::{Bundle, tenant::PORTAL_LABEL};
use domicile_residency::Handle;
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    authorization::{LIFETIME_SECONDS, SignInAttempt},
    cookie,
    failure::Failure,
    frame_of_page::Visit,
    id_token,
    session::Session,
};
use crate::{ProfileStore, Subject, person};

/// The provider's answer (RFC 6749, section 4.1.2; RFC 9207).
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /sign-in`: to the provider.
pub(super) async fn start(
    State(store): State<ProfileStore>,
    visit: Visit,
) -> Result<Response, Failure> {
    let now = Timestamp::now();
    let begun =
        SignInAttempt::start(now).and_then(|attempt| Ok((attempt.seal(&store.seal_key)?, attempt)));
    let (sealed, attempt) = begun.map_err(|error| visit.broken(error))?;
    let url = attempt
        .url(&visit.loaded.bundle, &visit.language)
        .ok_or_else(|| visit.refused("issuer is no URL"))?;
    let mut response = Redirect::to(url.as_str()).into_response();
    let headers = response.headers_mut();
    headers.append(
        header::SET_COOKIE,
        cookie::set(cookie::SIGN_IN, &sealed, LIFETIME_SECONDS),
    );
    headers.append(header::SET_COOKIE, cookie::remove(cookie::SIGNED_OUT));
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    Ok(response)
}

/// `GET /callback`: back from the provider.
pub(super) async fn callback(
    State(store): State<ProfileStore>,
    visit: Visit,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Result<Response, Failure> {
    let now = Timestamp::now();
    let bundle = &visit.loaded.bundle;
    // First of all: did this browser begin this sign-in? Nothing else of the answer is looked at before.
    let attempt = cookie::read(&headers, cookie::SIGN_IN)
        .and_then(|sealed| SignInAttempt::open(&store.seal_key, sealed, &answer.state, now))
        .ok_or_else(|| visit.refused("no sign-in of this state is under way"))?;
    if answer
        .iss
        .as_ref()
        .is_some_and(|issuer| *issuer != bundle.issuer)
    {
        return Err(visit.refused("the answer is of another issuer"));
    }
    let code = match (answer.code, answer.error) {
        (Some(code), None) => code,
        (_, Some(_)) => return Err(visit.cancelled()),
        (None, None) => return Err(visit.refused("the answer has no code")),
    };
    if let Some(elsewhere) = portal_of_home(bundle, &code) {
        return Ok(leave(&elsewhere));
    }
    let token = id_token::fetch(&store, bundle, &attempt, &code)
        .await
        .map_err(|error| visit.broken(error))?;
    let subject =
        id_token::prove(bundle, &attempt, &token).map_err(|why| visit.refused(&why.to_string()))?;
    enter(&store, &visit, &subject, now).await
}

/// The portal of the home region, when the code says that this is another one.
fn portal_of_home(bundle: &Bundle, code: &str) -> Option<String> {
    let handle = Handle::parse(code).ok()?;
    let home = bundle.region_named(handle.region().as_str())?;
    (home.name != bundle.region).then(|| {
        format!(
            "{}/sign-in",
            bundle.regional_origin(&home.name, PORTAL_LABEL)
        )
    })
}

fn leave(url: &str) -> Response {
    let mut response = Redirect::to(url).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::remove(cookie::SIGN_IN));
    response
}

async fn enter(
    store: &ProfileStore,
    visit: &Visit,
    subject: &Subject,
    now: Timestamp,
) -> Result<Response, Failure> {
    let mut connection = store
        .pool
        .acquire()
        .await
        .map_err(|error| visit.broken(error))?;
    let person = person::find(&mut connection, subject)
        .await
        .map_err(|error| visit.broken(error))?;
    if person.is_none() {
        return Err(visit.refused("the person is not here, or is being deleted"));
    }
    let limits = &visit.loaded.bundle.sign_in;
    let session = Session::start(subject, now).map_err(|error| visit.broken(error))?;
    let sealed = session
        .seal(&store.seal_key)
        .map_err(|error| visit.broken(error))?;
    let mut response = Redirect::to("/").into_response();
    let headers = response.headers_mut();
    headers.append(
        header::SET_COOKIE,
        cookie::set(
            cookie::SESSION,
            &sealed,
            session.cookie_seconds(limits, now),
        ),
    );
    headers.append(header::SET_COOKIE, cookie::remove(cookie::SIGN_IN));
    Ok(response)
}
