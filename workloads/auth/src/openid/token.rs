//! The token endpoint (RFC 6749, sections 3.2 and 4.1.3): one code, once, for the one it was given to.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Application, Bundle};
use domicile_residency::Handle;
use domicile_service::mesh::PeerIdentity;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    app::App,
    error::AuthError,
    openid::{
        access_token::{AccessToken, Times},
        claims,
        client_authentication::{Disbelief, Presented, authenticate},
        forwarding,
        id_token::{IdToken, access_token_hash},
        pkce,
    },
    profile_store::{ProfileStore, ProfileStoreError},
    store::authorization_codes::{self, FoundCode},
    web::parameters::Parameters,
};

/// `POST /token`, on public hosts and on the mesh. What came over the mesh is answered here or not at all: a mistake
/// in the regions' addresses must not send it round in circles.
pub async fn exchange(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    presented: Presented,
    body: String,
) -> Response {
    match answer(&app, peer.is_some(), &presented, body).await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(error) => {
            tracing::error!(%error, "the token endpoint failed");
            let code = if matches!(error, AuthError::Region(_)) {
                StatusCode::SERVICE_UNAVAILABLE
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            };
            oauth_error(
                code,
                "server_error",
                "something went wrong on our side; try again",
            )
        }
    }
}

/// Why no token is given (RFC 6749, section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Request(&'static str),
    GrantType,
    Client { basic: bool },
    Grant,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Request(description) => {
                oauth_error(StatusCode::BAD_REQUEST, "invalid_request", description)
            }
            Self::GrantType => oauth_error(
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "only `authorization_code` is supported",
            ),
            Self::Client { basic } => {
                let mut response = oauth_error(
                    StatusCode::UNAUTHORIZED,
                    "invalid_client",
                    "the client did not prove itself",
                );
                if basic {
                    let challenge = HeaderValue::from_static("Basic realm=\"token\"");
                    response
                        .headers_mut()
                        .insert(header::WWW_AUTHENTICATE, challenge);
                }
                response
            }
            // One text for all reasons: which part did not fit is nobody's business but the right client's.
            Self::Grant => oauth_error(
                StatusCode::BAD_REQUEST,
                "invalid_grant",
                "the code is unknown, expired, used, or was given to another client, address or verifier",
            ),
        }
    }
}

pub(super) fn oauth_error(status: StatusCode, error: &str, description: &str) -> Response {
    let body = Json(json!({ "error": error, "error_description": description }));
    let mut response = (status, body).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn answer(
    app: &App,
    forwarded: bool,
    presented: &Presented,
    body: String,
) -> Result<Result<Response, Refusal>, AuthError> {
    let form = Parameters::parse(&body);
    let code = match presented_code(&form) {
        Ok(code) => code,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    if code.region() != app.region() {
        if forwarded || bundle.region_named(code.region().as_str()).is_none() {
            return Ok(Err(Refusal::Grant));
        }
        let home = code.region();
        let client = app.mesh_client();
        return Ok(Ok(forwarding::forward(
            &client,
            bundle,
            home,
            "/token",
            presented.authorization(),
            body,
        )
        .await?));
    }
    let application = match authenticate(app, bundle, presented, &form).await? {
        Ok(client) => client.application,
        Err(Disbelief::Malformed) => {
            return Ok(Err(Refusal::Request(
                "client authentication is missing, repeated or contradicts itself",
            )));
        }
        Err(Disbelief::Wrong { basic }) => return Ok(Err(Refusal::Client { basic })),
    };
    let Some(found) = redeem(app, &application, &code, &form).await? else {
        return Ok(Err(Refusal::Grant));
    };
    app.measures().tokens.inc();
    Ok(Ok(tokens(app, bundle, &application, found).await?))
}

fn presented_code(form: &Parameters) -> Result<Handle, Refusal> {
    let repeated = Refusal::Request("a parameter was sent more than once");
    for name in [
        "redirect_uri",
        "code_verifier",
        "client_id",
        "client_secret",
    ] {
        form.single(name).map_err(|_| repeated)?;
    }
    match form.single("grant_type").map_err(|_| repeated)? {
        Some("authorization_code") => {}
        Some(_) => return Err(Refusal::GrantType),
        None => return Err(Refusal::Request("`grant_type` is missing")),
    }
    let code = form.single("code").map_err(|_| repeated)?;
    let code = code.ok_or(Refusal::Request("`code` is missing"))?;
    Handle::parse(code).map_err(|_| Refusal::Grant)
}

/// Uses a code up for the client that it was given to. A second use ends what came from the first
/// (RFC 6749, section 4.1.2): one of the two was a thief.
async fn redeem(
    app: &App,
    application: &Application,
    code: &Handle,
    form: &Parameters,
) -> Result<Option<FoundCode>, AuthError> {
    let Some(found) = authorization_codes::find(app.pool(), code).await? else {
        return Ok(None);
    };
    if found.client_id != application.client_id {
        return Ok(None);
    }
    if found.used {
        authorization_codes::revoke(app.pool(), found.grant_id).await?;
        tracing::warn!(
            client = application.client_id,
            "a code was used twice: its tokens are revoked"
        );
        return Ok(None);
    }
    let fits = found.fresh
        && form.field("redirect_uri") == found.redirect_uri
        && pkce::fits(form.field("code_verifier"), &found.code_challenge);
    if !fits {
        return Ok(None);
    }
    if !authorization_codes::consume(app.pool(), code).await? {
        // Somebody else was faster by a moment: that is a second use too.
        authorization_codes::revoke(app.pool(), found.grant_id).await?;
        return Ok(None);
    }
    Ok(Some(found))
}

async fn tokens(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    found: FoundCode,
) -> Result<Response, AuthError> {
    let lifetime = bundle.sign_in.token_lifetime_seconds;
    let times = Times::lasting(lifetime);
    let scope = found.scopes.join(" ");
    let access_token = AccessToken {
        iss: bundle.issuer.clone(),
        sub: found.sub.clone(),
        aud: bundle.issuer.clone(),
        client_id: application.client_id.clone(),
        scope: scope.clone(),
        iat: times.issued,
        exp: times.expires,
        jti: Uuid::now_v7(),
        region: app.region().to_string(),
        domicile_grant: found.grant_id,
    }
    .sign(&app.keys().signing)?;
    // Sign-in stays up without the profile-store: the claims are then read from userinfo later.
    let profile = profile_claims(app, bundle, application, &found.scopes, &found.sub)
        .await
        .inspect_err(|error| tracing::warn!(%error, "an ID token is issued without profile claims"))
        .unwrap_or_default();
    let auth_time = found.authenticated_at().as_second();
    let id_token = IdToken {
        iss: bundle.issuer.clone(),
        sub: found.sub,
        aud: application.client_id.clone(),
        iat: times.issued,
        exp: times.expires,
        auth_time,
        amr: found.methods,
        nonce: found.nonce,
        at_hash: access_token_hash(&access_token),
        domicile_region: app.region().to_string(),
        profile,
    }
    .sign(&app.keys().signing)?;
    let body = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": lifetime,
        "scope": scope,
        "id_token": id_token,
    });
    let mut response = Json(body).into_response();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Claims of the profile that an application gets now.
pub(super) async fn profile_claims(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    scopes: &[String],
    sub: &str,
) -> Result<Map<String, Value>, ProfileStoreError> {
    if !application
        .claims
        .iter()
        .any(|claim| scopes.contains(&claim.scope))
    {
        return Ok(Map::new());
    }
    let store = ProfileStore::of(app.mesh_client(), bundle)?;
    let states = store.purposes(sub).await?;
    let attributes = store.attributes(sub).await?;
    Ok(claims::permitted(
        bundle,
        application,
        scopes,
        &states,
        &attributes,
    ))
}
