//! Refresh tokens: the family of a grant, one generation after the other.

use domicile_residency::Handle;
use domicile_service::Database;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use super::grants::Grant;

/// Whether the session that a grant ends with is still open, where it ends with one.
macro_rules! session_is_open {
    () => {
        "('offline_access' = ANY (client_grant.scopes) OR client_grant.session_id IS NULL \
          OR EXISTS (SELECT 1 FROM auth.session WHERE session.id = client_grant.session_id \
            AND session.expires_at > now()))"
    };
}

/// When the family's newest token ends: parameters are the seconds that it lasts at most, and may be unused.
macro_rules! family_ends {
    ($absolute:literal, $idle:literal) => {
        concat!(
            "least(created_at + make_interval(secs => ",
            $absolute,
            "), now() + make_interval(secs => ",
            $idle,
            "))"
        )
    };
}
pub(super) use family_ends;

/// How long a used token may be repeated by a client whose answer was lost.
const GRACE_SECONDS: f64 = 10.0;

/// Limits of refresh tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// How long a token may be unused.
    pub idle_seconds: u32,
    /// How long a grant can be refreshed, counted from when it was given.
    pub absolute_seconds: u32,
    /// How long an access token of the last refresh is still good.
    pub access_token_seconds: u32,
}

/// A refresh token to be stored.
#[derive(Clone, Debug)]
pub struct NewRefreshToken {
    /// The token.
    pub handle: Handle,
    /// How long it lasts.
    pub limits: Limits,
}

/// A refresh token that was found, with everything that decides about it.
#[derive(Clone, Debug, FromRow)]
pub struct FoundToken {
    /// Which generation it is, from 0.
    pub generation: i32,
    /// Generations that were used.
    pub refreshes: i32,
    /// Whether it was used.
    pub used: bool,
    /// Whether it was used a moment ago.
    pub just_used: bool,
    /// Whether neither it, nor its grant, nor the session that the grant ends with has ended.
    pub fresh: bool,
    /// What it refreshes.
    #[sqlx(flatten)]
    pub grant: Grant,
}

/// Finds a token and keeps others from using its family until the transaction ends.
pub async fn find_and_lock(
    transaction: &mut PgConnection,
    handle: &Handle,
) -> Result<Option<FoundToken>, sqlx::Error> {
    // Locked first and read in a second statement: that sees what the one that was waited for has written.
    let locked: Option<Uuid> = sqlx::query_scalar(
        "SELECT id FROM auth.client_grant \
         WHERE id = (SELECT grant_id FROM auth.refresh_token WHERE digest = $1) FOR UPDATE",
    )
    .bind(handle.digest())
    .fetch_optional(&mut *transaction)
    .await?;
    if locked.is_none() {
        return Ok(None);
    }
    sqlx::query_as(concat!(
        "SELECT token.generation, token.used_at IS NOT NULL AS used, \
                coalesce(token.used_at > now() - make_interval(secs => $2), false) AS just_used, \
                token.expires_at > now() AND client_grant.revoked_at IS NULL AND ",
        session_is_open!(),
        " AS fresh, client_grant.* \
         FROM auth.refresh_token AS token JOIN auth.client_grant ON client_grant.id = token.grant_id \
         WHERE token.digest = $1",
    ))
    .bind(handle.digest())
    .bind(GRACE_SECONDS)
    .fetch_optional(transaction)
    .await
}

/// Says that a token was used for the first time.
pub async fn mark_used(
    transaction: &mut PgConnection,
    handle: &Handle,
    found: &FoundToken,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.refresh_token SET used_at = now() WHERE digest = $1")
        .bind(handle.digest())
        .execute(&mut *transaction)
        .await?;
    sqlx::query("UPDATE auth.client_grant SET refreshes = $2 WHERE id = $1")
        .bind(found.grant.id)
        .bind(found.generation + 1)
        .execute(transaction)
        .await?;
    Ok(())
}

/// Stores a token of a generation. The grant lasts as long as its newest token and what comes of it.
pub async fn insert(
    connection: &mut PgConnection,
    new: &NewRefreshToken,
    grant: Uuid,
    generation: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "WITH family AS (\
           UPDATE auth.client_grant SET expires_at = ",
        family_ends!("$4", "$5"),
        " + make_interval(secs => $6) \
           WHERE id = $2 RETURNING id, expires_at - make_interval(secs => $6) AS expires_at) \
         INSERT INTO auth.refresh_token (digest, grant_id, generation, expires_at) \
         SELECT $1, id, $3, expires_at FROM family",
    ))
    .bind(new.handle.digest())
    .bind(grant)
    .bind(generation)
    .bind(f64::from(new.limits.absolute_seconds))
    .bind(f64::from(new.limits.idle_seconds))
    .bind(f64::from(new.limits.access_token_seconds))
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets a token that stays the same last longer, as if it were a new one.
pub async fn prolong(
    connection: &mut PgConnection,
    handle: &Handle,
    grant: Uuid,
    limits: Limits,
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "WITH family AS (\
           UPDATE auth.client_grant SET expires_at = ",
        family_ends!("$3", "$4"),
        " + make_interval(secs => $5) \
           WHERE id = $2 RETURNING id, expires_at - make_interval(secs => $5) AS expires_at) \
         UPDATE auth.refresh_token SET expires_at = family.expires_at FROM family WHERE digest = $1",
    ))
    .bind(handle.digest())
    .bind(grant)
    .bind(f64::from(limits.absolute_seconds))
    .bind(f64::from(limits.idle_seconds))
    .bind(f64::from(limits.access_token_seconds))
    .execute(connection)
    .await?;
    Ok(())
}

/// The grant of a token, whether or not the token is still good, and the client that it was given to.
pub async fn family_of(
    pool: &Database,
    handle: &Handle,
) -> Result<Option<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT client_grant.id, client_grant.client_id FROM auth.refresh_token AS token \
         JOIN auth.client_grant ON client_grant.id = token.grant_id WHERE token.digest = $1",
    )
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}

/// The grant of a token that can be used, and when the token ends in seconds since 1970.
#[derive(Clone, Debug, FromRow)]
pub struct UsableToken {
    /// What it refreshes.
    #[sqlx(flatten)]
    pub grant: Grant,
    /// When it ends.
    pub expires: i64,
}

/// Looks a token up without using it.
pub async fn find_usable(
    pool: &Database,
    handle: &Handle,
) -> Result<Option<UsableToken>, sqlx::Error> {
    sqlx::query_as(concat!(
        "SELECT client_grant.*, extract(epoch FROM token.expires_at)::bigint AS expires \
         FROM auth.refresh_token AS token JOIN auth.client_grant ON client_grant.id = token.grant_id \
         WHERE token.digest = $1 AND token.used_at IS NULL AND token.generation = client_grant.refreshes \
           AND token.expires_at > now() AND client_grant.revoked_at IS NULL AND ",
        session_is_open!(),
    ))
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}
