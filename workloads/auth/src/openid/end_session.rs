//! Signing out (`OpenID` Connect RP-Initiated Logout 1.0).

use axum::response::Response;
use domicile_residency::Address;
use serde::{Deserialize, Serialize};

use crate::{
    error::AuthError,
    external::sign_out,
    openid::{
        authorization_request::Untrusted,
        authorization_response::see_other,
        clients,
        id_token_hint::{self, IdTokenHint},
        subject_identifier,
    },
    pages,
    registration::csrf,
    store::sessions::{self, Ending, Session},
    web::{
        Visit, cookie,
        parameters::{Parameters, appended, encode},
    },
};

/// Parameters that matter when signing out.
const PARAMETERS: [&str; 6] = [
    "id_token_hint",
    "logout_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
    "ui_locales",
];

/// Where the browser goes afterwards, proven to be the client's.
#[derive(Clone, Serialize, Deserialize)]
pub struct AfterLogout {
    uri: String,
    state: Option<String>,
}

/// What the application wants of the browser afterwards.
enum Wanted {
    /// Nothing: it stays with us.
    Nowhere,
    /// It comes back.
    There(AfterLogout),
    /// It goes to an address that is not registered, or whose client is not named.
    Unregistered,
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
    let destination = match destination(visit, parameters, hint.as_ref()).await? {
        Wanted::Nowhere => None,
        Wanted::There(destination) => Some(destination),
        // Nobody is sent to an address that is not the client's, and nobody is signed out by such a request.
        Wanted::Unregistered => {
            return pages::error::untrusted(visit, Untrusted::PostLogoutRedirectUri);
        }
    };
    let Some(handle) = visit.session_handle() else {
        return left(visit, destination);
    };
    let Some(session) = sessions::find(visit.app.pool(), &handle, visit.session_limits()).await?
    else {
        return left(visit, destination);
    };
    let asked_by_page = csrf::is_genuine(visit, handle.as_str(), parameters.field("csrf"));
    let asked_by_application = match &hint {
        Some(hint) => is_about(visit, hint, &session).await?,
        None => false,
    };
    if !asked_by_page && !asked_by_application {
        // Anybody can link here: without a proof the person is asked.
        let kept = kept(parameters);
        return pages::sign_out::ask(visit, &csrf::token(visit, handle.as_str()), &kept);
    }
    let address = sign_out::address(visit, session.external.as_ref(), destination.as_ref())
        .await
        // Ours ends, whatever is wrong with the way to the issuer.
        .inspect_err(
            |error| tracing::error!(%error, "the issuer of a session is not told of a logout"),
        )
        .unwrap_or_default();
    let mut transaction = visit.app.pool().begin().await?;
    sessions::end(&mut transaction, Ending::Handle(&handle)).await?;
    transaction.commit().await?;
    match address {
        Some(address) => Ok(forgotten(visit, see_other(&address))),
        None => left(visit, destination),
    }
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
    let keys = visit.app.verifying_keys();
    let hint = id_token_hint::read(text, &visit.bundle().issuer, &keys)?;
    let client = parameters.single("client_id").ok()?;
    client
        .is_none_or(|client| client == hint.aud)
        .then_some(hint)
}

/// Whether the session is the one that the application speaks of: that of the token, or else of its person.
async fn is_about(visit: &Visit, hint: &IdTokenHint, session: &Session) -> Result<bool, AuthError> {
    let application = clients::find(&visit.app, visit.bundle(), &hint.aud).await?;
    let same_session = hint
        .sid
        .as_ref()
        .is_none_or(|sid| *sid == session.id.to_string());
    Ok(same_session
        && application.is_some_and(|application| {
            hint.sub == subject_identifier::of(&visit.app, &application, &session.sub)
        }))
}

async fn destination(
    visit: &Visit,
    parameters: &Parameters,
    hint: Option<&IdTokenHint>,
) -> Result<Wanted, AuthError> {
    let uri = match parameters.single("post_logout_redirect_uri") {
        Ok(Some(uri)) => uri,
        Ok(None) => return Ok(Wanted::Nowhere),
        Err(_) => return Ok(Wanted::Unregistered),
    };
    let of_hint = hint.map(|hint| hint.aud.as_str());
    let named = parameters.single("client_id").ok();
    let Some(client) = named.and_then(|client| client.or(of_hint)) else {
        return Ok(Wanted::Unregistered);
    };
    let application = clients::find(&visit.app, visit.bundle(), client).await?;
    let registered = application.is_some_and(|application| {
        let mut own = application.post_logout_redirect_uris.iter();
        own.any(|own| own == uri)
    });
    if !registered {
        return Ok(Wanted::Unregistered);
    }
    let state = parameters.single("state").ok().flatten().map(str::to_owned);
    Ok(Wanted::There(AfterLogout {
        uri: uri.to_owned(),
        state,
    }))
}

/// Nobody is signed in any more: the browser goes where the application wants it.
///
/// # Errors
/// When the page cannot be rendered.
pub fn left(visit: &Visit, after: Option<AfterLogout>) -> Result<Response, AuthError> {
    let response = match after {
        Some(AfterLogout {
            uri,
            state: Some(state),
        }) => see_other(&appended(&uri, [("state", state.as_str())])),
        Some(AfterLogout { uri, state: None }) => see_other(&uri),
        None => pages::sign_out::done(visit)?,
    };
    Ok(forgotten(visit, response))
}

fn forgotten(visit: &Visit, mut response: Response) -> Response {
    let headers = response.headers_mut();
    cookie::clear(headers, cookie::SESSION);
    cookie::clear(headers, cookie::FLOW);
    // A shared computer keeps nothing of who was here.
    cookie::forget_region(headers, &visit.host.plain);
    response
}
