//! Access tokens are not stored; what ended one before its time is; [`super::liveness`]
//! asks.

use domicile_service::Database;
use uuid::Uuid;

/// Ends one access token. `expires` is when it would have ended anyway, in seconds since 1970.
pub async fn revoke(pool: &Database, jti: Uuid, expires: i64) -> Result<(), sqlx::Error> {
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
