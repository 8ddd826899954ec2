//! Organisations whose home is this region, the seats of their administrators, and their audit lists.

use domicile_organizations::{
    MembershipId, OrganizationId,
    administrators::{self, Release},
};
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection, PgExecutor};

/// An organisation.
#[derive(Clone, Debug, FromRow)]
pub struct Organization {
    /// Its name among all.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Country (ISO 3166-1 alpha-2).
    pub country: String,
    created_at: Timestamp,
}

impl Organization {
    /// When it was opened or asked for.
    pub fn created_at(&self) -> jiff::Timestamp {
        self.created_at.to_jiff()
    }
}

/// Keeps a new organisation.
pub async fn insert(
    connection: &mut PgConnection,
    id: &OrganizationId,
    name: &str,
    country: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO auth.organization (id, name, country) VALUES ($1, $2, $3)")
        .bind(id.as_str())
        .bind(name)
        .bind(country)
        .execute(connection)
        .await?;
    Ok(())
}

/// An organisation by its name.
pub async fn find(
    executor: impl PgExecutor<'_>,
    id: &OrganizationId,
) -> Result<Option<Organization>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, country, created_at FROM auth.organization WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(executor)
        .await
}

/// Takes an organisation out, with everything that this region keeps of it.
pub async fn delete(pool: &Database, id: &OrganizationId) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM auth.organization WHERE id = $1")
        .bind(id.as_str())
        .execute(pool)
        .await?;
    Ok(())
}

/// Takes a seat for an administrator.
pub async fn take_seat(
    executor: impl PgExecutor<'_>,
    id: &OrganizationId,
    membership: &MembershipId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.organization_administrator (organization_id, membership_id) VALUES ($1, $2) \
         ON CONFLICT DO NOTHING",
    )
    .bind(id.as_str())
    .bind(membership.as_str())
    .execute(executor)
    .await?;
    Ok(())
}

/// Gives up a seat unless it is the last one. The lock on the organisation makes two who leave at once come one after
/// the other.
pub async fn release_seat(
    pool: &Database,
    id: &OrganizationId,
    membership: &MembershipId,
) -> Result<Release, sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sqlx::query("SELECT id FROM auth.organization WHERE id = $1 FOR UPDATE")
        .bind(id.as_str())
        .execute(&mut *transaction)
        .await?;
    let seats: Vec<String> = sqlx::query_scalar(
        "SELECT membership_id FROM auth.organization_administrator WHERE organization_id = $1",
    )
    .bind(id.as_str())
    .fetch_all(&mut *transaction)
    .await?;
    let seats: Vec<MembershipId> = seats
        .iter()
        .filter_map(|seat| MembershipId::parse(seat).ok())
        .collect();
    let release = administrators::release(&seats, membership);
    if release == Release::Free {
        vacate(&mut *transaction, id, membership).await?;
    }
    transaction.commit().await?;
    Ok(release)
}

/// Gives up a seat whatever remains: the right to be erased does not wait for a successor.
pub async fn vacate(
    executor: impl PgExecutor<'_>,
    id: &OrganizationId,
    membership: &MembershipId,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "DELETE FROM auth.organization_administrator WHERE organization_id = $1 AND membership_id = $2",
    )
    .bind(id.as_str())
    .bind(membership.as_str())
    .execute(executor)
    .await?;
    Ok(())
}

/// One line of the audit list.
#[derive(Clone, Debug, FromRow)]
pub struct Event {
    /// Counts up.
    pub id: i64,
    at: Timestamp,
    /// Who: `member:…`, `application:…` or `directory:…`.
    pub actor: String,
    /// What.
    pub action: String,
    /// To whom or what.
    pub target: Option<String>,
    /// Roles after it.
    pub roles: Option<Vec<String>>,
}

impl Event {
    /// When.
    pub fn at(&self) -> jiff::Timestamp {
        self.at.to_jiff()
    }
}

/// What happened.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent<'a> {
    /// Who.
    pub actor: &'a str,
    /// What.
    pub action: &'a str,
    /// To whom or what.
    pub target: Option<&'a str>,
    /// Roles after it.
    pub roles: Option<&'a [String]>,
}

/// Adds a line to the audit list.
pub async fn record(
    executor: impl PgExecutor<'_>,
    id: &OrganizationId,
    event: NewEvent<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO auth.organization_event (organization_id, actor, action, target, roles) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id.as_str())
    .bind(event.actor)
    .bind(event.action)
    .bind(event.target)
    .bind(event.roles)
    .execute(executor)
    .await?;
    Ok(())
}

/// The audit list, newest first, before an entry where one is named.
pub async fn events(
    pool: &Database,
    id: &OrganizationId,
    before: Option<i64>,
) -> Result<Vec<Event>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, at, actor, action, target, roles FROM auth.organization_event \
         WHERE organization_id = $1 AND id < coalesce($2, 9223372036854775807) ORDER BY id DESC LIMIT 100",
    )
    .bind(id.as_str())
    .bind(before)
    .fetch_all(pool)
    .await
}
