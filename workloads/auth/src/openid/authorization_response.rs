//! The authorization response: always to a registered address, always with `iss` (RFC 9207).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_residency::Handle;

use crate::{
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    store::{
        authorization_codes::{self, NewCode},
        grants::NewGrant,
        sessions::Session,
    },
    web::{Visit, parameters::appended},
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
    issuer: &str,
    redirect_uri: &str,
    state: Option<&str>,
    error: &str,
    description: &str,
) -> Response {
    let mut pairs = vec![
        ("error", error),
        ("error_description", description),
        ("iss", issuer),
    ];
    pairs.extend(state.map(|state| ("state", state)));
    see_other(&appended(redirect_uri, pairs))
}

/// Gives the application a code for the person who is signed in.
pub async fn grant(
    visit: &Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    let code = Handle::random(visit.app.region())?;
    let token_lifetime = f64::from(visit.bundle().sign_in.token_lifetime_seconds);
    let new = NewCode {
        handle: &code,
        grant: NewGrant {
            sub: &session.sub,
            client_id: &request.client_id,
            scopes: &request.scopes,
            session_id: None,
            methods: &session.methods,
            acr: None,
            authenticated_at: session.authenticated_at,
            claims: None,
            resources: &[],
            lifetime_seconds: authorization_codes::LIFETIME_SECONDS + token_lifetime,
        },
        redirect_uri: &request.redirect_uri,
        nonce: request.nonce.as_deref(),
        code_challenge: &request.code_challenge,
        dpop_jkt: None,
    };
    authorization_codes::insert(visit.app.pool(), new).await?;
    let mut pairs = vec![
        ("code", code.as_str()),
        ("iss", visit.bundle().issuer.as_str()),
    ];
    pairs.extend(request.state.as_deref().map(|state| ("state", state)));
    Ok(see_other(&appended(&request.redirect_uri, pairs)))
}
