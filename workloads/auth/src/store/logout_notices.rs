//! The outbox of logout tokens. Rows are written by the database when a session ends (migration 0042).

use domicile_service::Database;
use sqlx::FromRow;
use uuid::Uuid;

/// A client that is to be told that a session has ended.
#[derive(Clone, Debug, FromRow)]
pub struct LogoutNotice {
    /// Names it: the `jti` of its tokens, so that a client can tell a repetition.
    pub id: Uuid,
    /// Who is told.
    pub client_id: String,
    /// Who was signed in.
    pub sub: String,
    /// Which session.
    pub session_id: Uuid,
    /// How often it was tried, this time included.
    pub attempts: i32,
}

/// Takes what is due, and makes it due again later: longer each time, and not all at once. No two replicas take the
/// same.
pub async fn claim(pool: &Database, most: i64) -> Result<Vec<LogoutNotice>, sqlx::Error> {
    sqlx::query_as(
        "UPDATE auth.logout_notice SET attempts = attempts + 1, \
           next_attempt_at = now() + make_interval(secs => 15 * power(2, attempts) * (0.75 + random() / 2)) \
         WHERE id IN (SELECT id FROM auth.logout_notice WHERE next_attempt_at <= now() \
           ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED) \
         RETURNING id, client_id, sub, session_id, attempts",
    )
    .bind(most)
    .fetch_all(pool)
    .await
}

/// Removes what was delivered or given up.
pub async fn remove(pool: &Database, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.logout_notice WHERE id = $1")
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}
