//! Hand-offs that were accepted, so that none is accepted twice.

use domicile_service::Database;

/// Uses up a hand-off; false when it was used before. Kept until `expires` (seconds since 1970) has passed safely.
pub async fn accept(pool: &Database, jti: &str, expires: i64) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.accepted_handoff (jti, expires_at) \
         VALUES ($1, to_timestamp($2::bigint) + interval '5 minutes') ON CONFLICT (jti) DO NOTHING",
    )
    .bind(jti)
    .bind(expires)
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
