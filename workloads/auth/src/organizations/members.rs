//! Members whose home is this region.

use domicile_organizations::{
    MembershipId, OrganizationId,
    membership::{MembershipEvent, MembershipState, OutOfOrder},
    scim::user::User,
};
use domicile_residency::{Digest, EmailAddress, subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::PgConnection;

use super::{
    own_issuer,
    questions::{Change, Provision, Question},
    regions,
};
use crate::{
    app::App,
    error::AuthError,
    profile_store::{NewPerson, ProfileStore},
    store::{
        identifiers::{self, IdentifierState},
        memberships::{self, Membership, NewMembership},
        sessions::{self, Ending},
    },
};

/// What records are sealed for.
const USAGE: &str = "domicile organization member, version 1";

/// A member, as other regions hear of one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Membership.
    pub id: String,
    /// Organisation.
    pub organization: String,
    /// State.
    pub state: String,
    /// Roles.
    pub roles: Vec<String>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: jiff::Timestamp,
    /// When it was changed last.
    pub changed_at: jiff::Timestamp,
    /// What the directory, or the person when joining, told the organisation.
    pub record: Map<String, Value>,
}

impl Member {
    /// State of the membership; what cannot be read counts as suspended.
    pub fn state(&self) -> MembershipState {
        MembershipState::parse(&self.state).unwrap_or(MembershipState::Suspended)
    }
}

/// What a change came to.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Changed {
    /// It is done.
    Done(Box<Member>),
    /// There is no such member.
    Missing,
    /// The member has another version.
    Version,
    /// It cannot happen to a membership in its state.
    OutOfOrder,
    /// Another member has this name in the directory.
    Taken,
}

/// Whether somebody is known here.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Known {
    /// The address is a person's.
    pub person: bool,
    /// The directory has that name already.
    pub user_name: bool,
}

/// What a person is in an organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Membership.
    pub membership: String,
    /// State.
    pub state: String,
    /// Roles.
    pub roles: Vec<String>,
}

pub(super) async fn all(app: &App, organization: &str) -> Result<Vec<Member>, AuthError> {
    let Ok(organization) = OrganizationId::parse(organization) else {
        return Ok(vec![]);
    };
    let found = memberships::of_organization(app.pool(), &organization).await?;
    Ok(found
        .iter()
        .map(|membership| shown(app, membership))
        .collect())
}

pub(super) async fn find(app: &App, membership: &str) -> Result<Option<Member>, AuthError> {
    let Ok(id) = MembershipId::parse(membership) else {
        return Ok(None);
    };
    let found = memberships::find(app.pool(), &id).await?;
    Ok(found.map(|membership| shown(app, &membership)))
}

/// Makes the person, if nobody has the address, and the membership. The subject is reserved first, as at registration,
/// so that repeating after a crash repairs it.
pub(super) async fn provision(
    app: &App,
    provision: &Provision,
) -> Result<Option<Member>, AuthError> {
    let (Ok(address), Ok(organization)) = (
        EmailAddress::parse(&provision.email),
        OrganizationId::parse(&provision.organization),
    ) else {
        return Ok(None);
    };
    let digest = app.digest_of(&address);
    let owner = identifiers::reserve(app.pool(), &digest, &subject()?).await?;
    if owner.state == IdentifierState::Reserved {
        let loaded = app.bundle();
        let bundle = &loaded.bundle;
        let person = NewPerson {
            country: &provision.country,
            language: &provision.language,
            brand: &bundle.default_brand,
            email: address.written(),
            given_name: &provision.given_name,
            family_name: provision.family_name.as_deref(),
            application: organization.as_str(),
        };
        ProfileStore::of(app.mesh_client(), bundle)?
            .put_person(&owner.sub, &person)
            .await?;
        identifiers::activate(app.pool(), &digest, &owner.sub).await?;
        app.measures().registrations.inc();
    }
    let state = if provision.active {
        MembershipState::Active
    } else {
        MembershipState::Suspended
    };
    insert(
        app,
        &organization,
        &provision.organization_name,
        &owner.sub,
        state,
        &[],
        &provision.record,
    )
    .await
}

/// Keeps a membership with what the organisation is told about the person.
pub async fn insert(
    app: &App,
    organization: &OrganizationId,
    organization_name: &str,
    sub: &str,
    state: MembershipState,
    roles: &[String],
    record: &Map<String, Value>,
) -> Result<Option<Member>, AuthError> {
    let id = MembershipId::random(app.region())?;
    let digest = user_name_digest(app, organization, User::of(record).user_name());
    let sealed = sealed(app, record)?;
    let new = NewMembership {
        id: &id,
        organization,
        organization_name,
        sub,
        state,
        roles,
        user_name_digest: digest.as_ref().map(<[u8; 32]>::as_slice),
        record: Some(&sealed),
    };
    let inserted = memberships::insert(app.pool(), new).await?;
    Ok(inserted.map(|membership| shown(app, &membership)))
}

pub(super) async fn change(
    app: &App,
    membership: &str,
    change: Change,
) -> Result<Changed, AuthError> {
    let Ok(id) = MembershipId::parse(membership) else {
        return Ok(Changed::Missing);
    };
    let mut transaction = app.pool().begin().await?;
    let Some(mut found) = memberships::lock(&mut transaction, &id).await? else {
        return Ok(Changed::Missing);
    };
    if change
        .expected
        .is_some_and(|version| version != found.version)
    {
        return Ok(Changed::Version);
    }
    let Ok(state) = after(found.state, &change) else {
        return Ok(Changed::OutOfOrder);
    };
    found.state = state;
    if let Some(roles) = change.roles {
        found.roles = roles;
    }
    let mut digest = None;
    if let Some(record) = &change.record {
        digest = user_name_digest(app, &found.organization, User::of(record).user_name());
        found.record = Some(sealed(app, record)?);
    }
    if found.state != MembershipState::Active {
        end_sessions(&mut transaction, &found.organization, &found.sub).await?;
    }
    let digest = digest.as_ref().map(<[u8; 32]>::as_slice);
    let updated = match memberships::update(&mut transaction, &found, digest).await {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            return Ok(Changed::Taken);
        }
        updated => updated?,
    };
    transaction.commit().await?;
    Ok(updated.map_or(Changed::Missing, |membership| {
        Changed::Done(Box::new(shown(app, &membership)))
    }))
}

fn after(state: MembershipState, change: &Change) -> Result<MembershipState, OutOfOrder> {
    let state = if change.approved {
        state.after(MembershipEvent::Approved)?
    } else {
        state
    };
    match change.active {
        None => Ok(state),
        Some(true) => state.after(MembershipEvent::Resumed),
        Some(false) => state.after(MembershipEvent::Suspended),
    }
}

pub(super) async fn remove(
    app: &App,
    membership: &str,
    expected: i64,
) -> Result<Changed, AuthError> {
    let Ok(id) = MembershipId::parse(membership) else {
        return Ok(Changed::Missing);
    };
    let mut transaction = app.pool().begin().await?;
    let Some(found) = memberships::lock(&mut transaction, &id).await? else {
        return Ok(Changed::Missing);
    };
    if found.version != expected {
        return Ok(Changed::Version);
    }
    memberships::delete(&mut *transaction, &id).await?;
    end_sessions(&mut transaction, &found.organization, &found.sub).await?;
    transaction.commit().await?;
    Ok(Changed::Done(Box::new(shown(app, &found))))
}

/// The organisation's own login signs a member in as long as they are one.
async fn end_sessions(
    connection: &mut PgConnection,
    organization: &OrganizationId,
    sub: &str,
) -> Result<(), sqlx::Error> {
    let ending = Ending::Organization {
        organization: organization.as_str(),
        sub: Some(sub),
    };
    sessions::end(connection, ending).await?;
    Ok(())
}

/// Ends every membership of an organisation here.
pub(super) async fn close(app: &App, organization: &str) -> Result<(), AuthError> {
    if let Ok(organization) = OrganizationId::parse(organization) {
        own_issuer::copies::forget(app, &organization).await?;
        let mut transaction = app.pool().begin().await?;
        memberships::delete_all(&mut transaction, &organization).await?;
        transaction.commit().await?;
    }
    Ok(())
}

pub(super) async fn locate(
    app: &App,
    organization: &str,
    identifier: &str,
    user_name: &str,
) -> Result<Known, AuthError> {
    let person = match Digest::from_hex(identifier) {
        Some(digest) => identifiers::find(app.pool(), &digest).await?.is_some(),
        None => false,
    };
    let user_name = match (
        OrganizationId::parse(organization),
        Digest::from_hex(user_name),
    ) {
        (Ok(organization), Some(digest)) => {
            memberships::has_user_name(app.pool(), &organization, digest.as_bytes()).await?
        }
        _ => false,
    };
    Ok(Known { person, user_name })
}

pub(super) async fn standing(
    app: &App,
    sub: &str,
    organization: &str,
) -> Result<Option<Standing>, AuthError> {
    let Ok(organization) = OrganizationId::parse(organization) else {
        return Ok(None);
    };
    let found = memberships::of_person_in(app.pool(), sub, &organization).await?;
    Ok(found.map(|membership| Standing {
        membership: membership.id.to_string(),
        state: membership.state.as_str().to_owned(),
        roles: membership.roles,
    }))
}

/// Keyed digest of a name in an organisation's directory; upper and lower case are the same.
pub fn user_name_digest(
    app: &App,
    organization: &OrganizationId,
    user_name: &str,
) -> Option<[u8; 32]> {
    (!user_name.is_empty()).then(|| {
        let text = format!(
            "organization-user-name:{organization}:{}",
            user_name.to_lowercase()
        );
        app.keys().locate.hmac_sha256(text.as_bytes())
    })
}

fn sealed(app: &App, record: &Map<String, Value>) -> Result<String, AuthError> {
    let plain = serde_json::to_vec(record).map_err(|_| AuthError::Cryptography)?;
    Ok(app.keys().seal.seal(USAGE, &plain)?)
}

/// What the directory says about a member; nothing where there is none.
pub(crate) fn record_of(app: &App, membership: &Membership) -> Map<String, Value> {
    membership
        .record
        .as_deref()
        .and_then(|sealed| app.keys().seal.open(USAGE, sealed))
        .and_then(|plain| serde_json::from_slice(&plain).ok())
        .unwrap_or_default()
}

fn shown(app: &App, membership: &Membership) -> Member {
    Member {
        id: membership.id.to_string(),
        organization: membership.organization.to_string(),
        state: membership.state.as_str().to_owned(),
        roles: membership.roles.clone(),
        version: membership.version,
        created_at: membership.created_at,
        changed_at: membership.changed_at,
        record: record_of(app, membership),
    }
}

/// Gives up the seats of somebody who is about to be erased, at the homes of their organisations. Repeating it changes
/// nothing.
///
/// # Errors
/// When one of these regions does not answer: the erasure is then tried again.
pub async fn vacate_seats(app: &App, sub: &str) -> Result<(), AuthError> {
    let loaded = app.bundle();
    for membership in memberships::of_person(app.pool(), sub).await? {
        let question = Question::Vacate {
            organization: membership.organization.to_string(),
            membership: membership.id.to_string(),
        };
        let home = membership.organization.region();
        regions::ask::<()>(app, &loaded.bundle, home, question).await?;
    }
    Ok(())
}
