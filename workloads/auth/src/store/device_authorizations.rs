//! Devices that wait for their person, and what people of this region let them have.

use domicile_service::Database;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use super::grants::Grant;

/// How long a device waits.
pub const LIFETIME_SECONDS: u32 = 600;
/// How often a device may ask (RFC 8628, section 3.2), and by how much more seldom after it asked too often.
pub const INTERVAL_SECONDS: i32 = 5;

/// A device that begins to wait.
#[derive(Clone, Copy, Debug)]
pub struct NewAuthorization<'a> {
    /// SHA-256 of the device code.
    pub digest: &'a [u8],
    /// Keyed hash of the user code.
    pub user_code_digest: &'a [u8],
    /// Client that asks.
    pub client_id: &'a str,
    /// Scopes asked for.
    pub scopes: &'a [String],
    /// Resource indicators.
    pub resources: &'a [String],
}

/// A device that waits, as its person sees it.
#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// SHA-256 of the device code.
    pub digest: Vec<u8>,
    /// Client that asks.
    pub client_id: String,
    /// Scopes asked for.
    pub scopes: Vec<String>,
    /// Resource indicators.
    pub resources: Vec<String>,
}

/// What a device learns when it asks.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Polled {
    /// Client that began to wait.
    pub client_id: String,
    /// `approved` or `denied`, once it is decided.
    pub decision: Option<String>,
    /// Region that holds what was approved.
    pub home: Option<String>,
    /// Whether it is too late.
    pub expired: bool,
    /// Whether it asked sooner than it may.
    pub too_soon: bool,
}

/// Begins to wait; false when the user code is somebody else's at the moment.
pub async fn insert(pool: &Database, new: NewAuthorization<'_>) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.device_authorization \
         (digest, user_code_digest, client_id, scopes, resources, interval_seconds, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7)) \
         ON CONFLICT (user_code_digest) DO NOTHING",
    )
    .bind(new.digest)
    .bind(new.user_code_digest)
    .bind(new.client_id)
    .bind(new.scopes)
    .bind(new.resources)
    .bind(INTERVAL_SECONDS)
    .bind(f64::from(LIFETIME_SECONDS))
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The device of a user code, while nothing is decided.
pub async fn find_waiting(
    pool: &Database,
    user_code_digest: &[u8],
) -> Result<Option<Waiting>, sqlx::Error> {
    sqlx::query_as(
        "SELECT digest, client_id, scopes, resources FROM auth.device_authorization \
         WHERE user_code_digest = $1 AND decision IS NULL AND expires_at > now()",
    )
    .bind(user_code_digest)
    .fetch_optional(pool)
    .await
}

/// Decides, once; false when it was decided or has ended. `home` is where the approval lies; none denies.
pub async fn decide(
    pool: &Database,
    user_code_digest: &[u8],
    home: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let decided = sqlx::query(
        "UPDATE auth.device_authorization \
         SET home = $2, decision = CASE WHEN $2::text IS NULL THEN 'denied' ELSE 'approved' END \
         WHERE user_code_digest = $1 AND decision IS NULL AND expires_at > now()",
    )
    .bind(user_code_digest)
    .bind(home)
    .execute(pool)
    .await?;
    Ok(decided.rows_affected() == 1)
}

/// Counts one question of a device and says what there is.
pub async fn poll(pool: &Database, digest: &[u8]) -> Result<Option<Polled>, sqlx::Error> {
    sqlx::query_as(
        "UPDATE auth.device_authorization AS waiting SET polled_at = now(), \
           interval_seconds = before.interval_seconds + CASE WHEN before.too_soon THEN $2 ELSE 0 END \
         FROM (SELECT digest, interval_seconds, \
                 coalesce(polled_at > now() - make_interval(secs => interval_seconds), false) AS too_soon \
               FROM auth.device_authorization WHERE digest = $1 FOR UPDATE) AS before \
         WHERE waiting.digest = before.digest \
         RETURNING waiting.client_id, waiting.decision, waiting.home, waiting.expires_at <= now() AS expired, \
           before.too_soon",
    )
    .bind(digest)
    .bind(INTERVAL_SECONDS)
    .fetch_optional(pool)
    .await
}

/// Keeps what a person let a device have; false when somebody else has approved that code here. The same person may
/// have to say it again, when the region where the device waits was not told.
pub async fn approve(
    transaction: &mut PgConnection,
    digest: &[u8],
    grant: Uuid,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.device_approval (digest, grant_id, expires_at) \
         VALUES ($1, $2, now() + make_interval(secs => $3)) \
         ON CONFLICT (digest) DO UPDATE SET grant_id = excluded.grant_id, expires_at = excluded.expires_at \
         WHERE (SELECT sub FROM auth.client_grant WHERE id = device_approval.grant_id) \
           = (SELECT sub FROM auth.client_grant WHERE id = excluded.grant_id)",
    )
    .bind(digest)
    .bind(grant)
    .bind(f64::from(LIFETIME_SECONDS))
    .execute(transaction)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Takes what was approved, once.
pub async fn redeem(
    transaction: &mut PgConnection,
    digest: &[u8],
    client_id: &str,
) -> Result<Option<Grant>, sqlx::Error> {
    sqlx::query_as(
        "WITH taken AS (\
           DELETE FROM auth.device_approval AS approval USING auth.client_grant \
           WHERE approval.digest = $1 AND approval.expires_at > now() AND client_grant.id = approval.grant_id \
             AND client_grant.client_id = $2 AND client_grant.revoked_at IS NULL \
           RETURNING approval.grant_id) \
         SELECT client_grant.* FROM auth.client_grant JOIN taken ON taken.grant_id = client_grant.id",
    )
    .bind(digest)
    .bind(client_id)
    .fetch_optional(transaction)
    .await
}
