//! Whose a membership is.

use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::FromRow;

/// A membership that a person linked.
#[derive(Clone, Debug, FromRow)]
pub struct Linked {
    /// Its name in the configuration.
    pub link: String,
    /// When it was linked.
    pub linked_at: Timestamp,
}

/// Links a number with a person; false when it is another's, or they have another of that kind. Repeating it changes
/// nothing.
pub async fn link(
    pool: &Database,
    digest: &[u8; 32],
    sub: &str,
    link: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.membership_number (digest, sub, link) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(digest)
    .bind(sub)
    .bind(link)
    .execute(pool)
    .await?;
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.membership_number WHERE digest = $1 AND sub = $2 AND link = $3)",
    )
    .bind(digest)
    .bind(sub)
    .bind(link)
    .fetch_one(pool)
    .await
}

/// All of a person.
pub async fn all(pool: &Database, sub: &str) -> Result<Vec<Linked>, sqlx::Error> {
    sqlx::query_as(
        "SELECT link, linked_at FROM auth.membership_number WHERE sub = $1 ORDER BY linked_at, link",
    )
    .bind(sub)
    .fetch_all(pool)
    .await
}

/// Removes one of a person's.
pub async fn remove(pool: &Database, sub: &str, link: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.membership_number WHERE sub = $1 AND link = $2")
        .bind(sub)
        .bind(link)
        .execute(pool)
        .await?;
    Ok(())
}
