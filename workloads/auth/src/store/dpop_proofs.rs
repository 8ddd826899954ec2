//! Proofs of possession that were used, so that none is used twice.

use domicile_service::Database;

/// Uses up a proof; false when it was used before. Kept for twice as long as any proof is believed.
pub async fn accept(
    pool: &Database,
    digest: &[u8],
    window_seconds: i64,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.dpop_proof (digest, expires_at) \
         VALUES ($1, now() + 2 * $2 * interval '1 second') ON CONFLICT (digest) DO NOTHING",
    )
    .bind(digest)
    .bind(window_seconds)
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
