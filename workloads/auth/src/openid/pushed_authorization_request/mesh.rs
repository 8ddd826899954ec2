//! Pushed requests between regions. What passes is a request with at most a hint at who is to sign in; it is kept in
//! neither memory nor log of the region that asks (`docs/residency.md`).

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::Bundle;
use domicile_residency::Handle;

use super::stored;
use crate::{
    app::App,
    error::AuthError,
    openid::{forwarding::ForwardingError, oauth_error},
    store::pushed_authorization_requests as table,
    web::parameters::{Parameters, encode},
};

/// Path that hands a request out.
const FIND: &str = "/mesh/v1/pushed-authorization-requests/find";
/// Path that uses a request up.
const CONSUME: &str = "/mesh/v1/pushed-authorization-requests/consume";

/// `POST /mesh/v1/pushed-authorization-requests/find`: the request as a form, or 404.
pub async fn hand_out(State(app): State<App>, body: String) -> Response {
    let form = Parameters::parse(&body);
    let Ok(handle) = Handle::parse(form.field("handle")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match stored::find_here(&app, &handle, form.field("client_id")).await {
        Ok(Some(parameters)) => {
            let headers = [
                (header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, parameters.to_query()).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => oauth_error::fault(FIND, &error),
    }
}

/// `POST /mesh/v1/pushed-authorization-requests/consume`: 204, or 404 when it is gone.
pub async fn use_up(State(app): State<App>, body: String) -> Response {
    let form = Parameters::parse(&body);
    let Ok(handle) = Handle::parse(form.field("handle")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match table::consume(app.pool(), &handle, form.field("client_id")).await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => oauth_error::fault(CONSUME, &error.into()),
    }
}

pub(super) async fn find(
    app: &App,
    bundle: &Bundle,
    handle: &Handle,
    client_id: &str,
) -> Result<Option<Parameters>, AuthError> {
    let answer = ask(app, bundle, handle, client_id, FIND).await?;
    Ok(answer.map(|text| Parameters::parse(&text)))
}

pub(super) async fn consume(
    app: &App,
    bundle: &Bundle,
    handle: &Handle,
    client_id: &str,
) -> Result<bool, AuthError> {
    let answer = ask(app, bundle, handle, client_id, CONSUME).await?;
    Ok(answer.is_some())
}

/// The text of an answer; nothing when the region knows no such request, or there is no such region.
async fn ask(
    app: &App,
    bundle: &Bundle,
    handle: &Handle,
    client_id: &str,
    path: &str,
) -> Result<Option<String>, AuthError> {
    let Some(region) = bundle.region_named(handle.region().as_str()) else {
        return Ok(None);
    };
    let unreachable = || ForwardingError::Unreachable(handle.region().clone());
    let form = encode([("handle", handle.as_str()), ("client_id", client_id)]);
    let answer = app
        .mesh_client()
        .post(format!("{}{path}", region.mesh.auth))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .map_err(|_| unreachable())?;
    match answer.status() {
        StatusCode::NOT_FOUND => Ok(None),
        status if status.is_success() => Ok(Some(answer.text().await.map_err(|_| unreachable())?)),
        _ => Err(unreachable().into()),
    }
}
