//! One code, once, for the one it was given to (RFC 6749, section 4.1.3).

use axum::response::Response;

use super::{
    Exchange, Failure, Refusal,
    issue::{self, Issue},
    request::AuthorizationCode,
};
use crate::{
    openid::pkce,
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
    let found = redeem(exchange, &presented).await?;
    let issued = Issue {
        grant: &found.grant,
        scopes: &found.grant.scopes,
        nonce: found.nonce.as_deref(),
    };
    issue::answer(exchange, issued).await
}

/// Uses a code up for the client that it was given to. A second use ends what came from the first
/// (RFC 6749, section 4.1.2): one of the two was a thief.
async fn redeem(
    exchange: &Exchange<'_>,
    presented: &AuthorizationCode,
) -> Result<FoundCode, Failure> {
    let pool = exchange.app.pool();
    let found = authorization_codes::find(pool, &presented.code)
        .await?
        .filter(|found| found.grant.client_id == exchange.application.client_id)
        .ok_or(Refusal::CODE)?;
    if found.used {
        grants::revoke(pool, found.grant.id).await?;
        tracing::warn!(
            client = found.grant.client_id,
            "a code was used twice: its tokens are revoked"
        );
        return Err(Refusal::CODE.into());
    }
    if !fits(&found, presented) {
        return Err(Refusal::CODE.into());
    }
    if !authorization_codes::consume(pool, &presented.code).await? {
        // Somebody else was faster by a moment: that is a second use too.
        grants::revoke(pool, found.grant.id).await?;
        return Err(Refusal::CODE.into());
    }
    Ok(found)
}

/// Whether what is presented is what the code is bound to.
fn fits(found: &FoundCode, presented: &AuthorizationCode) -> bool {
    found.fresh
        && presented.redirect_uri == found.redirect_uri
        && pkce::fits(&presented.code_verifier, &found.code_challenge)
}
