//! Refresh tokens (RFC 6749, section 6; RFC 9700, section 4.14): rotated at each use, a second use ends the family. Those
//! of clients of FAPI stay as they are.

use axum::response::Response;
use domicile_bundle::{ApplicationType, GrantType};
use domicile_residency::Handle;
use sqlx::PgConnection;

use super::{
    Exchange, Failure, Refusal,
    issue::{self, Issue},
    request::RefreshToken,
    rotation::{self, Use},
};
use crate::{
    openid::{resource, security_profile},
    store::{
        grants::{self, Grant},
        refresh_tokens::{self, FoundToken, Limits, NewRefreshToken},
    },
};

/// Tokens for a refresh token.
pub(super) async fn exchange(
    exchange: &Exchange<'_>,
    presented: RefreshToken,
) -> Result<Response, Failure> {
    let mut transaction = exchange.app.pool().begin().await?;
    let found = refresh_tokens::find_and_lock(&mut transaction, &presented.token)
        .await?
        .filter(|found| found.grant.client_id == exchange.application.client_id)
        .ok_or(Refusal::REFRESH_TOKEN)?;
    let verdict = rotation::judge(&found);
    match verdict {
        Use::First | Use::Repeated => {}
        Use::Ended => return Err(Refusal::REFRESH_TOKEN.into()),
        Use::Reused => {
            grants::revoke(&mut *transaction, found.grant.id).await?;
            transaction.commit().await?;
            tracing::warn!(
                client = found.grant.client_id,
                "a refresh token was used twice: its family is revoked"
            );
            return Err(Refusal::REFRESH_TOKEN.into());
        }
    }
    // Whatever is refused from here on has used nothing up.
    let scopes = narrowed(exchange, &found.grant, &presented)?;
    let target = resource::of_grant(
        exchange.bundle,
        exchange.application,
        &found.grant.resources,
        &exchange.resources,
        &scopes,
    )
    .map_err(Refusal::from)?;
    same_key(exchange, &found.grant)?;
    let successor = if security_profile::rotates_refresh_tokens(exchange.application) {
        let token = &presented.token;
        Some(rotate(exchange, &mut transaction, token, &found, verdict).await?)
    } else {
        let limits = limits(exchange);
        refresh_tokens::prolong(&mut transaction, &presented.token, found.grant.id, limits).await?;
        None
    };
    transaction.commit().await?;
    let issued = Issue {
        grant: &found.grant,
        target,
        nonce: None,
        id_token_scopes: scopes,
        refresh_token: successor,
    };
    issue::answer(exchange, issued).await
}

/// What is asked for, of what was granted and can still be had (RFC 6749, section 6).
fn narrowed(
    exchange: &Exchange<'_>,
    grant: &Grant,
    presented: &RefreshToken,
) -> Result<Vec<String>, Refusal> {
    let scopes = presented.scopes.as_deref().unwrap_or(&grant.scopes);
    if !scopes.iter().all(|scope| grant.scopes.contains(scope)) {
        return Err(Refusal::Scope(
            "ask for scopes that were granted, or leave `scope` out",
        ));
    }
    Ok(resource::still_had(exchange.application, scopes))
}

/// Tokens of a public client stay bound to the key of the first (RFC 9449, section 5): who stole one cannot use it.
fn same_key(exchange: &Exchange<'_>, grant: &Grant) -> Result<(), Refusal> {
    let bound = grant.confirmation.as_ref().map(|bound| &bound.0);
    let is_public = exchange.application.application_type != ApplicationType::Web;
    if is_public && bound.is_some() && bound != exchange.confirmation.as_ref() {
        return Err(Refusal::REFRESH_TOKEN);
    }
    Ok(())
}

async fn rotate(
    exchange: &Exchange<'_>,
    transaction: &mut PgConnection,
    presented: &Handle,
    found: &FoundToken,
    verdict: Use,
) -> Result<Handle, Failure> {
    if verdict == Use::First {
        refresh_tokens::mark_used(transaction, presented, found).await?;
    }
    let successor = new(exchange)?;
    let generation = found.generation + 1;
    refresh_tokens::insert(transaction, &successor, found.grant.id, generation).await?;
    Ok(successor.handle)
}

/// The first refresh token of a grant, where the client may have one.
pub(super) fn first(exchange: &Exchange<'_>) -> Result<Option<NewRefreshToken>, Failure> {
    let grant_types = &exchange.application.grant_types;
    if grant_types.contains(&GrantType::RefreshToken) {
        new(exchange).map(Some)
    } else {
        Ok(None)
    }
}

fn new(exchange: &Exchange<'_>) -> Result<NewRefreshToken, Failure> {
    Ok(NewRefreshToken {
        handle: Handle::random(exchange.app.region())?,
        limits: limits(exchange),
    })
}

fn limits(exchange: &Exchange<'_>) -> Limits {
    let sign_in = &exchange.bundle.sign_in;
    Limits {
        idle_seconds: sign_in.refresh_token_idle_seconds,
        absolute_seconds: sign_in.refresh_token_absolute_seconds,
        access_token_seconds: sign_in.token_lifetime_seconds,
    }
}
