//! Access tokens are not stored; what ended one before its time is.

use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// Ends one access token. `expires` is when it would have ended anyway, in seconds since 1970.
pub async fn revoke(pool: &PgPool, jti: Uuid, expires: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.revoked_access_token (jti, expires_at) \
         VALUES ($1, to_timestamp($2::bigint) + interval '1 minute') ON CONFLICT (jti) DO NOTHING",
    )
    .bind(jti)
    .bind(expires)
    .execute(pool)
    .await?;
    Ok(())
}

/// Whether a token has not been revoked, neither itself nor by its grant. One statement, two index look-ups.
pub async fn is_live(
    executor: impl PgExecutor<'_>,
    jti: Uuid,
    grant: Option<Uuid>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT NOT EXISTS (SELECT 1 FROM auth.revoked_access_token WHERE jti = $1) \
         AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM auth.client_grant WHERE id = $2 AND revoked_at IS NULL))",
    )
    .bind(jti)
    .bind(grant)
    .fetch_one(executor)
    .await
}
