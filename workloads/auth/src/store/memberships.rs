//! Memberships of people whose home is this region.

use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use jiff_sqlx::Timestamp;
use sqlx::{FromRow, PgConnection, PgExecutor};

/// Columns of [`Row`].
macro_rules! columns {
    () => {
        "id, organization_id, organization_name, sub, state, roles, record, version, created_at, changed_at"
    };
}

/// A membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Its name.
    pub id: MembershipId,
    /// Organisation.
    pub organization: OrganizationId,
    /// What the organisation is called.
    pub organization_name: String,
    /// The person.
    pub sub: String,
    /// State.
    pub state: MembershipState,
    /// Roles.
    pub roles: Vec<String>,
    /// What the directory says about the member, sealed.
    pub record: Option<String>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// When it was changed last.
    pub changed_at: jiff::Timestamp,
}

#[derive(FromRow)]
struct Row {
    id: String,
    organization_id: String,
    organization_name: String,
    sub: String,
    state: String,
    roles: Vec<String>,
    record: Option<String>,
    version: i64,
    created_at: Timestamp,
    changed_at: Timestamp,
}

impl TryFrom<Row> for Membership {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let malformed = |what: &str| sqlx::Error::Decode(what.into());
        Ok(Self {
            id: MembershipId::parse(&row.id).map_err(|_| malformed("id"))?,
            organization: OrganizationId::parse(&row.organization_id)
                .map_err(|_| malformed("organization_id"))?,
            organization_name: row.organization_name,
            sub: row.sub,
            state: MembershipState::parse(&row.state).ok_or_else(|| malformed("state"))?,
            roles: row.roles,
            record: row.record,
            version: row.version,
            created_at: row.created_at.to_jiff(),
            changed_at: row.changed_at.to_jiff(),
        })
    }
}

/// A membership to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewMembership<'a> {
    /// Its name.
    pub id: &'a MembershipId,
    /// Organisation.
    pub organization: &'a OrganizationId,
    /// What the organisation is called.
    pub organization_name: &'a str,
    /// The person.
    pub sub: &'a str,
    /// State.
    pub state: MembershipState,
    /// Roles.
    pub roles: &'a [String],
    /// Keyed digest of the name in the directory.
    pub user_name_digest: Option<&'a [u8]>,
    /// What the directory says, sealed.
    pub record: Option<&'a str>,
}

/// Keeps a membership; nothing when the person is a member already or the name in the directory is taken.
pub async fn insert(
    executor: impl PgExecutor<'_>,
    new: NewMembership<'_>,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "WITH back AS (DELETE FROM auth.organization_leaver WHERE organization_id = $2 AND sub = $4) \
         INSERT INTO auth.organization_membership \
         (id, organization_id, organization_name, sub, state, roles, user_name_digest, record) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING ",
        columns!()
    ))
    .bind(new.id.as_str())
    .bind(new.organization.as_str())
    .bind(new.organization_name)
    .bind(new.sub)
    .bind(new.state.as_str())
    .bind(new.roles)
    .bind(new.user_name_digest)
    .bind(new.record)
    .fetch_optional(executor)
    .await?;
    row.map(Membership::try_from).transpose()
}

/// A membership by its name.
pub async fn find(
    executor: impl PgExecutor<'_>,
    id: &MembershipId,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE id = $1"
    ))
    .bind(id.as_str())
    .fetch_optional(executor)
    .await?;
    row.map(Membership::try_from).transpose()
}

/// The same, kept from others until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    id: &MembershipId,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE id = $1 FOR UPDATE"
    ))
    .bind(id.as_str())
    .fetch_optional(connection)
    .await?;
    row.map(Membership::try_from).transpose()
}

/// What a person is in an organisation.
pub async fn of_person_in(
    executor: impl PgExecutor<'_>,
    sub: &str,
    organization: &OrganizationId,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE sub = $1 AND organization_id = $2"
    ))
    .bind(sub)
    .bind(organization.as_str())
    .fetch_optional(executor)
    .await?;
    row.map(Membership::try_from).transpose()
}

/// All memberships of a person, by name of the organisation.
pub async fn of_person(
    executor: impl PgExecutor<'_>,
    sub: &str,
) -> Result<Vec<Membership>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE sub = $1 ORDER BY organization_name, id"
    ))
    .bind(sub)
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Membership::try_from).collect()
}

/// Members of an organisation whose home is this region.
pub async fn of_organization(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
) -> Result<Vec<Membership>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE organization_id = $1 ORDER BY id"
    ))
    .bind(organization.as_str())
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Membership::try_from).collect()
}

/// Whether the organisation has a member of that name in its directory here.
pub async fn has_user_name(
    executor: impl PgExecutor<'_>,
    organization: &OrganizationId,
    user_name_digest: &[u8],
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM auth.organization_membership \
         WHERE organization_id = $1 AND user_name_digest = $2)",
    )
    .bind(organization.as_str())
    .bind(user_name_digest)
    .fetch_one(executor)
    .await
}

/// Writes what can change, and counts it. Who may no longer act loses the grants given for the organisation, and with
/// them every token.
pub async fn update(
    connection: &mut PgConnection,
    membership: &Membership,
    user_name_digest: Option<&[u8]>,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "UPDATE auth.organization_membership SET state = $2, roles = $3, record = $4, \
         user_name_digest = coalesce($5, user_name_digest), version = version + 1, changed_at = now() \
         WHERE id = $1 RETURNING ",
        columns!()
    ))
    .bind(membership.id.as_str())
    .bind(membership.state.as_str())
    .bind(&membership.roles)
    .bind(&membership.record)
    .bind(user_name_digest)
    .fetch_optional(&mut *connection)
    .await?;
    if membership.state != MembershipState::Active {
        sqlx::query("DELETE FROM auth.client_grant WHERE membership_id = $1")
            .bind(membership.id.as_str())
            .execute(connection)
            .await?;
    }
    row.map(Membership::try_from).transpose()
}

/// Ends a membership, and remembers that it was ended; grants given for the organisation go with it.
pub async fn delete(executor: impl PgExecutor<'_>, id: &MembershipId) -> Result<(), sqlx::Error> {
    sqlx::query(
        "WITH gone AS (DELETE FROM auth.organization_membership WHERE id = $1 RETURNING organization_id, sub) \
         INSERT INTO auth.organization_leaver (organization_id, sub) SELECT organization_id, sub FROM gone \
         ON CONFLICT DO NOTHING",
    )
    .bind(id.as_str())
    .execute(executor)
    .await?;
    Ok(())
}

/// Whether a person's membership was ended.
pub async fn has_left(
    executor: impl PgExecutor<'_>,
    sub: &str,
    organization: &OrganizationId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM auth.organization_leaver WHERE sub = $1 AND organization_id = $2)",
    )
    .bind(sub)
    .bind(organization.as_str())
    .fetch_one(executor)
    .await
}

/// Ends every membership of an organisation that closes; grants go with them, and nobody has left what is gone.
pub async fn delete_all(
    connection: &mut PgConnection,
    organization: &OrganizationId,
) -> Result<(), sqlx::Error> {
    for statement in [
        "DELETE FROM auth.organization_membership WHERE organization_id = $1",
        "DELETE FROM auth.organization_leaver WHERE organization_id = $1",
    ] {
        sqlx::query(statement)
            .bind(organization.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The active membership that a grant was given under.
pub async fn of_grant(
    executor: impl PgExecutor<'_>,
    grant: uuid::Uuid,
) -> Result<Option<Membership>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "SELECT ",
        columns!(),
        " FROM auth.organization_membership WHERE state = 'active' \
         AND id = (SELECT membership_id FROM auth.client_grant WHERE client_grant.id = $1)"
    ))
    .bind(grant)
    .fetch_optional(executor)
    .await?;
    row.map(Membership::try_from).transpose()
}
