//! E-mailed codes: a challenge is named by a handle that only the browser holds.

use domicile_residency::{Digest, Handle};
use domicile_service::Database;

/// A new challenge.
#[derive(Clone, Copy, Debug)]
pub struct NewChallenge<'a> {
    /// Names it; stays in the browser's sealed cookie.
    pub handle: &'a Handle,
    /// Whose address the code goes to.
    pub identifier: &'a Digest,
    /// Keyed hash of handle and code.
    pub code_digest: &'a [u8],
    /// The handle in the e-mailed link, where there is one.
    pub link: Option<&'a Handle>,
    /// How long the code may be typed.
    pub lifetime_seconds: u32,
}

/// What came of typing a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was the right one, for the first time.
    Right,
    /// It was wrong; so many tries are left.
    Wrong {
        /// Tries left.
        left: i32,
    },
    /// Too old, used up, tried too often, or never given out: all the same to who asks.
    Ended,
}

/// Stores a challenge; earlier ones of the same identifier stay valid for the browsers that hold them.
pub async fn insert(pool: &Database, challenge: NewChallenge<'_>) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.challenge (digest, identifier_digest, code_digest, expires_at, link_digest) \
         VALUES ($1, $2, $3, now() + make_interval(secs => $4), $5)",
    )
    .bind(challenge.handle.digest())
    .bind(challenge.identifier.as_bytes())
    .bind(challenge.code_digest)
    .bind(f64::from(challenge.lifetime_seconds))
    .bind(challenge.link.map(Handle::digest))
    .execute(pool)
    .await?;
    Ok(())
}

/// Counts one try and compares. The try is counted before the comparison, so that many at once win nothing.
pub async fn attempt(
    pool: &Database,
    handle: &Handle,
    identifier: &Digest,
    typed: &[u8],
    most_attempts: u32,
) -> Result<Attempt, sqlx::Error> {
    let most = i32::try_from(most_attempts).unwrap_or(i32::MAX);
    let counted: Option<(Vec<u8>, i32)> = sqlx::query_as(
        "UPDATE auth.challenge SET attempts = attempts + 1 \
         WHERE digest = $1 AND identifier_digest = $2 AND verified_at IS NULL \
           AND expires_at > now() AND attempts < $3 RETURNING code_digest, attempts",
    )
    .bind(handle.digest())
    .bind(identifier.as_bytes())
    .bind(most)
    .fetch_optional(pool)
    .await?;
    let Some((expected, attempts)) = counted else {
        return Ok(Attempt::Ended);
    };
    // Both sides are outputs of a keyed hash: how long the comparison takes tells nothing about the code.
    if expected != typed {
        let left = most - attempts;
        return Ok(if left > 0 {
            Attempt::Wrong { left }
        } else {
            Attempt::Ended
        });
    }
    let verified = sqlx::query(
        "UPDATE auth.challenge SET verified_at = now() WHERE digest = $1 AND verified_at IS NULL",
    )
    .bind(handle.digest())
    .execute(pool)
    .await?;
    Ok(if verified.rows_affected() == 1 {
        Attempt::Right
    } else {
        Attempt::Ended
    })
}

/// Takes an e-mailed link, in the browser that holds the challenge's handle; false when it is not good (any more).
/// Nothing is counted: a link has 256 random bits.
pub async fn open_link(
    pool: &Database,
    handle: &Handle,
    identifier: &Digest,
    link: &Handle,
) -> Result<bool, sqlx::Error> {
    let verified = sqlx::query(
        "UPDATE auth.challenge SET verified_at = now() WHERE digest = $1 AND identifier_digest = $2 \
         AND link_digest = $3 AND verified_at IS NULL AND expires_at > now()",
    )
    .bind(handle.digest())
    .bind(identifier.as_bytes())
    .bind(link.digest())
    .execute(pool)
    .await?;
    Ok(verified.rows_affected() == 1)
}

/// Whether the browser that holds this handle has proven the identifier, and not signed in with it yet.
pub async fn is_verified(
    pool: &Database,
    handle: &Handle,
    identifier: &Digest,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.challenge WHERE digest = $1 AND identifier_digest = $2 \
         AND verified_at > now() - interval '30 minutes')",
    )
    .bind(handle.digest())
    .bind(identifier.as_bytes())
    .fetch_one(pool)
    .await
}

/// Uses up a proven challenge; false when that happened already.
pub async fn consume(pool: &Database, handle: &Handle) -> Result<bool, sqlx::Error> {
    let removed =
        sqlx::query("DELETE FROM auth.challenge WHERE digest = $1 AND verified_at IS NOT NULL")
            .bind(handle.digest())
            .execute(pool)
            .await?;
    Ok(removed.rows_affected() == 1)
}
