//! Challenges that were answered.

use sqlx::PgPool;

/// Uses a challenge up; false when it was used before. Kept until `expires` (seconds since 1970) has passed safely.
pub async fn accept(pool: &PgPool, digest: &[u8; 32], expires: i64) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.used_ceremony (digest, expires_at) \
         VALUES ($1, to_timestamp($2::bigint) + interval '5 minutes') ON CONFLICT (digest) DO NOTHING",
    )
    .bind(digest)
    .bind(expires)
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
