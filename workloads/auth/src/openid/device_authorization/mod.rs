//! Device authorization (RFC 8628): a device without a keyboard shows a code, its person types it on a device of
//! their own.
//!
//! ```text
//! device ──/device_authorization──→ region D: waiting (device code, user code)
//! person ──/device at home, region H──→ D: which application is that? ──→ asked ──→ H: grant, D: "approved, at H"
//! device ──/token──→ D: who holds it? ──(carried to H)──→ tokens
//! ```
//!
//! The grant and everything of the person stays in H; D learns the name of H only.

pub mod mesh;
pub mod user_code;
pub mod verification;

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Application, GrantType};
use domicile_residency::Handle;
use domicile_service::openapi::Misdirected;
use serde::Serialize;
use utoipa::ToSchema;

use self::user_code::UserCode;
use crate::{
    app::App,
    error::AuthError,
    openapi::{answers::Refused, forms::DeviceForm},
    openid::{
        client_authentication::{Presented, authenticate},
        resource,
        token::{Failure, Refusal},
    },
    store::device_authorizations::{self, INTERVAL_SECONDS, LIFETIME_SECONDS, NewAuthorization},
    web::{
        Network,
        body::Text,
        parameters::{Parameters, encode},
        throttle,
    },
};

/// How often another user code is tried when one is taken.
const TRIES: usize = 5;

/// Begins the sign-in of a device that has no keyboard (RFC 8628).
#[utoipa::path(
    post, path = "/device_authorization", tag = "OAuth", request_body(content = DeviceForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "Codes for the device and for its person.", body = DeviceCodes), Refused, Misdirected), security(("clientSecret" = []), ())
)]
pub async fn begin(
    State(app): State<App>,
    presented: Presented,
    network: Network,
    Text(body): Text,
) -> Response {
    answer(&app, &presented, network, &body)
        .await
        .unwrap_or_else(|failure| failure.told_by("/device_authorization"))
}

async fn answer(
    app: &App,
    presented: &Presented,
    network: Network,
    body: &str,
) -> Result<Response, Failure> {
    let form = Parameters::parse(body);
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let client = authenticate(app, bundle, presented, &form)
        .await?
        .map_err(Refusal::from)?;
    let application = &client.application;
    if !application.grant_types.contains(&GrantType::DeviceCode) {
        return Err(Refusal::UnauthorizedClient.into());
    }
    let scopes = scopes(application, &form)?;
    let resources = resource::requested(application, &form).map_err(Refusal::from)?;
    throttle::admit_device(app, network.0)
        .await?
        .map_err(Refusal::from)?;
    for _ in 0..TRIES {
        let device_code = Handle::random(app.region())?;
        let user_code = UserCode::random(bundle, app.region())?;
        let new = NewAuthorization {
            digest: &device_code.digest(),
            user_code_digest: &digest_of(app, &user_code),
            client_id: &application.client_id,
            scopes: &scopes,
            resources: &resources,
        };
        if device_authorizations::insert(app.pool(), new).await? {
            return Ok(written(&bundle.issuer, &device_code, &user_code));
        }
    }
    Err(AuthError::UserCode.into())
}

/// Keyed hash of a user code: thirty bits would be found by trying, the key is not.
fn digest_of(app: &App, user_code: &UserCode) -> [u8; 32] {
    let message = format!("device-user-code:{}", user_code.as_str());
    app.keys().seal.hmac_sha256(message.as_bytes())
}

/// The scopes that the client may have; others are left out (RFC 6749, section 3.3).
fn scopes(application: &Application, form: &Parameters) -> Result<Vec<String>, Refusal> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in form.single("scope")?.unwrap_or("openid").split(' ') {
        let may_have = application.scopes.iter().any(|own| own == scope);
        if may_have && !scopes.iter().any(|own| own == scope) {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.is_empty() {
        return Err(Refusal::Scope(
            "ask for scopes of the Application, for example `openid`",
        ));
    }
    Ok(scopes)
}

/// What a device shows and asks with (RFC 8628, section 3.2).
#[derive(Serialize, ToSchema)]
struct DeviceCodes<'a> {
    device_code: &'a str,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: u32,
    interval: i32,
}

fn written(issuer: &str, device_code: &Handle, user_code: &UserCode) -> Response {
    let shown = user_code.shown();
    let complete = encode([("user_code", shown.as_str())]);
    let body = Json(DeviceCodes {
        device_code: device_code.as_str(),
        verification_uri: format!("{issuer}/device"),
        verification_uri_complete: format!("{issuer}/device?{complete}"),
        user_code: shown,
        expires_in: LIFETIME_SECONDS,
        interval: INTERVAL_SECONDS,
    });
    let mut response = body.into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
