//! What a registered client reads and changes about itself (RFC 7592).

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, DynamicRegistration};
use domicile_residency::Handle;
use domicile_service::mesh::PeerIdentity;
use serde::Deserialize;

use super::{
    bearer, digest_of, document, information, metadata::Refusal, new_secret, not_authorized, read,
    refused,
};
use crate::{
    app::App,
    error::AuthError,
    openid::{forwarding::ForwardingError, oauth_error::fault},
    store::registered_clients::{self, RegisteredClient},
};

/// `GET`, `PUT` and `DELETE /register-client/{client_id}`, on public hosts and on the mesh. What was carried here once
/// is not carried on.
pub async fn manage(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    method: Method,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let carried = peer.is_some();
    match answer(&app, carried, &method, &client_id, &headers, body).await {
        Ok(response) => response,
        Err(error) => fault("/register-client", &error),
    }
}

async fn answer(
    app: &App,
    carried: bool,
    method: &Method,
    client_id: &str,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response, AuthError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Some(registration) = &bundle.openid.dynamic_registration else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let token = bearer(headers).and_then(|token| Handle::parse(token).ok());
    let (Ok(handle), Some(token)) = (Handle::parse(client_id), token) else {
        return Ok(not_authorized());
    };
    if handle.region() != app.region() {
        let is_region = bundle.region_named(handle.region().as_str()).is_some();
        if carried || !is_region {
            return Ok(not_authorized());
        }
        app.registered_clients().forget(client_id);
        return carry(app, bundle, &handle, method, headers, body).await;
    }
    // RFC 7592, section 2: a client that does not exist is answered like a wrong token.
    let found = registered_clients::find_with_token(app.pool(), client_id, &token).await?;
    let Some(client) = found else {
        return Ok(not_authorized());
    };
    match *method {
        Method::GET => Ok(document(StatusCode::OK, information(bundle, &client, None))),
        Method::PUT => update(app, bundle, registration, client, &body).await,
        Method::DELETE => {
            registered_clients::delete(app.pool(), client_id).await?;
            tracing::info!(client = client_id, "a client has deleted itself");
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        _ => Ok(StatusCode::METHOD_NOT_ALLOWED.into_response()),
    }
}

/// What an update says beside metadata (RFC 7592, section 2.2).
#[derive(Deserialize)]
struct Identification {
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Replaces the metadata as a whole; a client that proves itself by a secret gets a new one, and the earlier ends.
async fn update(
    app: &App,
    bundle: &Bundle,
    registration: &DynamicRegistration,
    mut client: RegisteredClient,
    body: &[u8],
) -> Result<Response, AuthError> {
    let wrong = |text: &str| Ok(refused(&Refusal::Metadata(text.to_owned())));
    let Ok(said) = serde_json::from_slice::<Identification>(body) else {
        return wrong("client metadata is a JSON object");
    };
    if said.client_id.as_deref() != Some(client.client_id.as_str()) {
        return wrong("`client_id` is the client's own");
    }
    let is_present = |secret: &String| client.secret_digests.contains(&digest_of(secret));
    if !said.client_secret.iter().all(is_present) {
        return wrong("`client_secret` is left out, or the present one");
    }
    let metadata = match read(bundle, registration, body) {
        Ok(metadata) => metadata,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let secret = new_secret(&metadata)?;
    client.metadata = serde_json::to_value(&metadata).unwrap_or_default();
    client.secret_digests = secret.iter().map(|secret| digest_of(secret)).collect();
    if !registered_clients::update(app.pool(), &client).await? {
        return Ok(not_authorized());
    }
    let answer = information(bundle, &client, secret.as_deref());
    Ok(document(StatusCode::OK, answer))
}

/// Brings the request to the client's region and its answer back.
async fn carry(
    app: &App,
    bundle: &Bundle,
    client: &Handle,
    method: &Method,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response, AuthError> {
    let region = bundle
        .region_named(client.region().as_str())
        .ok_or(ForwardingError::UnknownRegion)?;
    let address = format!("{}/register-client/{}", region.mesh.auth, client.as_str());
    let mut request = app
        .mesh_client()
        .request(method.clone(), address)
        .body(body);
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        request = request.header(header::AUTHORIZATION, value);
    }
    let unreachable = |_| ForwardingError::Unreachable(client.region().clone());
    let answer = request.send().await.map_err(unreachable)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.map_err(unreachable)?));
    *response.status_mut() = status;
    for name in [
        header::CONTENT_TYPE,
        header::WWW_AUTHENTICATE,
        header::CACHE_CONTROL,
    ] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    Ok(response)
}
