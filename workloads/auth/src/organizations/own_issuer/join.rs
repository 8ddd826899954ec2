//! Somebody whom an organisation's issuer has named comes in, and becomes a member where the organisation says so.

use axum::response::Response;
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use domicile_residency::EmailAddress;
use serde_json::{Map, Value, json};

use super::{
    OwnIssuer,
    admission::{Admission, Facts, decide},
};
use crate::{
    app::App,
    error::AuthError,
    organizations::{
        members,
        questions::{Change, Question},
        regions,
    },
    pages,
    registration::flow::{Destination, Flow},
    store::{
        memberships, organization_issuers,
        organizations::{self, NewEvent},
    },
    web::Visit,
};

/// What the issuer says of somebody, for the organisation's list of members.
pub struct Named<'a> {
    /// An address of one of the organisation's domains.
    pub address: &'a EmailAddress,
    /// Given and family name.
    pub names: (Option<String>, Option<String>),
}

/// Lets somebody in; says what is answered instead where they may not.
///
/// # Errors
/// When the database fails, or the home of the organisation does not answer for a new member.
pub async fn admit(
    visit: &Visit,
    flow: &Flow,
    own: &OwnIssuer,
    sub: &str,
    named: Named<'_>,
) -> Result<Option<Response>, AuthError> {
    let Ok(organization) = OrganizationId::parse(&own.organization) else {
        return pages::error::no_flow(visit).map(Some);
    };
    let pool = visit.app.pool();
    let membership = memberships::of_person_in(pool, sub, &organization).await?;
    let facts = Facts {
        membership: membership.map(|membership| membership.state),
        has_left: memberships::has_left(pool, sub, &organization).await?,
        is_joining: matches!(flow.destination, Destination::Joining(_)),
        just_in_time: role_of(visit, own).is_some(),
    };
    match decide(facts) {
        Admission::Admitted => Ok(None),
        Admission::Joins => {
            become_member(visit, own, &organization, sub, named).await?;
            Ok(None)
        }
        Admission::Ended => {
            let person = visit.app.pseudonym(sub);
            tracing::info!(
                person,
                "an organisation's login named somebody whose membership has ended"
            );
            let name = &own.organization_name;
            pages::error::membership_ended(visit, flow.request(), name).map(Some)
        }
    }
}

/// The role of new members, while the tenant has it and it does not administer.
fn role_of<'a>(visit: &Visit, own: &'a OwnIssuer) -> Option<&'a String> {
    let configuration = visit.bundle().organizations.as_ref()?;
    own.just_in_time_role.as_ref().filter(|role| {
        configuration
            .role(role)
            .is_some_and(|role| !role.administrator)
    })
}

/// As joining by an invitation: the membership waits until the home of the organisation has written it into its list, so
/// that a crash in between leaves nobody a member unseen; the next sign-in goes on from there.
async fn become_member(
    visit: &Visit,
    own: &OwnIssuer,
    organization: &OrganizationId,
    sub: &str,
    named: Named<'_>,
) -> Result<(), AuthError> {
    let (app, bundle) = (&visit.app, visit.bundle());
    let Some(role) = role_of(visit, own) else {
        return Ok(());
    };
    let waiting = MembershipState::Requested;
    let (record, name) = (record(&named), &own.organization_name);
    members::insert(app, organization, name, sub, waiting, &[], &record).await?;
    let Some(waiting) = memberships::of_person_in(app.pool(), sub, organization).await? else {
        return Ok(());
    };
    let question = Question::JoinedByIssuer {
        organization: organization.to_string(),
        membership: waiting.id.to_string(),
        role: role.clone(),
    };
    if !regions::ask::<bool>(app, bundle, organization.region(), question).await? {
        tracing::warn!("the home of an organisation makes no members by its issuer any more");
        return Ok(());
    }
    let mut roles = waiting.roles;
    roles.push(role.clone());
    roles.sort();
    roles.dedup();
    let change = Change {
        roles: Some(roles),
        approved: true,
        ..Change::default()
    };
    let question = Question::Change {
        membership: waiting.id.to_string(),
        change,
    };
    regions::ask::<Value>(app, bundle, app.region().as_str(), question).await?;
    tracing::info!(
        person = app.pseudonym(sub),
        "an organisation's login made a member"
    );
    Ok(())
}

/// What the organisation has said itself.
fn record(named: &Named<'_>) -> Map<String, Value> {
    let address = named.address.written();
    let mut record = Map::new();
    record.insert("userName".to_owned(), address.into());
    record.insert(
        "emails".to_owned(),
        json!([{ "value": address, "primary": true }]),
    );
    let (given, family) = &named.names;
    let mut name = Map::new();
    for (part, value) in [("givenName", given), ("familyName", family)] {
        if let Some(value) = value {
            name.insert(part.to_owned(), value.as_str().into());
        }
    }
    if !name.is_empty() {
        record.insert("name".to_owned(), name.into());
    }
    record
}

/// Writes a member who came by the issuer into the audit list, at the home of the organisation; false when the
/// organisation does not make members so any more.
pub(in crate::organizations) async fn noted(
    app: &App,
    organization: &str,
    membership: &str,
    role: &str,
) -> Result<bool, AuthError> {
    let (Ok(id), Ok(membership)) = (
        OrganizationId::parse(organization),
        MembershipId::parse(membership),
    ) else {
        return Ok(false);
    };
    let row = organization_issuers::find(app.pool(), organization).await?;
    if row.and_then(|row| row.just_in_time_role).as_deref() != Some(role) {
        return Ok(false);
    }
    let event = NewEvent {
        actor: "issuer",
        action: "member.join",
        target: Some(membership.as_str()),
        roles: Some(&[role.to_owned()]),
    };
    organizations::record(app.pool(), &id, event).await?;
    Ok(true)
}
