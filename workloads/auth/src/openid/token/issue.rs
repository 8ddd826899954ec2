//! The one place where tokens are made and the answer is written (RFC 6749, section 5.1; `OpenID` Connect Core,
//! section 3.1.3.3; RFC 9068).

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_residency::Handle;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Actor, Exchange, Failure};
use crate::{
    openid::{
        access_token::{AccessToken, Times},
        claims::{self, Asked},
        confirmation::Confirmation,
        id_token::IdToken,
        resource::Target,
        subject_identifier,
    },
    organizations::claim,
    signing::SignerOfAlgorithm,
    store::grants::Grant,
};

/// What the tokens of a person are made of.
pub(super) struct Issue<'a> {
    /// What the person let the client have.
    pub grant: &'a Grant,
    /// For whom the access token is, and what it permits there.
    pub target: Target,
    /// The client's nonce, for the first ID token only (`OpenID` Connect Core, section 12.2).
    pub nonce: Option<&'a str>,
    /// Scopes of the ID token; none without `openid`.
    pub id_token_scopes: Vec<String>,
    /// The refresh token that comes with it.
    pub refresh_token: Option<Handle>,
}

/// Tokens (RFC 6749, section 5.1).
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_token_type: Option<&'static str>,
    token_type: &'static str,
    expires_in: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
}

/// Makes the tokens of a person and the answer.
pub(super) async fn answer(
    exchange: &Exchange<'_>,
    issued: Issue<'_>,
) -> Result<Response, Failure> {
    let times = Times::lasting(exchange.bundle.sign_in.token_lifetime_seconds);
    let grant = issued.grant;
    let organization = claim::of_grant(
        exchange.app,
        exchange.bundle,
        exchange.application,
        grant.id,
    )
    .await?;
    let access_token = AccessToken {
        organization: organization.clone(),
        sub: subject_identifier::of(exchange.app, exchange.application, &grant.sub),
        auth_time: Some(grant.authenticated_at().as_second()),
        acr: grant.acr.clone(),
        amr: grant.methods.clone(),
        domicile_grant: Some(grant.id),
        ..of_client(exchange, &issued.target, &times)
    }
    .sign(&signer(exchange, &issued.target))?;
    // Without `openid` the client does not learn who signed in.
    let id_token = if issued.id_token_scopes.iter().any(|scope| scope == "openid") {
        Some(id_token(exchange, &issued, &times, &access_token, organization).await?)
    } else {
        None
    };
    Ok(written(Tokens {
        refresh_token: issued.refresh_token.map(|token| token.as_str().to_owned()),
        id_token,
        ..plain(exchange, access_token, &issued.target)
    }))
}

/// Makes the token of a client with nobody behind it.
pub(super) fn answer_client(exchange: &Exchange<'_>, target: &Target) -> Result<Response, Failure> {
    let times = Times::lasting(exchange.bundle.sign_in.token_lifetime_seconds);
    let token = of_client(exchange, target, &times).sign(&signer(exchange, target))?;
    Ok(written(plain(exchange, token, target)))
}

/// Makes the token of a client that acts for the subject of another token. It lives no longer than that one.
pub(super) fn answer_exchange(
    exchange: &Exchange<'_>,
    target: &Target,
    subject: AccessToken,
    actor: Actor,
) -> Result<Response, Failure> {
    let times = Times::lasting(exchange.bundle.sign_in.token_lifetime_seconds);
    let expires = times.expires.min(subject.exp);
    let token = AccessToken {
        sub: subject.sub,
        auth_time: subject.auth_time,
        acr: subject.acr,
        amr: subject.amr,
        act: Some(actor),
        organization: subject.organization,
        domicile_grant: subject.domicile_grant,
        exp: expires,
        ..of_client(exchange, target, &times)
    }
    .sign(&signer(exchange, target))?;
    Ok(written(Tokens {
        issued_token_type: Some("urn:ietf:params:oauth:token-type:access_token"),
        expires_in: u32::try_from(expires - times.issued).unwrap_or_default(),
        ..plain(exchange, token, target)
    }))
}

fn plain(exchange: &Exchange<'_>, access_token: String, target: &Target) -> Tokens {
    Tokens {
        access_token,
        issued_token_type: None,
        token_type: Confirmation::token_type(exchange.confirmation.as_ref()),
        expires_in: exchange.bundle.sign_in.token_lifetime_seconds,
        scope: target.scopes.join(" "),
        refresh_token: None,
        id_token: None,
    }
}

fn written(answer: Tokens) -> Response {
    let mut response = Json(answer).into_response();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Keys of the algorithm that whoever takes the access token reads.
fn signer<'a>(exchange: &'a Exchange<'_>, target: &Target) -> SignerOfAlgorithm<'a> {
    exchange.app.keys().signing.with(target.algorithm)
}

/// The token that a client gets for itself (RFC 9068, section 2.2: then `sub` is the client).
fn of_client(exchange: &Exchange<'_>, target: &Target, times: &Times) -> AccessToken {
    let client_id = &exchange.application.client_id;
    AccessToken {
        iss: exchange.bundle.issuer.clone(),
        sub: client_id.clone(),
        aud: target.audience.clone(),
        client_id: client_id.clone(),
        scope: target.scopes.join(" "),
        iat: times.issued,
        exp: times.expires,
        jti: Uuid::now_v7(),
        auth_time: None,
        acr: None,
        amr: vec![],
        cnf: exchange.confirmation.clone(),
        act: None,
        region: exchange.app.region().to_string(),
        organization: None,
        domicile_grant: None,
    }
}

async fn id_token(
    exchange: &Exchange<'_>,
    issued: &Issue<'_>,
    times: &Times,
    access_token: &str,
    organization: Option<Value>,
) -> Result<String, Failure> {
    let Exchange {
        app,
        bundle,
        application,
        ..
    } = exchange;
    let grant = issued.grant;
    let asked = Asked::in_id_token(&issued.id_token_scopes, grant.claims.as_ref());
    // Sign-in stays up without the profile-store: the claims are then read from userinfo later.
    let mut profile = claims::of_person(app, bundle, application, &asked, &grant.sub)
        .await
        .inspect_err(|error| tracing::warn!(%error, "an ID token is issued without profile claims"))
        .unwrap_or_default();
    profile.extend(organization.map(|value| (claim::NAME.to_owned(), value)));
    let token = IdToken {
        iss: bundle.issuer.clone(),
        sub: subject_identifier::of(app, application, &grant.sub),
        aud: application.client_id.clone(),
        iat: times.issued,
        exp: times.expires,
        auth_time: grant.authenticated_at().as_second(),
        amr: grant.methods.clone(),
        acr: grant.acr.clone(),
        nonce: issued.nonce.map(str::to_owned),
        at_hash: application.signing.id_token.half_hash(access_token),
        sid: grant.session_id,
        domicile_region: app.region().to_string(),
        profile,
    };
    let signer = app.keys().signing.with(application.signing.id_token);
    Ok(token.sign(&signer)?)
}
