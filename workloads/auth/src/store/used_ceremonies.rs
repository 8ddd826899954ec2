//! Challenges that were answered.

use domicile_service::Database;

/// A challenge as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Challenge {
    /// SHA-256 of what it was asked with.
    pub digest: [u8; 32],
    /// When it can no longer be answered, in seconds since 1970. It is kept until that has passed safely.
    pub expires: i64,
}

/// Uses a challenge up, `$1` and `$2`; inserts nothing when it was used before.
macro_rules! accept_challenge {
    () => {
        "INSERT INTO auth.used_ceremony (digest, expires_at) \
         VALUES ($1, to_timestamp($2::bigint) + interval '5 minutes') ON CONFLICT (digest) DO NOTHING"
    };
}
pub(super) use accept_challenge;

/// Uses a challenge up; false when it was used before.
pub async fn accept(pool: &Database, challenge: Challenge) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(accept_challenge!())
        .bind(challenge.digest)
        .bind(challenge.expires)
        .execute(pool)
        .await?;
    Ok(inserted.rows_affected() == 1)
}
