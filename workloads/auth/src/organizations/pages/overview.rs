//! What the person is a member of.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_organizations::membership::MembershipState;
use domicile_pages::{Frame, Text, page::respond};

use super::{MANAGE, state_key};
use crate::{
    account::member::{Entrance, Member, enter},
    error::AuthError,
    pages,
    registration::flow::Destination,
    store::memberships::{self, Membership},
    web::Visit,
};

#[derive(Template)]
#[template(path = "organizations/overview.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    state: String,
    roles: String,
    manage: Option<String>,
}

/// `GET /organizations`.
pub(super) async fn show(visit: Visit) -> Response {
    let outcome = match enter(&visit, Destination::Organizations).await {
        Entrance::Member(member) => page(&visit, &member).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn page(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let Some(configuration) = &visit.bundle().organizations else {
        return pages::error::not_found(visit);
    };
    let found = memberships::of_person(visit.app.pool(), &member.session.sub).await?;
    let (frame, text) = visit.frame(None)?;
    let line = |membership: &Membership| {
        let manages = membership.state == MembershipState::Active
            && configuration.administers(&membership.roles);
        Line {
            name: membership.organization_name.clone(),
            state: text.say(state_key(membership.state.as_str())),
            roles: titles(configuration, &membership.roles, &frame.language),
            manage: manages.then(|| format!("{MANAGE}?organization={}", membership.organization)),
        }
    };
    let lines = found.iter().map(line).collect();
    let view = Page { frame, text, lines };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}

/// What people call these roles.
fn titles(
    configuration: &domicile_bundle::Organizations,
    roles: &[String],
    language: &str,
) -> String {
    let titles: Vec<&str> = roles
        .iter()
        .filter_map(|name| configuration.role(name))
        .map(|role| title(role, language))
        .collect();
    titles.join(", ")
}

/// What people call a role: in their language, else in its primary one, else by its name.
pub(super) fn title<'a>(role: &'a domicile_bundle::OrganizationRole, language: &str) -> &'a str {
    let primary = language.split('-').next().unwrap_or_default();
    role.titles
        .get(language)
        .or_else(|| role.titles.get(primary))
        .unwrap_or(&role.name)
}
