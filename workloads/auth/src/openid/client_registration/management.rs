//! What a registered client reads and changes about itself (RFC 7592).

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Path, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, DynamicRegistration};
use domicile_residency::Handle;
use domicile_service::{Problem, mesh::PeerIdentity, openapi::Misdirected};
use serde::Deserialize;

use super::{
    bearer, digest_of, document, information, logo, metadata::Refusal, new_secret, not_authorized,
    read, refused,
};
use crate::{
    app::App,
    error::AuthError,
    openapi::answers::{ClientInformation, RegistrationRefused},
    openid::{forwarding::ForwardingError, oauth_error::fault},
    store::registered_clients::{self, RegisteredClient},
    web::body::Whole,
};

/// A request about one client. An extractor of handlers.
#[derive(Debug)]
pub struct Called {
    /// Another region carried it here: it is not carried on.
    carried: bool,
    method: Method,
    client_id: String,
    headers: HeaderMap,
    body: Bytes,
}

impl FromRequest<App> for Called {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        // An identifier that is no text is nobody's.
        let Path(client_id) = Path::from_request_parts(&mut parts, app)
            .await
            .map_err(|_| not_authorized())?;
        let (carried, method, headers) = (
            parts.extensions.get::<PeerIdentity>().is_some(),
            parts.method.clone(),
            parts.headers.clone(),
        );
        let Whole(body) = Whole::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self {
            carried,
            method,
            client_id,
            headers,
            body,
        })
    }
}

/// Tells a client what is known of it (RFC 7592, section 2.1).
#[utoipa::path(
    get, path = "/register-client/{client_id}", tag = "Clients", params(("client_id" = String, Path)),
    responses((status = 200, description = "The client.", body = ClientInformation), RegistrationRefused, Misdirected), security(("registrationAccessToken" = []))
)]
pub async fn show(State(app): State<App>, called: Called) -> Response {
    manage(State(app), called).await
}

/// Replaces a client's metadata as a whole (RFC 7592, section 2.2).
#[utoipa::path(
    put, path = "/register-client/{client_id}", tag = "Clients", request_body = ClientInformation, params(("client_id" = String, Path)),
    responses((status = 200, description = "The client as it is now.", body = ClientInformation), RegistrationRefused, Misdirected), security(("registrationAccessToken" = []))
)]
pub async fn replace(State(app): State<App>, called: Called) -> Response {
    manage(State(app), called).await
}

/// Ends a client with everything that it was given (RFC 7592, section 2.3).
#[utoipa::path(
    delete, path = "/register-client/{client_id}", tag = "Clients", params(("client_id" = String, Path)),
    responses((status = 204, description = "The client is no more."), RegistrationRefused, Misdirected), security(("registrationAccessToken" = []))
)]
pub async fn forget(State(app): State<App>, called: Called) -> Response {
    manage(State(app), called).await
}

/// All of them, as other regions carry them here.
pub async fn manage(State(app): State<App>, called: Called) -> Response {
    answer(&app, called)
        .await
        .unwrap_or_else(|error| fault("/register-client", &error))
}

async fn answer(app: &App, called: Called) -> Result<Response, AuthError> {
    let Called {
        carried,
        ref method,
        ref client_id,
        ref headers,
        body,
    } = called;
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Some(registration) = &bundle.openid.dynamic_registration else {
        return Ok(Problem::not_found().into_response());
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
        _ => Ok(Problem::method_not_allowed().into_response()),
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
    let metadata = match read(app, bundle, registration, body).await {
        Ok(metadata) => metadata,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let secret = new_secret(&metadata)?;
    client.metadata = serde_json::to_value(&metadata).unwrap_or_default();
    client.secret_digests = secret.iter().map(|secret| digest_of(secret)).collect();
    let logo = logo::of(app, bundle, &metadata).await;
    if !registered_clients::update(app.pool(), &client, logo.as_deref()).await? {
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
