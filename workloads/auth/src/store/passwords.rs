//! What is kept of passwords: PHC strings of Argon2id.

use domicile_residency::Digest;
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection, PgExecutor};

/// What is found by an identifier: in one statement, so that known and unknown cost the same.
#[derive(Clone, Debug, FromRow)]
pub struct Found {
    /// Whose it is.
    pub sub: String,
    /// What is kept of the password, where there is one.
    pub hash: Option<String>,
}

/// The person of an identifier and their password.
pub async fn of_identifier(
    executor: impl PgExecutor<'_>,
    digest: &Digest,
) -> Result<Option<Found>, sqlx::Error> {
    sqlx::query_as(
        "SELECT identifier.sub, password.hash FROM auth.identifier \
         LEFT JOIN auth.password ON password.sub = identifier.sub \
         WHERE identifier.digest = $1 AND identifier.state = 'active'",
    )
    .bind(digest.as_bytes())
    .fetch_optional(executor)
    .await
}

/// When a person's password was set, if there is one.
pub async fn changed_at(
    pool: &Database,
    sub: &str,
) -> Result<Option<jiff::Timestamp>, sqlx::Error> {
    let found: Option<Timestamp> =
        sqlx::query_scalar("SELECT changed_at FROM auth.password WHERE sub = $1")
            .bind(sub)
            .fetch_optional(pool)
            .await?;
    Ok(found.map(Timestamp::to_jiff))
}

/// Sets or changes a password.
pub async fn put(connection: &mut PgConnection, sub: &str, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.password (sub, hash) VALUES ($1, $2) \
         ON CONFLICT (sub) DO UPDATE SET hash = excluded.hash, changed_at = now()",
    )
    .bind(sub)
    .bind(hash)
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps the same password under other parameters, unless it was changed in the meantime.
pub async fn rehash(pool: &Database, sub: &str, from: &str, to: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.password SET hash = $3 WHERE sub = $1 AND hash = $2")
        .bind(sub)
        .bind(from)
        .bind(to)
        .execute(pool)
        .await?;
    Ok(())
}

/// Removes a password. Repeating it changes nothing.
pub async fn remove(connection: &mut PgConnection, sub: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.password WHERE sub = $1")
        .bind(sub)
        .execute(connection)
        .await?;
    Ok(())
}
