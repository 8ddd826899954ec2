//! Bearer tokens with which directories of organisations speak SCIM.

use domicile_organizations::OrganizationId;
use domicile_residency::Handle;
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

/// A token, without what is secret.
#[derive(Clone, Debug, FromRow)]
pub struct DirectoryToken {
    /// Its name.
    pub id: Uuid,
    created_at: Timestamp,
}

impl DirectoryToken {
    /// When it was made.
    pub fn created_at(&self) -> jiff::Timestamp {
        self.created_at.to_jiff()
    }
}

/// Keeps the digest of a new token.
pub async fn insert(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    handle: &Handle,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query(
        "INSERT INTO auth.organization_directory_token (id, organization_id, digest) VALUES ($1, $2, $3)",
    )
    .bind(id)
    .bind(organization.as_str())
    .bind(handle.digest())
    .execute(executor)
    .await?;
    Ok(id)
}

/// Organisation and name of a token that somebody presents.
pub async fn find(pool: &Database, handle: &Handle) -> Result<Option<(Uuid, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, organization_id FROM auth.organization_directory_token WHERE digest = $1",
    )
    .bind(handle.digest())
    .fetch_optional(pool)
    .await
}

/// Tokens of an organisation.
pub async fn of_organization(
    pool: &Database,
    organization: &OrganizationId,
) -> Result<Vec<DirectoryToken>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, created_at FROM auth.organization_directory_token WHERE organization_id = $1 ORDER BY id",
    )
    .bind(organization.as_str())
    .fetch_all(pool)
    .await
}

/// Ends a token; false when the organisation has none of that name.
pub async fn delete(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    id: Uuid,
) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query(
        "DELETE FROM auth.organization_directory_token WHERE organization_id = $1 AND id = $2",
    )
    .bind(organization.as_str())
    .bind(id)
    .execute(executor)
    .await?;
    Ok(deleted.rows_affected() == 1)
}
