//! Browsers that are signed in.

use domicile_residency::Handle;
use jiff_sqlx::Timestamp;
use sqlx::{PgPool, Postgres, Transaction};

/// An open session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who is signed in.
    pub sub: String,
    /// How they proved it (RFC 8176 `amr` values).
    pub methods: Vec<String>,
    /// When they proved it.
    pub authenticated_at: jiff::Timestamp,
}

/// Limits of a session.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may be unused.
    pub idle_seconds: u32,
    /// How long it lasts at most.
    pub absolute_seconds: u32,
}

/// Opens a session under a new handle.
pub async fn open(
    transaction: &mut Transaction<'_, Postgres>,
    handle: &Handle,
    sub: &str,
    methods: &[&str],
    limits: Limits,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.session (digest, sub, methods, expires_at) \
         VALUES ($1, $2, $3, now() + make_interval(secs => $4))",
    )
    .bind(handle.digest())
    .bind(sub)
    .bind(methods)
    .bind(f64::from(limits.absolute_seconds))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// The session of a handle, if it is open. Being seen is written at most once a minute.
pub async fn find(
    pool: &PgPool,
    handle: &Handle,
    limits: Limits,
) -> Result<Option<Session>, sqlx::Error> {
    let row: Option<(String, Vec<String>, Timestamp, bool)> = sqlx::query_as(
        "SELECT sub, methods, authenticated_at, last_seen_at < now() - interval '1 minute' \
         FROM auth.session WHERE digest = $1 AND expires_at > now() \
           AND last_seen_at > now() - make_interval(secs => $2) \
           AND authenticated_at > now() - make_interval(secs => $3)",
    )
    .bind(handle.digest())
    .bind(f64::from(limits.idle_seconds))
    .bind(f64::from(limits.absolute_seconds))
    .fetch_optional(pool)
    .await?;
    let Some((sub, methods, authenticated_at, stale)) = row else {
        return Ok(None);
    };
    if stale {
        sqlx::query("UPDATE auth.session SET last_seen_at = now() WHERE digest = $1")
            .bind(handle.digest())
            .execute(pool)
            .await?;
    }
    Ok(Some(Session {
        sub,
        methods,
        authenticated_at: authenticated_at.to_jiff(),
    }))
}

/// Ends a session. Ending it again changes nothing.
pub async fn end(pool: &PgPool, handle: &Handle) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.session WHERE digest = $1")
        .bind(handle.digest())
        .execute(pool)
        .await?;
    Ok(())
}

/// Ends a session in the transaction that opens its successor.
pub async fn replace(
    transaction: &mut Transaction<'_, Postgres>,
    earlier: &Handle,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.session WHERE digest = $1")
        .bind(earlier.digest())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
