//! Signing out (`OpenID` Connect RP-Initiated Logout 1.0).

use axum::response::Response;
use domicile_residency::Address;

use crate::{
    error::AuthError,
    openid::{
        authorization_response::see_other,
        clients,
        id_token_hint::{self, IdTokenHint},
    },
    pages,
    registration::csrf,
    store::sessions::{self, Ending},
    web::{
        Visit, cookie,
        parameters::{Parameters, appended, encode},
    },
};

/// Parameters that matter when signing out.
const PARAMETERS: [&str; 5] = [
    "id_token_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
    "ui_locales",
];

/// Where the browser goes afterwards, proven to be the client's.
struct Destination {
    uri: String,
    state: Option<String>,
}

/// `GET /logout`.
pub async fn begin(visit: Visit) -> Response {
    let outcome = logout(&visit, &visit.query).await;
    visit.answer(outcome)
}

/// `POST /logout`: from an application, or from our own page that asked.
pub async fn submit(visit: Visit, body: String) -> Response {
    let outcome = logout(&visit, &Parameters::parse(&body)).await;
    visit.answer(outcome)
}

async fn logout(visit: &Visit, parameters: &Parameters) -> Result<Response, AuthError> {
    if visit.host.address == Address::Global {
        return Ok(moved(visit, parameters));
    }
    let hint = hint(visit, parameters);
    let destination = destination(visit, parameters, hint.as_ref()).await?;
    let Some(handle) = visit.session_handle() else {
        return left(visit, destination);
    };
    let Some(session) = sessions::find(visit.app.pool(), &handle, visit.session_limits()).await?
    else {
        return left(visit, destination);
    };
    let asked_by_page = csrf::is_genuine(visit, handle.as_str(), parameters.field("csrf"));
    let asked_by_application = hint.is_some_and(|hint| hint.sub == session.sub);
    if !asked_by_page && !asked_by_application {
        // Anybody can link here: without a proof the person is asked.
        let kept = kept(parameters);
        return pages::sign_out::ask(visit, &csrf::token(visit, handle.as_str()), &kept);
    }
    let mut transaction = visit.app.pool().begin().await?;
    sessions::end(&mut transaction, Ending::Handle(&handle)).await?;
    transaction.commit().await?;
    left(visit, destination)
}

/// The session is on the regional address.
fn moved(visit: &Visit, parameters: &Parameters) -> Response {
    let region = visit
        .remembered_region()
        .unwrap_or_else(|| visit.app.region().clone());
    let kept = kept(parameters);
    let query = encode(kept.iter().map(|(name, value)| (*name, value.as_str())));
    see_other(&format!(
        "{}/logout?{query}",
        visit.host.regional_origin(visit.bundle(), &region)
    ))
}

fn kept(parameters: &Parameters) -> Vec<(&'static str, String)> {
    PARAMETERS
        .into_iter()
        .filter_map(|name| Some((name, parameters.single(name).ok()??.to_owned())))
        .collect()
}

/// The hint is an ID token of ours, of any age: it says who asks and for whom.
fn hint(visit: &Visit, parameters: &Parameters) -> Option<IdTokenHint> {
    let text = parameters.single("id_token_hint").ok()??;
    let keys = visit.app.verifying_keys(visit.bundle());
    let hint = id_token_hint::read(text, &visit.bundle().issuer, &keys)?;
    let client = parameters.single("client_id").ok()?;
    client
        .is_none_or(|client| client == hint.aud)
        .then_some(hint)
}

async fn destination(
    visit: &Visit,
    parameters: &Parameters,
    hint: Option<&IdTokenHint>,
) -> Result<Option<Destination>, AuthError> {
    let Ok(Some(uri)) = parameters.single("post_logout_redirect_uri") else {
        return Ok(None);
    };
    let of_hint = hint.map(|hint| hint.aud.as_str());
    let named = parameters.single("client_id").ok();
    let Some(client) = named.and_then(|client| client.or(of_hint)) else {
        return Ok(None);
    };
    let application = clients::find(&visit.app, visit.bundle(), client).await?;
    let registered = application.is_some_and(|application| {
        let mut own = application.post_logout_redirect_uris.iter();
        own.any(|own| own == uri)
    });
    let state = parameters.single("state").ok().flatten().map(str::to_owned);
    Ok(registered.then(|| Destination {
        uri: uri.to_owned(),
        state,
    }))
}

fn left(visit: &Visit, destination: Option<Destination>) -> Result<Response, AuthError> {
    let mut response = match destination {
        Some(Destination {
            uri,
            state: Some(state),
        }) => see_other(&appended(&uri, [("state", state.as_str())])),
        Some(Destination { uri, state: None }) => see_other(&uri),
        None => pages::sign_out::done(visit)?,
    };
    let headers = response.headers_mut();
    cookie::clear(headers, cookie::SESSION);
    cookie::clear(headers, cookie::FLOW);
    // A shared computer keeps nothing of who was here.
    cookie::forget_region(headers, &visit.host.plain);
    Ok(response)
}
