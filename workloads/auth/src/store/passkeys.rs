//! Passkeys and the handles of their owners.

use domicile_service::Database;
use jiff_sqlx::Timestamp;
use serde_json::Value;
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

use super::used_ceremonies::{Challenge, accept_challenge};

/// Most passkeys of one person.
pub const MOST: u8 = 20;

/// A passkey that an answer names.
#[derive(Clone, Debug, FromRow)]
pub struct Known {
    /// Its row.
    pub id: Uuid,
    /// Whose it is.
    pub sub: String,
    /// What it is checked against.
    pub credential: Value,
    /// Handle of its owner.
    pub user_handle: String,
    /// Whether its counter once did not go up.
    pub cloned: bool,
}

/// One line of a person's list.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    /// Its row.
    pub id: Uuid,
    /// Credential id.
    pub credential_id: Vec<u8>,
    /// Name, sealed.
    pub sealed_name: String,
    /// Whether its counter once did not go up.
    pub cloned: bool,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
}

impl Listed {
    /// When it was made.
    pub fn created_at(&self) -> jiff::Timestamp {
        self.created_at.to_jiff()
    }

    /// When it last signed in.
    pub fn last_used_at(&self) -> Option<jiff::Timestamp> {
        self.last_used_at.map(Timestamp::to_jiff)
    }
}

/// A passkey to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewPasskey<'a> {
    /// Whose it is.
    pub sub: &'a str,
    /// Credential id.
    pub credential_id: &'a [u8],
    /// Name, sealed.
    pub sealed_name: &'a str,
    /// What it is checked against.
    pub credential: &'a Value,
}

/// The handle of a person; `proposed` when there was none. Two that come at once get the same answer.
pub async fn owner_handle(
    pool: &Database,
    sub: &str,
    proposed: &str,
) -> Result<String, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO auth.passkey_owner (sub, user_handle) VALUES ($1, $2) \
         ON CONFLICT (sub) DO UPDATE SET sub = excluded.sub RETURNING user_handle",
    )
    .bind(sub)
    .bind(proposed)
    .fetch_one(pool)
    .await
}

/// Keeps a passkey; false when the credential is known already, or the person has as many as they may.
pub async fn insert(
    connection: &mut PgConnection,
    new: NewPasskey<'_>,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query(
        "INSERT INTO auth.passkey (id, sub, credential_id, sealed_name, credential) \
         SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM auth.passkey WHERE sub = $2) < $6 \
         ON CONFLICT (credential_id) DO NOTHING",
    )
    .bind(Uuid::now_v7())
    .bind(new.sub)
    .bind(new.credential_id)
    .bind(new.sealed_name)
    .bind(new.credential)
    .bind(i64::from(MOST))
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The passkey of a credential id.
pub async fn find(
    executor: impl PgExecutor<'_>,
    credential_id: &[u8],
) -> Result<Option<Known>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, sub, credential, user_handle, cloned_at IS NOT NULL AS cloned \
         FROM auth.passkey JOIN auth.passkey_owner USING (sub) WHERE credential_id = $1",
    )
    .bind(credential_id)
    .fetch_optional(executor)
    .await
}

/// Passkeys of a person, the oldest first.
pub async fn of_person(pool: &Database, sub: &str) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, credential_id, sealed_name, cloned_at IS NOT NULL AS cloned, created_at, last_used_at \
         FROM auth.passkey WHERE sub = $1 ORDER BY id",
    )
    .bind(sub)
    .fetch_all(pool)
    .await
}

/// Writes down that it was used, with its new counter where it has one, and uses up the challenge that it answered.
/// False when the challenge was answered before, or another use came in between: then this one is not to be taken, or a
/// counter could be answered twice.
pub async fn used(
    executor: impl PgExecutor<'_>,
    known: &Known,
    changed: Option<&Value>,
    answered: Challenge,
) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(concat!(
        "WITH first AS (",
        accept_challenge!(),
        " RETURNING 1) \
         UPDATE auth.passkey SET last_used_at = now(), credential = coalesce($5, credential) \
         WHERE id = $3 AND credential = $4 AND cloned_at IS NULL AND EXISTS (SELECT FROM first)",
    ))
    .bind(answered.digest)
    .bind(answered.expires)
    .bind(known.id)
    .bind(&known.credential)
    .bind(changed)
    .execute(executor)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Writes down that its counter did not go up.
pub async fn cloned(pool: &Database, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.passkey SET cloned_at = coalesce(cloned_at, now()) WHERE id = $1")
        .bind(id)
        .execute(pool)
        .await?;
    Ok(())
}

/// Gives one of a person's own another name; nothing happens where it is not theirs.
pub async fn rename(
    pool: &Database,
    sub: &str,
    id: Uuid,
    sealed_name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.passkey SET sealed_name = $3 WHERE sub = $1 AND id = $2")
        .bind(sub)
        .bind(id)
        .bind(sealed_name)
        .execute(pool)
        .await?;
    Ok(())
}

/// Removes one of a person's own; false when it is not.
pub async fn remove(
    connection: &mut PgConnection,
    sub: &str,
    id: Uuid,
) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query("DELETE FROM auth.passkey WHERE sub = $1 AND id = $2")
        .bind(sub)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(removed.rows_affected() == 1)
}
