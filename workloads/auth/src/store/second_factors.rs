//! Authenticator apps, recovery codes, and what a person has of either.

use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection};

/// What a person can prove themselves by, beside what they sign in with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Held {
    /// Passkeys that are good.
    pub passkeys: i64,
    /// Whether there is an authenticator app.
    pub app: bool,
    /// Whether there is a verified telephone number.
    pub phone: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes: i64,
}

/// What a person has.
pub async fn held_by(pool: &Database, sub: &str) -> Result<Held, sqlx::Error> {
    sqlx::query_as(
        "SELECT (SELECT count(*) FROM auth.passkey WHERE sub = $1 AND cloned_at IS NULL) AS passkeys, \
           EXISTS (SELECT 1 FROM auth.authenticator_app WHERE sub = $1) AS app, \
           EXISTS (SELECT 1 FROM auth.phone_number WHERE sub = $1) AS phone, \
           (SELECT count(*) FROM auth.recovery_code WHERE sub = $1) AS recovery_codes",
    )
    .bind(sub)
    .fetch_one(pool)
    .await
}

/// An authenticator app.
#[derive(Clone, Debug, FromRow)]
pub struct App {
    /// Its secret, sealed.
    pub sealed_secret: String,
    /// The step of the code that was used last.
    pub last_used_step: i64,
    created_at: Timestamp,
}

impl App {
    /// When it was added.
    pub fn created_at(&self) -> jiff::Timestamp {
        self.created_at.to_jiff()
    }
}

/// The app of a person.
pub async fn app_of(pool: &Database, sub: &str) -> Result<Option<App>, sqlx::Error> {
    sqlx::query_as(
        "SELECT sealed_secret, last_used_step, created_at FROM auth.authenticator_app WHERE sub = $1",
    )
    .bind(sub)
    .fetch_optional(pool)
    .await
}

/// Keeps an app whose first code was right; it takes the place of an earlier one.
pub async fn put_app(
    connection: &mut PgConnection,
    sub: &str,
    sealed_secret: &str,
    step: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.authenticator_app (sub, sealed_secret, last_used_step) VALUES ($1, $2, $3) \
         ON CONFLICT (sub) DO UPDATE SET sealed_secret = excluded.sealed_secret, \
           last_used_step = excluded.last_used_step, created_at = now(), last_used_at = NULL",
    )
    .bind(sub)
    .bind(sealed_secret)
    .bind(step)
    .execute(connection)
    .await?;
    Ok(())
}

/// Uses a step up; false when it, or a later one, was used before: of two at once, one goes on.
pub async fn use_step(pool: &Database, sub: &str, step: i64) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE auth.authenticator_app SET last_used_step = $2, last_used_at = now() \
         WHERE sub = $1 AND last_used_step < $2",
    )
    .bind(sub)
    .bind(step)
    .execute(pool)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Removes the app of a person; false when there is none.
pub async fn remove_app(connection: &mut PgConnection, sub: &str) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query("DELETE FROM auth.authenticator_app WHERE sub = $1")
        .bind(sub)
        .execute(connection)
        .await?;
    Ok(removed.rows_affected() == 1)
}

/// Puts a new set of recovery codes in the place of the old one.
pub async fn replace_recovery_codes(
    connection: &mut PgConnection,
    sub: &str,
    digests: &[Vec<u8>],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.recovery_code WHERE sub = $1")
        .bind(sub)
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO auth.recovery_code (digest, sub) SELECT unnest($2::bytea[]), $1")
        .bind(sub)
        .bind(digests)
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a recovery code up; false when it is none of the person's.
pub async fn use_recovery_code(
    pool: &Database,
    sub: &str,
    digest: &[u8; 32],
) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query("DELETE FROM auth.recovery_code WHERE digest = $1 AND sub = $2")
        .bind(digest)
        .bind(sub)
        .execute(pool)
        .await?;
    Ok(removed.rows_affected() == 1)
}
