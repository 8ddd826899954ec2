//! One code, once, for the one it was given to (RFC 6749, section 4.1.3).

use axum::response::Response;
use domicile_residency::Handle;
use sqlx::PgConnection;

use super::{
    Exchange, Failure, Refusal,
    issue::{self, Issue},
    refresh_token,
    request::AuthorizationCode,
};
use crate::{
    openid::{confirmation::Confirmation, pkce, resource},
    store::{
        authorization_codes::{self, FoundCode},
        grants,
    },
};

/// Tokens for a code.
pub(super) async fn exchange(
    exchange: &Exchange<'_>,
    presented: AuthorizationCode,
) -> Result<Response, Failure> {
    let mut connection = exchange.app.pool().acquire().await?;
    let found = find(exchange, &mut connection, &presented).await?;
    let grant = &found.grant;
    let scopes = resource::still_had(exchange.application, &grant.scopes);
    let target = resource::of_grant(
        exchange.bundle,
        exchange.application,
        &grant.resources,
        &exchange.resources,
        &scopes,
    )
    .map_err(Refusal::from)?;
    let refresh_token = redeem(exchange, &mut connection, &presented, &found).await?;
    connection.release();
    let issued = Issue {
        grant,
        target,
        nonce: found.nonce.as_deref(),
        id_token_scopes: scopes,
        refresh_token,
    };
    issue::answer(exchange, issued).await
}

/// The code that is presented, if it fits. A second use ends what came from the first (RFC 6749, section 4.1.2):
/// one of the two was a thief.
async fn find(
    exchange: &Exchange<'_>,
    connection: &mut PgConnection,
    presented: &AuthorizationCode,
) -> Result<FoundCode, Failure> {
    let found = authorization_codes::find(&mut *connection, &presented.code)
        .await?
        .filter(|found| found.grant.client_id == exchange.application.client_id)
        .ok_or(Refusal::CODE)?;
    if found.used {
        grants::revoke(connection, found.grant.id).await?;
        tracing::warn!(
            client = found.grant.client_id,
            "a code was used twice: its tokens are revoked"
        );
        return Err(Refusal::CODE.into());
    }
    if !fits(&found, presented) || !key_fits(&found, exchange.confirmation.as_ref()) {
        return Err(Refusal::CODE.into());
    }
    Ok(found)
}

/// Whether what is presented is what the code is bound to.
fn fits(found: &FoundCode, presented: &AuthorizationCode) -> bool {
    found.fresh
        && presented.redirect_uri == found.redirect_uri
        && verifier_fits(found.code_challenge.as_deref(), &presented.code_verifier)
}

/// Whether the key is proven that the code is bound to (RFC 9449, section 10).
fn key_fits(found: &FoundCode, proven: Option<&Confirmation>) -> bool {
    found.dpop_jkt.as_ref().is_none_or(|bound| {
        matches!(proven, Some(Confirmation::KeyThumbprint(thumbprint)) if thumbprint == bound)
    })
}

/// A verifier without a challenge is a downgrade: somebody has taken the challenge out of the request (RFC 9700,
/// section 2.1.1).
fn verifier_fits(challenge: Option<&str>, verifier: &str) -> bool {
    match challenge {
        Some(challenge) => pkce::fits(verifier, challenge),
        None => verifier.is_empty(),
    }
}

/// Uses the code up. With it the grant is bound to the client's key, and its first refresh token begins.
async fn redeem(
    exchange: &Exchange<'_>,
    connection: &mut PgConnection,
    presented: &AuthorizationCode,
    found: &FoundCode,
) -> Result<Option<Handle>, Failure> {
    let confirmation = exchange.confirmation.as_ref();
    let first = refresh_token::first(exchange)?;
    let (code, token) = (&presented.code, first.as_ref());
    if !authorization_codes::redeem(&mut *connection, code, confirmation, token).await? {
        // Somebody else was faster by a moment: that is a second use too.
        grants::revoke(connection, found.grant.id).await?;
        return Err(Refusal::CODE.into());
    }
    Ok(first.map(|token| token.handle))
}
