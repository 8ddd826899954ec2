//! Joining by an invitation. Only whose address was invited can; the organisation is told their name and address, which
//! the page says before.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use domicile_pages::{Frame, Text, page::respond};
use domicile_residency::{Digest, Handle};
use domicile_service::keys::hexadecimal;
use serde_json::{Map, Value, json};

use super::PATH;
use crate::{
    account::member::{Entrance, Member, enter, for_form_of},
    error::AuthError,
    openid::authorization_response::see_other,
    organizations::{
        invitations::Invited,
        members,
        questions::{Change, Question},
        regions,
    },
    pages,
    profile_store::ProfileStore,
    registration::flow::Destination,
    store::{identifiers, memberships},
    web::{Visit, form::Form},
};

#[derive(Template)]
#[template(path = "organizations/join.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    organization: String,
    invitation: String,
    own: bool,
}

/// `GET /organizations/join?invitation=…`.
pub(super) async fn show(visit: Visit) -> Response {
    let handle = visit.query.field("invitation").to_owned();
    let destination = Destination::Joining(handle.clone());
    let outcome = match enter(&visit, destination).await {
        Entrance::Member(member) => ask(&visit, &member, &handle).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /organizations/join`.
pub(super) async fn submit(visit: Visit, Form(form): Form) -> Response {
    let handle = form.field("invitation").to_owned();
    let destination = Destination::Joining(handle.clone());
    let outcome = match for_form_of(&visit, &form, destination).await {
        Entrance::Member(_) if form.field("action") == "cancel" => Ok(see_other(PATH)),
        Entrance::Member(member) => accept(&visit, &member, &handle).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn invited(visit: &Visit, handle: &str) -> Result<Option<Invited>, AuthError> {
    let Ok(handle) = Handle::parse(handle) else {
        return Ok(None);
    };
    let region = handle.region().as_str();
    if visit.bundle().region_named(region).is_none() {
        return Ok(None);
    }
    let question = Question::Invitation {
        digest: hexadecimal(&handle.digest()),
    };
    regions::ask(&visit.app, visit.bundle(), region, question).await
}

/// Whether the invited address is one that the person has proven.
async fn is_own(visit: &Visit, member: &Member, invited: &Invited) -> Result<bool, AuthError> {
    let Some(digest) = Digest::from_hex(&invited.identifier) else {
        return Ok(false);
    };
    let owner = identifiers::find(visit.app.pool(), &digest).await?;
    Ok(owner.as_deref() == Some(member.session.sub.as_str()))
}

async fn ask(visit: &Visit, member: &Member, handle: &str) -> Result<Response, AuthError> {
    let Some(invited) = invited(visit, handle).await? else {
        return pages::error::not_found(visit);
    };
    let own = is_own(visit, member, &invited).await?;
    let (frame, text) = visit.frame(None)?;
    let view = Page {
        csrf: member.csrf(visit),
        organization: invited.organization_name,
        invitation: handle.to_owned(),
        own,
        frame,
        text,
    };
    let status = if own {
        StatusCode::OK
    } else {
        StatusCode::FORBIDDEN
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}

/// The membership waits until the invitation is used up for it: whatever is interrupted, the same link goes on.
async fn accept(visit: &Visit, member: &Member, handle: &str) -> Result<Response, AuthError> {
    let Some(invited) = invited(visit, handle).await? else {
        return pages::error::not_found(visit);
    };
    let Ok(organization) = OrganizationId::parse(&invited.organization) else {
        return pages::error::not_found(visit);
    };
    if !is_own(visit, member, &invited).await? {
        return ask(visit, member, handle).await;
    }
    let (app, sub) = (&visit.app, &member.session.sub);
    if memberships::of_person_in(app.pool(), sub, &organization)
        .await?
        .is_none()
    {
        let record = record(visit, sub).await?;
        let state = MembershipState::Requested;
        let name = &invited.organization_name;
        members::insert(app, &organization, name, sub, state, &[], &record).await?;
    }
    let Some(waiting) = memberships::of_person_in(app.pool(), sub, &organization).await? else {
        return pages::error::not_found(visit);
    };
    let mine = |id: &String| MembershipId::parse(id).is_ok_and(|id| id == waiting.id);
    if !invited.membership.as_ref().is_none_or(mine) {
        return pages::error::not_found(visit);
    }
    let question = Question::Accepted {
        invitation: invited.id,
        membership: waiting.id.to_string(),
    };
    let home = organization.region();
    if !regions::ask::<bool>(app, visit.bundle(), home, question).await? {
        return pages::error::not_found(visit);
    }
    let mut roles = waiting.roles.clone();
    roles.extend(invited.roles);
    roles.sort();
    roles.dedup();
    let change = Change {
        roles: Some(roles),
        approved: waiting.state == MembershipState::Requested,
        ..Change::default()
    };
    let question = Question::Change {
        membership: waiting.id.to_string(),
        change,
    };
    regions::ask::<Value>(app, visit.bundle(), app.region().as_str(), question).await?;
    Ok(see_other(PATH))
}

/// What the organisation is told of somebody who joins: name and address, as the page said.
async fn record(visit: &Visit, sub: &str) -> Result<Map<String, Value>, AuthError> {
    let attributes = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?
        .attributes(sub)
        .await?;
    let mut record = Map::new();
    let mut name = Map::new();
    if let Some(email) = attributes.get("email").and_then(Value::as_str) {
        record.insert("userName".to_owned(), email.into());
        let emails = json!([{ "value": email, "primary": true }]);
        record.insert("emails".to_owned(), emails);
    }
    for part in ["givenName", "familyName"] {
        if let Some(value) = attributes.get(part).filter(|value| value.is_string()) {
            name.insert(part.to_owned(), value.clone());
        }
    }
    if !name.is_empty() {
        record.insert("name".to_owned(), name.into());
    }
    Ok(record)
}
