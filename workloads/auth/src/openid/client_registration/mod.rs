//! Dynamic client registration (RFC 7591; `OpenID` Connect Dynamic Client Registration 1.0) and its management
//! (RFC 7592).
//!
//! A client belongs to the region where it registers: its identifier is a handle of that region. Any region takes a
//! request about it and carries it there. Addresses that are named in metadata are shown or kept; those that are followed
//! here are `sector_identifier_uri` and `logo_uri`.

mod logo;
pub mod management;
pub mod metadata;
mod redirect_uri;
mod sector;

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, DynamicRegistration};
use domicile_residency::Handle;
use domicile_service::{
    Problem,
    keys::{hexadecimal, random_token},
    openapi::Misdirected,
};
use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};

use self::metadata::{ClientMetadata, Refusal};
use crate::{
    app::App,
    error::AuthError,
    openapi::answers::{ClientInformation, RegistrationRefused},
    openid::oauth_error::{fault, oauth_error},
    store::{
        registered_clients::{self, RegisteredClient},
        throttles::{self, Allowance},
    },
    web::body::Whole,
};

/// Clients that one address may register without a token.
const OPEN_PER_NETWORK: Allowance = Allowance {
    most: 20,
    window_seconds: 600,
};
/// Clients that everybody together may register here without a token.
const OPEN_IN_ALL: Allowance = Allowance {
    most: 2_000,
    window_seconds: 3600,
};

/// Registers a client (RFC 7591). `/register` is the page on which people register.
#[utoipa::path(
    post, path = "/register-client", tag = "Clients", request_body = ClientMetadata,
    responses((status = 201, description = "The client.", body = ClientInformation), RegistrationRefused, Misdirected),
    security(("initialAccessToken" = []), ())
)]
pub async fn register(
    State(app): State<App>,
    headers: HeaderMap,
    from: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    Whole(body): Whole,
) -> Response {
    let from = from.map(|extension| extension.0.0);
    match answer(&app, &headers, from, &body).await {
        Ok(response) => response,
        Err(error) => fault("/register-client", &error),
    }
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    from: Option<SocketAddr>,
    body: &[u8],
) -> Result<Response, AuthError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Some(registration) = &bundle.openid.dynamic_registration else {
        return Ok(Problem::not_found().into_response());
    };
    match bearer(headers) {
        Some(token) if is_initial_access_token(registration, token) => {}
        None if registration.open => {
            if let Some(refused) = too_many(app, from).await? {
                return Ok(refused);
            }
        }
        _ => return Ok(not_authorized()),
    }
    let metadata = match read(app, bundle, registration, body).await {
        Ok(metadata) => metadata,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    let client_id = Handle::random(app.region())?;
    let registration_token = Handle::random(app.region())?;
    let secret = new_secret(&metadata)?;
    let client = RegisteredClient {
        client_id: client_id.as_str().to_owned(),
        metadata: serde_json::to_value(&metadata).unwrap_or_default(),
        secret_digests: secret.iter().map(|secret| digest_of(secret)).collect(),
    };
    let logo = logo::of(app, bundle, &metadata).await;
    registered_clients::insert(app.pool(), &client, logo.as_deref(), &registration_token).await?;
    tracing::info!(client = client.client_id, "a client has registered itself");
    let mut answer = information(bundle, &client, secret.as_deref());
    answer.insert(
        "registration_access_token".to_owned(),
        Value::from(registration_token.as_str()),
    );
    let issued_at = domicile_jose::now();
    answer.insert("client_id_issued_at".to_owned(), Value::from(issued_at));
    Ok(document(StatusCode::CREATED, answer))
}

/// Metadata that the template allows, completed with what the client got.
async fn read(
    app: &App,
    bundle: &Bundle,
    registration: &DynamicRegistration,
    body: &[u8],
) -> Result<ClientMetadata, Refusal> {
    let metadata: ClientMetadata = serde_json::from_slice(body).map_err(|_| {
        Refusal::Metadata(
            "client metadata is a JSON object whose members have the types of RFC 7591, section 2"
                .to_owned(),
        )
    })?;
    let template = bundle
        .application(&registration.template)
        .ok_or_else(|| Refusal::Metadata("no client can register at present".to_owned()))?;
    let application = metadata.to_application(template, &bundle.openid.signing_algorithms)?;
    metadata.refuse_control_characters()?;
    sector::prove(app, bundle, &metadata).await?;
    Ok(metadata.completed(&application))
}

/// A client secret, where the client proves itself by one.
fn new_secret(metadata: &ClientMetadata) -> Result<Option<String>, AuthError> {
    let by_secret = metadata
        .authentication_method()
        .is_ok_and(domicile_bundle::ClientAuthenticationMethod::is_by_secret);
    Ok(by_secret.then(|| random_token(32)).transpose()?)
}

fn digest_of(secret: &str) -> String {
    hexadecimal(digest(&SHA256, secret.as_bytes()).as_ref())
}

/// What a client is told about itself (RFC 7591, section 3.2.1). Every address comes from the issuer, never from the
/// request's host.
fn information(
    bundle: &Bundle,
    client: &RegisteredClient,
    secret: Option<&str>,
) -> Map<String, Value> {
    let mut answer = client.metadata.as_object().cloned().unwrap_or_default();
    let uri = format!("{}/register-client/{}", bundle.issuer, client.client_id);
    answer.insert("client_id".to_owned(), json!(client.client_id));
    answer.insert("registration_client_uri".to_owned(), json!(uri));
    if let Some(secret) = secret {
        answer.insert("client_secret".to_owned(), json!(secret));
        // It does not expire (RFC 7591, section 3.2.1).
        answer.insert("client_secret_expires_at".to_owned(), json!(0));
    }
    answer
}

fn document(status: StatusCode, answer: Map<String, Value>) -> Response {
    let mut response = (status, axum::Json(answer)).into_response();
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// RFC 7591, section 3.2.2.
fn refused(refusal: &Refusal) -> Response {
    let (error, description) = match refusal {
        Refusal::RedirectUri(description) => ("invalid_redirect_uri", description),
        Refusal::Metadata(description) => ("invalid_client_metadata", description),
    };
    oauth_error(StatusCode::BAD_REQUEST, error, description)
}

/// RFC 6750, section 3.1.
fn not_authorized() -> Response {
    let description = "a good token is needed in the header `Authorization: Bearer`";
    let mut response = oauth_error(StatusCode::UNAUTHORIZED, "invalid_token", description);
    let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

fn is_initial_access_token(registration: &DynamicRegistration, token: &str) -> bool {
    // Digests are compared: how long that takes tells nothing about a token.
    registration
        .initial_access_token_digests
        .contains(&digest_of(token))
}

/// Counts one registration without a token.
async fn too_many(app: &App, from: Option<SocketAddr>) -> Result<Option<Response>, AuthError> {
    let network = from.map(|from| from.ip().to_canonical().to_string());
    let counted = [
        (
            network.map(|network| format!("register-client:{network}")),
            OPEN_PER_NETWORK,
        ),
        (Some("register-client".to_owned()), OPEN_IN_ALL),
    ];
    for (bucket, allowance) in counted {
        let Some(bucket) = bucket else { continue };
        let bucket = app.keys().pseudonym.hmac_sha256(bucket.as_bytes());
        if let Err(seconds) = throttles::count(app.pool(), &bucket, allowance).await? {
            let description = "too many clients register themselves; try again later";
            let mut response = oauth_error(
                StatusCode::TOO_MANY_REQUESTS,
                "temporarily_unavailable",
                description,
            );
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            return Ok(Some(response));
        }
    }
    Ok(None)
}
