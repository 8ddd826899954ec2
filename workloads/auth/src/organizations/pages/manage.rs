//! Managing an organisation: its members, invitations, and what was done.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_organizations::OrganizationId;
use domicile_pages::{Frame, Text, page::respond};
use serde_json::{Value, json};

use super::{
    MANAGE,
    overview::title,
    own_login::{self, OwnLogin},
    performed, state_key,
};
use crate::{
    account::member::{Entrance, Member, enter, for_form_of},
    error::AuthError,
    openid::authorization_response::see_other,
    pages,
    registration::flow::Destination,
    store::memberships::{self, Membership},
    web::{Visit, form::Form, parameters::Parameters},
};

/// What is said once after a form.
const NOTICES: [(&str, &str); 7] = [
    ("done", "organizations-notice-done"),
    ("invited", "organizations-notice-invited"),
    (
        "last-administrator",
        "organizations-notice-last-administrator",
    ),
    ("too-many", "organizations-notice-too-many"),
    ("refused", "organizations-notice-refused"),
    ("issuer", "organizations-notice-issuer"),
    ("issuer-domain", "organizations-notice-issuer-domain"),
];

#[derive(Template)]
#[template(path = "organizations/manage.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    notice: Option<(bool, String)>,
    name: String,
    organization: String,
    roles: Vec<Role>,
    members: Vec<Line>,
    /// Regions whose members are not among them.
    unanswered: Option<String>,
    login: Option<OwnLogin>,
    events: Vec<Event>,
}

struct Role {
    name: String,
    title: String,
}

struct Line {
    id: String,
    name: String,
    address: String,
    state: String,
    state_title: String,
    roles: Vec<(String, String, bool)>,
}

struct Event {
    at: String,
    actor: String,
    action: String,
    target: String,
}

/// `GET /organizations/manage?organization=…`.
pub(super) async fn show(visit: Visit) -> Response {
    let id = visit.query.field("organization").to_owned();
    let outcome = match enter(&visit, Destination::Organizations).await {
        Entrance::Member(member) => page(&visit, &member, &id).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /organizations/manage`.
pub(super) async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form_of(&visit, &form, Destination::Organizations).await {
        Entrance::Member(member) => change(&visit, &member, &form).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn own(visit: &Visit, member: &Member, id: &str) -> Result<Option<Membership>, AuthError> {
    let Ok(id) = OrganizationId::parse(id) else {
        return Ok(None);
    };
    Ok(memberships::of_person_in(visit.app.pool(), &member.session.sub, &id).await?)
}

async fn page(visit: &Visit, member: &Member, id: &str) -> Result<Response, AuthError> {
    let (Some(configuration), Some(own)) =
        (&visit.bundle().organizations, own(visit, member, id).await?)
    else {
        return pages::error::not_found(visit);
    };
    let listed = performed::ask(visit, &own, "GET", "/members?partial=true", Value::Null).await?;
    let events = performed::ask(visit, &own, "GET", "/events", Value::Null).await?;
    if listed.status != 200 || events.status != 200 {
        return pages::error::not_found(visit);
    }
    let (frame, text) = visit.frame(None)?;
    let login = own_login::of(visit, &own, configuration, &frame.language).await?;
    let roles: Vec<Role> = configuration
        .roles
        .iter()
        .map(|role| Role {
            name: role.name.clone(),
            title: title(role, &frame.language).to_owned(),
        })
        .collect();
    let named = visit.query.field("notice");
    let notice = NOTICES
        .iter()
        .find(|(notice, _)| *notice == named)
        .map(|(notice, key)| (matches!(*notice, "done" | "invited"), text.say(key)));
    let view = Page {
        csrf: member.csrf(visit),
        notice,
        name: own.organization_name,
        organization: own.organization.to_string(),
        unanswered: unanswered(&listed.body, text),
        members: array(&listed.body, "members")
            .map(|member| line(member, &roles, text))
            .collect(),
        login,
        events: array(&events.body, "events").map(event).collect(),
        roles,
        frame,
        text,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}

pub(super) fn array<'a>(body: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    body[name]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
}

pub(super) fn string(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn line(member: &Value, roles: &[Role], text: Text<'_>) -> Line {
    let has = |role: &Role| array(member, "roles").any(|own| own.as_str() == Some(&role.name));
    let name = format!(
        "{} {}",
        string(member, "givenName"),
        string(member, "familyName")
    );
    let state = string(member, "state");
    Line {
        id: string(member, "id"),
        name: name.trim().to_owned(),
        address: string(member, "email"),
        state_title: text.say(state_key(&state)),
        state,
        roles: roles
            .iter()
            .map(|role| (role.name.clone(), role.title.clone(), has(role)))
            .collect(),
    }
}

fn unanswered(listed: &Value, text: Text<'_>) -> Option<String> {
    let regions: Vec<&str> = array(listed, "unanswered")
        .filter_map(Value::as_str)
        .collect();
    let said = || {
        text.say_with(
            "organizations-members-missing",
            "regions",
            &regions.join(", "),
        )
    };
    (!regions.is_empty()).then(said)
}

fn event(event: &Value) -> Event {
    Event {
        at: string(event, "at"),
        actor: string(event, "actor"),
        action: string(event, "action"),
        target: string(event, "target"),
    }
}

async fn change(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let id = form.field("organization");
    let Some(own) = own(visit, member, id).await? else {
        return pages::error::not_found(visit);
    };
    let roles: Vec<&str> = form.all("role").collect();
    let path = format!("/members/{}", form.field("member"));
    let (method, path, body) = match form.field("action") {
        "invite" => {
            let body = json!({ "email": form.field("email"), "roles": roles });
            ("POST", "/invitations".to_owned(), body)
        }
        "roles" => ("PATCH", path, json!({ "roles": roles })),
        "approve" => ("PATCH", path, json!({ "approved": true, "roles": roles })),
        "suspend" => ("PATCH", path, json!({ "active": false })),
        "resume" => ("PATCH", path, json!({ "active": true })),
        "remove" => ("DELETE", path, Value::Null),
        "set-issuer" => ("PUT", "/issuer".to_owned(), own_login::to_be_set(form)),
        "remove-issuer" => ("DELETE", "/issuer".to_owned(), Value::Null),
        _ => return pages::error::not_found(visit),
    };
    let outcome = performed::ask(visit, &own, method, &path, body).await?;
    let notice = match (outcome.status, outcome.body["problem"].as_str()) {
        (201, _) => "invited",
        (200 | 204, _) => "done",
        (_, Some("last-administrator")) => "last-administrator",
        (_, Some("invalid-issuer")) => "issuer",
        (409, _) if form.field("action") == "set-issuer" => "issuer-domain",
        (429, _) => "too-many",
        _ => "refused",
    };
    Ok(see_other(&format!(
        "{MANAGE}?organization={}&notice={notice}",
        own.organization
    )))
}
