//! Who somebody is whom a provider knows.

use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

/// A provider that a person signs in by.
#[derive(Clone, Debug, FromRow)]
pub struct Linked {
    /// Its own name.
    pub id: Uuid,
    /// The provider's name in the configuration.
    pub provider: String,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When the person last signed in by it.
    pub last_used_at: Option<Timestamp>,
}

/// Whether a link was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linking {
    /// It is there now.
    Made,
    /// It was there.
    There,
    /// Somebody else has it.
    OfAnother,
}

/// The person, if one is linked.
pub async fn find(pool: &Database, digest: &[u8; 32]) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT sub FROM auth.federated_identity WHERE digest = $1")
        .bind(digest)
        .fetch_optional(pool)
        .await
}

/// Notes that the person signed in by it.
pub async fn used(pool: &Database, digest: &[u8; 32]) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE auth.federated_identity SET last_used_at = now() WHERE digest = $1")
        .bind(digest)
        .execute(pool)
        .await?;
    Ok(())
}

/// What is to be linked.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// Keyed digest of who gives subjects out and of the subject.
    pub digest: &'a [u8; 32],
    /// SHA-256 of who gives subjects out.
    pub realm: &'a [u8; 32],
    /// The person.
    pub sub: &'a str,
    /// The provider's name in the configuration.
    pub provider: &'a str,
    /// The organisation whose own issuer gives the subject out.
    pub organization: Option<&'a str>,
}

/// Whether a person is linked with another subject of a realm.
pub async fn has_another(pool: &Database, new: NewLink<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM auth.federated_identity WHERE sub = $1 AND realm = $2 AND digest <> $3)",
    )
    .bind(new.sub)
    .bind(new.realm)
    .bind(new.digest)
    .fetch_one(pool)
    .await
}

/// Links it with a person, unless it is linked. Of two at once, one has it.
pub async fn link(pool: &Database, new: NewLink<'_>) -> Result<Linking, sqlx::Error> {
    let made = sqlx::query(
        "INSERT INTO auth.federated_identity (digest, id, sub, provider, realm, organization_id) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (digest) DO NOTHING",
    )
    .bind(new.digest)
    .bind(Uuid::new_v4())
    .bind(new.sub)
    .bind(new.provider)
    .bind(new.realm)
    .bind(new.organization)
    .execute(pool)
    .await?;
    if made.rows_affected() == 1 {
        return Ok(Linking::Made);
    }
    let owner = find(pool, new.digest).await?;
    Ok(if owner.as_deref() == Some(new.sub) {
        Linking::There
    } else {
        Linking::OfAnother
    })
}

/// All of a person, the oldest first. An organisation's own login is not the person's to remove.
pub async fn all(pool: &Database, sub: &str) -> Result<Vec<Linked>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, provider, created_at, last_used_at FROM auth.federated_identity \
         WHERE sub = $1 AND organization_id IS NULL ORDER BY created_at, id",
    )
    .bind(sub)
    .fetch_all(pool)
    .await
}

/// Removes one of a person's; false when it is not theirs.
pub async fn remove(pool: &Database, sub: &str, id: Uuid) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query(
        "DELETE FROM auth.federated_identity WHERE id = $1 AND sub = $2 AND organization_id IS NULL",
    )
    .bind(id)
    .bind(sub)
    .execute(pool)
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Forgets who is whom at an organisation's own issuer.
pub async fn forget_organization(
    executor: impl PgExecutor<'_>,
    organization: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.federated_identity WHERE organization_id = $1")
        .bind(organization)
        .execute(executor)
        .await?;
    Ok(())
}
