//! The one place where tokens are made and the answer is written (RFC 6749, section 5.1; `OpenID` Connect Core,
//! section 3.1.3.3).

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use uuid::Uuid;

use super::{Exchange, Failure};
use crate::{
    openid::{
        access_token::{AccessToken, Times},
        claims,
        id_token::{IdToken, access_token_hash},
    },
    store::grants::Grant,
};

/// What tokens are made of.
pub(super) struct Issue<'a> {
    /// What the person let the client have.
    pub grant: &'a Grant,
    /// Scopes of the access token: those of the grant or fewer.
    pub scopes: &'a [String],
    /// The client's nonce, for the first ID token.
    pub nonce: Option<&'a str>,
}

/// Makes the tokens and the answer.
pub(super) async fn answer(
    exchange: &Exchange<'_>,
    issued: Issue<'_>,
) -> Result<Response, Failure> {
    let lifetime = exchange.bundle.sign_in.token_lifetime_seconds;
    let times = Times::lasting(lifetime);
    let scope = issued.scopes.join(" ");
    let access_token = access_token(exchange, &issued, &times, &scope)?;
    let id_token = id_token(exchange, &issued, &times, &access_token).await?;
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

fn access_token(
    exchange: &Exchange<'_>,
    issued: &Issue<'_>,
    times: &Times,
    scope: &str,
) -> Result<String, Failure> {
    let bundle = exchange.bundle;
    let token = AccessToken {
        iss: bundle.issuer.clone(),
        sub: issued.grant.sub.clone(),
        aud: bundle.issuer.clone(),
        client_id: exchange.application.client_id.clone(),
        scope: scope.to_owned(),
        iat: times.issued,
        exp: times.expires,
        jti: Uuid::now_v7(),
        region: exchange.app.region().to_string(),
        domicile_grant: issued.grant.id,
    };
    Ok(token.sign(&exchange.app.keys().signing)?)
}

async fn id_token(
    exchange: &Exchange<'_>,
    issued: &Issue<'_>,
    times: &Times,
    access_token: &str,
) -> Result<String, Failure> {
    let Exchange {
        app,
        bundle,
        application,
    } = exchange;
    let grant = issued.grant;
    // Sign-in stays up without the profile-store: the claims are then read from userinfo later.
    let profile = claims::of_person(app, bundle, application, issued.scopes, &grant.sub)
        .await
        .inspect_err(|error| tracing::warn!(%error, "an ID token is issued without profile claims"))
        .unwrap_or_default();
    let token = IdToken {
        iss: bundle.issuer.clone(),
        sub: grant.sub.clone(),
        aud: application.client_id.clone(),
        iat: times.issued,
        exp: times.expires,
        auth_time: grant.authenticated_at().as_second(),
        amr: grant.methods.clone(),
        acr: grant.acr.clone(),
        nonce: issued.nonce.map(str::to_owned),
        at_hash: access_token_hash(access_token),
        domicile_region: app.region().to_string(),
        profile,
    };
    Ok(token.sign(&app.keys().signing)?)
}
