//! Assertions by which clients proved themselves, so that none is taken twice.

use domicile_service::Database;
use ring::digest::{Context, SHA256};

/// Uses up an assertion; false when it was used before. Kept until `expires` (seconds since 1970) has passed safely.
pub async fn accept(
    pool: &Database,
    client_id: &str,
    jti: &str,
    expires: f64,
) -> Result<bool, sqlx::Error> {
    let mut digest = Context::new(&SHA256);
    for part in [client_id.as_bytes(), &[0], jti.as_bytes()] {
        digest.update(part);
    }
    let inserted = sqlx::query(
        "INSERT INTO auth.client_assertion (digest, expires_at) \
         VALUES ($1, to_timestamp($2) + interval '5 minutes') ON CONFLICT (digest) DO NOTHING",
    )
    .bind(digest.finish().as_ref())
    .bind(expires)
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
