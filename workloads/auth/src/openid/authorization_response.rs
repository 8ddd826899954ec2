//! The authorization response: always to a registered address, always with `iss` (RFC 9207).

mod jarm;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_residency::Handle;

use crate::{
    error::AuthError,
    factors::second_factor::acr_of,
    openid::{
        authorization_request::{AuthorizationRequest, Carrier, Problem, Recipient},
        pushed_authorization_request,
    },
    pages,
    store::{
        authorization_codes::{self, NewCode},
        grants::NewGrant,
        memberships::Membership,
        sessions::Session,
    },
    web::{
        Visit,
        parameters::{appended, encode},
    },
};

/// 303: what follows is a GET, whatever this was an answer to.
pub fn see_other(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Tells the application why not (RFC 6749, section 4.1.2.1).
pub fn refuse(
    visit: &Visit,
    recipient: &Recipient,
    problem: &Problem,
) -> Result<Response, AuthError> {
    let pairs = [
        ("error", problem.error),
        ("error_description", problem.description.as_str()),
    ];
    send(visit, recipient, &pairs)
}

/// Gives the application a code for the person who is signed in, who acts under a membership or for themselves.
pub async fn grant(
    visit: &Visit,
    request: &AuthorizationRequest,
    session: &Session,
    membership: Option<&Membership>,
) -> Result<Response, AuthError> {
    if !use_up_pushed(visit, request).await? {
        let description = "the pushed request was answered before: push it again";
        let problem = Problem::new("invalid_request", description);
        return refuse(visit, &request.recipient(), &problem);
    }
    let code = Handle::random(visit.app.region())?;
    let claims = request.claims.as_ref().map(serde_json::to_value);
    let claims = claims.transpose().map_err(|_| AuthError::Cryptography)?;
    let token_lifetime = f64::from(visit.bundle().sign_in.token_lifetime_seconds);
    let new = NewCode {
        handle: &code,
        grant: NewGrant {
            sub: &session.sub,
            client_id: &request.client_id,
            scopes: &request.scopes,
            session_id: Some(session.id),
            methods: &session.methods,
            acr: Some(acr_of(request, &session.methods, session.stated_acr())),
            authenticated_at: session.authenticated_at,
            claims: claims.as_ref(),
            resources: &request.resources,
            lifetime_seconds: authorization_codes::LIFETIME_SECONDS + token_lifetime,
            membership: membership.map(|membership| &membership.id),
        },
        redirect_uri: &request.redirect_uri,
        nonce: request.nonce.as_deref(),
        code_challenge: request.code_challenge.as_deref(),
        dpop_jkt: request.dpop_jkt.as_deref(),
    };
    authorization_codes::insert(visit.app.pool(), new).await?;
    send(visit, &request.recipient(), &[("code", code.as_str())])
}

/// Uses the handle of a pushed request up, so that nobody is answered on it twice.
async fn use_up_pushed(visit: &Visit, request: &AuthorizationRequest) -> Result<bool, AuthError> {
    let Some(handle) = &request.pushed else {
        return Ok(true);
    };
    let handle = Handle::parse(handle)?;
    let (app, client_id) = (&visit.app, &request.client_id);
    pushed_authorization_request::consume(app, visit.bundle(), &handle, client_id).await
}

/// Sends parameters to the application in the mode that it asked for.
fn send(
    visit: &Visit,
    recipient: &Recipient,
    pairs: &[(&str, &str)],
) -> Result<Response, AuthError> {
    let issuer = &visit.bundle().issuer;
    let mut pairs = [pairs, &[("iss", issuer.as_str())]].concat();
    pairs.extend(recipient.state.as_deref().map(|state| ("state", state)));
    let Some(algorithm) = recipient.response_mode.signed_with else {
        return carry(visit, recipient, &pairs);
    };
    let signer = visit.app.keys().signing.with(algorithm);
    let token = jarm::sign(&signer, &recipient.client_id, &pairs)?;
    carry(visit, recipient, &[("response", &token)])
}

fn carry(
    visit: &Visit,
    recipient: &Recipient,
    pairs: &[(&str, &str)],
) -> Result<Response, AuthError> {
    let uri = &recipient.redirect_uri;
    let pairs = pairs.iter().copied();
    match recipient.response_mode.carrier {
        Carrier::Query => Ok(see_other(&appended(uri, pairs))),
        Carrier::Fragment => Ok(see_other(&format!("{uri}#{}", encode(pairs)))),
        Carrier::FormPost => pages::form_post::page(visit, uri, &pairs.collect::<Vec<_>>()),
    }
}
