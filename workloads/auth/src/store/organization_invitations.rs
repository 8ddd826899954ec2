//! Invitations of organisations whose home is this region.

use domicile_organizations::{
    MembershipId, OrganizationId,
    invitation::{InvitationRecord, InvitationState},
};
use domicile_residency::{Digest, Handle};
use domicile_service::Database;
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

/// An invitation.
#[derive(Clone, Debug, FromRow)]
pub struct Invitation {
    /// Its name.
    pub id: Uuid,
    /// Organisation.
    pub organization_id: String,
    /// Keyed digest of the invited address.
    pub identifier_digest: Vec<u8>,
    /// Roles of the new member.
    pub roles: Vec<String>,
    /// Who joined by it.
    pub membership_id: Option<String>,
    expires_at: Timestamp,
    accepted: bool,
    revoked: bool,
    overdue: bool,
}

impl Invitation {
    /// When it ends.
    pub fn expires_at(&self) -> jiff::Timestamp {
        self.expires_at.to_jiff()
    }

    /// What it is now.
    pub const fn state(&self) -> InvitationState {
        InvitationRecord {
            accepted: self.accepted,
            revoked: self.revoked,
            overdue: self.overdue,
        }
        .state()
    }
}

macro_rules! columns {
    () => {
        "id, organization_id, identifier_digest, roles, membership_id, expires_at, accepted_at IS NOT NULL AS accepted, \
         revoked_at IS NOT NULL AS revoked, expires_at <= now() AS overdue"
    };
}

/// Keeps an invitation.
pub async fn insert(
    connection: &mut PgConnection,
    handle: &Handle,
    organization: &OrganizationId,
    identifier: &Digest,
    roles: &[String],
    lifetime_seconds: f64,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query(
        "INSERT INTO auth.organization_invitation \
         (id, digest, organization_id, identifier_digest, roles, expires_at) \
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))",
    )
    .bind(id)
    .bind(handle.digest())
    .bind(organization.as_str())
    .bind(identifier.as_bytes())
    .bind(roles)
    .bind(lifetime_seconds)
    .execute(connection)
    .await?;
    Ok(id)
}

/// The invitation of a link.
pub async fn find(pool: &Database, digest: &[u8]) -> Result<Option<Invitation>, sqlx::Error> {
    sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_invitation WHERE digest = $1"
    ))
    .bind(digest)
    .fetch_optional(pool)
    .await
}

/// An invitation by its name.
pub async fn by_id(
    executor: impl PgExecutor<'_>,
    id: Uuid,
) -> Result<Option<Invitation>, sqlx::Error> {
    sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_invitation WHERE id = $1"
    ))
    .bind(id)
    .fetch_optional(executor)
    .await
}

/// Invitations of an organisation, newest first.
pub async fn of_organization(
    pool: &Database,
    organization: &OrganizationId,
) -> Result<Vec<Invitation>, sqlx::Error> {
    sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_invitation WHERE organization_id = $1 ORDER BY id DESC LIMIT 500"
    ))
    .bind(organization.as_str())
    .fetch_all(pool)
    .await
}

/// Uses an invitation up for a membership; false when it is not pending any more. The same membership may repeat it.
pub async fn accept(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    membership: &MembershipId,
) -> Result<bool, sqlx::Error> {
    let accepted = sqlx::query(
        "UPDATE auth.organization_invitation SET accepted_at = now(), membership_id = $2 \
         WHERE id = $1 AND (membership_id = $2 \
           OR (accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()))",
    )
    .bind(id)
    .bind(membership.as_str())
    .execute(executor)
    .await?;
    Ok(accepted.rows_affected() == 1)
}

/// Takes an invitation back; false when there is none that waits.
pub async fn revoke(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    id: Uuid,
) -> Result<bool, sqlx::Error> {
    let revoked = sqlx::query(
        "UPDATE auth.organization_invitation SET revoked_at = now() \
         WHERE id = $1 AND organization_id = $2 AND accepted_at IS NULL AND revoked_at IS NULL",
    )
    .bind(id)
    .bind(organization.as_str())
    .execute(executor)
    .await?;
    Ok(revoked.rows_affected() == 1)
}
