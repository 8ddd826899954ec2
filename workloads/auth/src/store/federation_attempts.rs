//! Browsers that are at a provider.

use domicile_residency::Handle;
use domicile_service::Database;

/// How long a browser may stay at a provider.
const LIFETIME_SECONDS: f64 = 600.0;

/// A browser that sets out.
#[derive(Clone, Copy, Debug)]
pub struct NewAttempt<'a> {
    /// `state`.
    pub state: &'a Handle,
    /// SHA-256 of the identifier of the sign-in.
    pub flow: &'a [u8; 32],
    /// Where it sets out from.
    pub origin: &'a str,
    /// What has to be kept.
    pub sealed: &'a str,
}

/// Keeps one.
pub async fn insert(pool: &Database, new: NewAttempt<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.federation_attempt (digest, flow_digest, origin, sealed, expires_at) \
         VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))",
    )
    .bind(new.state.digest())
    .bind(new.flow)
    .bind(new.origin)
    .bind(new.sealed)
    .bind(LIFETIME_SECONDS)
    .execute(pool)
    .await?;
    Ok(())
}

/// Where a browser set out from.
pub async fn origin(pool: &Database, state: &Handle) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT origin FROM auth.federation_attempt WHERE digest = $1 AND expires_at > now()",
    )
    .bind(state.digest())
    .fetch_optional(pool)
    .await
}

/// Uses one up in the sign-in that began it: what was kept. In another sign-in it stays.
pub async fn consume(
    pool: &Database,
    state: &Handle,
    flow: &[u8; 32],
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "DELETE FROM auth.federation_attempt \
         WHERE digest = $1 AND flow_digest = $2 AND expires_at > now() RETURNING sealed",
    )
    .bind(state.digest())
    .bind(flow)
    .fetch_optional(pool)
    .await
}
