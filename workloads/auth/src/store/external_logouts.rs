//! Logout tokens of an external issuer that were taken.

use domicile_service::Database;

/// Whether all regions have heard of it.
pub async fn is_known_everywhere(pool: &Database, digest: &[u8; 32]) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.external_logout WHERE digest = $1 AND everywhere)",
    )
    .bind(digest)
    .fetch_one(pool)
    .await
}

/// Remembers it until `expires` (seconds since 1970) has passed safely.
pub async fn remember(
    pool: &Database,
    digest: &[u8; 32],
    everywhere: bool,
    expires: f64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.external_logout (digest, everywhere, expires_at) \
         VALUES ($1, $2, to_timestamp($3) + interval '15 minutes') \
         ON CONFLICT (digest) DO UPDATE SET everywhere = external_logout.everywhere OR excluded.everywhere",
    )
    .bind(digest)
    .bind(everywhere)
    .bind(expires)
    .execute(pool)
    .await?;
    Ok(())
}
