//! For whom a person acts in an application: an organisation, or themselves.
//!
//! Decided after the person is known and before the application is answered, by what the application asks (its field
//! `organization`), what the request says (its parameter `organization`) and what the person is a member of now.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::{Application, OrganizationRequirement};
use domicile_organizations::membership::MembershipState;
use serde::{Deserialize, Serialize};

use crate::{
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, Problem, Prompt},
        clients,
    },
    pages,
    registration::{
        completion,
        flow::{Destination, Entry, Flow, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{
        memberships::{self, Membership},
        organization_issuers,
        sessions::Session,
    },
    web::{Visit, form::Form, parameters::Parameters},
};

use super::own_issuer;

/// For whom a person is to act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActingFor {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// For themselves.
    Themselves,
    /// For this organisation.
    Organization(String),
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acting {
    /// The person acts under this membership, or for themselves.
    Under(Option<Box<Membership>>),
    /// The person chooses among these.
    Choose(Vec<Membership>),
    /// The own login of this organisation is asked first.
    AtIssuer(String),
    /// The application is told why not.
    Refused(Problem),
}

/// Own logins of organisations, and the one that opened the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logins {
    /// Organisations of the person that have an own login.
    pub own: Vec<String>,
    /// The organisation whose own login opened the session.
    pub session: Option<String>,
}

impl Logins {
    /// Whether an organisation has an own login, and the session is not of it.
    fn have_to_ask(&self, organization: &str) -> bool {
        self.session.as_deref() != Some(organization)
            && self.own.iter().any(|own| own == organization)
    }
}

/// Decides. `memberships` are all of the person's. Nobody acts for an organisation that has an own login in a session
/// that was opened otherwise: whom the organisation lets in no more would come around it.
pub fn decide(
    application: &Application,
    request: &AuthorizationRequest,
    memberships: Vec<Membership>,
    logins: &Logins,
) -> Acting {
    match choose(application, request, memberships, logins) {
        Acting::Under(Some(membership)) if logins.have_to_ask(membership.organization.as_str()) => {
            if request.is_silent() {
                return Acting::Refused(Problem::new(
                    "login_required",
                    "the organisation's own login has to be asked, and nothing may be shown",
                ));
            }
            Acting::AtIssuer(membership.organization.to_string())
        }
        acting => acting,
    }
}

fn choose(
    application: &Application,
    request: &AuthorizationRequest,
    memberships: Vec<Membership>,
    logins: &Logins,
) -> Acting {
    let Some(requirement) = application.organization else {
        return Acting::Under(None);
    };
    let mut active: Vec<Membership> = memberships
        .into_iter()
        .filter(|membership| membership.state == MembershipState::Active)
        .collect();
    // Whoever came by an organisation's login acts for it.
    if request.acting_for == ActingFor::Unsaid
        && !request.prompts(Prompt::SelectAccount)
        && let Some(place) = active
            .iter()
            .position(|own| logins.session.as_deref() == Some(own.organization.as_str()))
    {
        return Acting::Under(Some(Box::new(active.swap_remove(place))));
    }
    match &request.acting_for {
        ActingFor::Organization(id) => active
            .into_iter()
            .find(|membership| membership.organization.as_str() == id)
            .map_or_else(
                || Acting::Refused(not_a_member()),
                |membership| Acting::Under(Some(Box::new(membership))),
            ),
        ActingFor::Themselves if requirement == OrganizationRequirement::Optional => {
            Acting::Under(None)
        }
        _ => match (requirement, active.len()) {
            (OrganizationRequirement::Required, 0) => Acting::Refused(not_a_member()),
            (OrganizationRequirement::Optional, 0) => Acting::Under(None),
            (OrganizationRequirement::Required, 1) if !request.prompts(Prompt::SelectAccount) => {
                Acting::Under(active.pop().map(Box::new))
            }
            _ if request.is_silent() => Acting::Refused(Problem::new(
                "account_selection_required",
                "the person is a member: name one by `organization`, or let the person choose",
            )),
            _ => Acting::Choose(active),
        },
    }
}

fn not_a_member() -> Problem {
    Problem::new(
        "access_denied",
        "the person is no active member of an organisation that may act here",
    )
}

/// Decides for the person who is signed in.
pub async fn of(
    visit: &Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Acting, AuthError> {
    let application = clients::find(&visit.app, visit.bundle(), &request.client_id).await?;
    let Some(application) = application.filter(|_| visit.bundle().organizations.is_some()) else {
        return Ok(Acting::Under(None));
    };
    if application.organization.is_none() {
        return Ok(Acting::Under(None));
    }
    let memberships = memberships::of_person(visit.app.pool(), &session.sub).await?;
    let own = if memberships.is_empty() || !own_issuer::is_offered(visit.bundle()) {
        Vec::new()
    } else {
        let all: Vec<String> = memberships
            .iter()
            .map(|membership| membership.organization.to_string())
            .collect();
        organization_issuers::among(visit.app.pool(), &all).await?
    };
    let logins = Logins {
        own,
        session: session.organization().map(str::to_owned),
    };
    Ok(decide(&application, request, memberships, &logins))
}

/// `GET /organization`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, *flow, StatusCode::OK).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /organization`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => chosen(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: Flow, status: StatusCode) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return pages::error::no_flow(visit);
    };
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    match of(visit, request, &session).await? {
        Acting::Choose(offered) => {
            let application = clients::find(&visit.app, visit.bundle(), &request.client_id).await?;
            let themselves = application.is_some_and(|application| {
                application.organization == Some(OrganizationRequirement::Optional)
            });
            pages::organization_choice::page(visit, &flow, status, &offered, themselves)
        }
        _ => completion::asked(visit, &flow.destination, &session).await,
    }
}

async fn chosen(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let acting_for = match form.field("organization") {
        "" => return ask(visit, flow, StatusCode::UNPROCESSABLE_ENTITY).await,
        "none" => ActingFor::Themselves,
        id => ActingFor::Organization(id.to_owned()),
    };
    if let Destination::Application(request) = &mut flow.destination {
        request.acting_for = acting_for;
    }
    completion::asked(visit, &flow.destination, &session).await
}

#[cfg(test)]
mod tests {
    use domicile_bundle::OrganizationRequirement::{self, Optional, Required};
    use domicile_organizations::{
        MembershipId, OrganizationId,
        membership::MembershipState::{self, Active, Requested, Suspended},
    };

    use super::{Acting, ActingFor, Logins, decide};
    use crate::{
        example::bundle, openid::authorization_request::tests::request,
        store::memberships::Membership,
    };

    fn membership(organization: char, state: MembershipState) -> Membership {
        let id = format!("eu.{}", organization.to_string().repeat(22));
        Membership {
            id: MembershipId::parse(&id).unwrap(),
            organization: OrganizationId::parse(&id).unwrap(),
            organization_name: organization.to_string(),
            sub: "s".repeat(22),
            state,
            roles: vec![],
            record: None,
            version: 1,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            changed_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn outcome(
        requirement: Option<OrganizationRequirement>,
        extra: &str,
        acting_for: &ActingFor,
        memberships: &[Membership],
    ) -> String {
        outcome_with(
            requirement,
            extra,
            acting_for,
            memberships,
            &Logins::default(),
        )
    }

    fn outcome_with(
        requirement: Option<OrganizationRequirement>,
        extra: &str,
        acting_for: &ActingFor,
        memberships: &[Membership],
        logins: &Logins,
    ) -> String {
        let mut application = bundle("eu").application("aurora.shop").unwrap().clone();
        application.organization = requirement;
        let mut request = request(extra);
        request.acting_for = acting_for.clone();
        match decide(&application, &request, memberships.to_vec(), logins) {
            Acting::Under(None) => "themselves".to_owned(),
            Acting::Under(Some(membership)) => membership.organization_name,
            Acting::Choose(offered) => format!("choose {}", offered.len()),
            Acting::AtIssuer(_) => "its login".to_owned(),
            Acting::Refused(problem) => problem.error.to_owned(),
        }
    }

    #[test]
    fn an_organisation_with_an_own_login_is_acted_for_in_a_session_of_it_only() {
        let id = |letter: char| format!("eu.{}", letter.to_string().repeat(22));
        let of = |letter: char| ActingFor::Organization(id(letter));
        let members = [membership('a', Active), membership('b', Active)];
        let logins = |session: Option<char>| Logins {
            own: vec![id('a')],
            session: session.map(id),
        };
        let unsaid = ActingFor::Unsaid;
        for (requirement, extra, acting_for, session, expected) in [
            (Required, "", &of('a'), None, "its login"),
            (Required, "", &of('a'), Some('a'), "a"),
            (Required, "", &of('a'), Some('b'), "its login"),
            (Required, "", &of('b'), None, "b"),
            (Required, "", &of('b'), Some('a'), "b"),
            (Required, "&prompt=none", &of('a'), None, "login_required"),
            (Required, "", &unsaid, Some('a'), "a"),
            (Optional, "", &unsaid, Some('a'), "a"),
            (Optional, "", &unsaid, None, "choose 2"),
            (
                Optional,
                "&prompt=select_account",
                &unsaid,
                Some('a'),
                "choose 2",
            ),
            (
                Optional,
                "",
                &ActingFor::Themselves,
                Some('a'),
                "themselves",
            ),
            (Required, "", &of('x'), Some('a'), "access_denied"),
        ] {
            let (requirement, logins) = (Some(requirement), logins(session));
            let found = outcome_with(requirement, extra, acting_for, &members, &logins);
            assert_eq!(found, expected, "{extra} {acting_for:?} {session:?}");
        }
    }

    #[test]
    fn the_table_of_for_whom_a_person_acts() {
        let (a, b) = (membership('a', Active), membership('b', Active));
        let (stopped, asked) = (membership('c', Suspended), membership('d', Requested));
        let of =
            |letter: char| ActingFor::Organization(format!("eu.{}", letter.to_string().repeat(22)));
        let unsaid = ActingFor::Unsaid;
        let one = [a.clone(), stopped.clone(), asked.clone()];
        let two = [a, b, stopped.clone(), asked.clone()];
        let none = [stopped, asked];
        for (requirement, extra, acting_for, memberships, expected) in [
            (None, "", &of('a'), &two[..], "themselves"),
            (Some(Required), "", &unsaid, &none[..], "access_denied"),
            (Some(Required), "", &unsaid, &one[..], "a"),
            (
                Some(Required),
                "&prompt=select_account",
                &unsaid,
                &one[..],
                "choose 1",
            ),
            (Some(Required), "", &unsaid, &two[..], "choose 2"),
            (
                Some(Required),
                "&prompt=none",
                &unsaid,
                &two[..],
                "account_selection_required",
            ),
            (Some(Required), "&prompt=none", &of('b'), &two[..], "b"),
            (
                Some(Required),
                "",
                &ActingFor::Themselves,
                &two[..],
                "choose 2",
            ),
            (Some(Required), "", &of('c'), &two[..], "access_denied"),
            (Some(Required), "", &of('d'), &two[..], "access_denied"),
            (Some(Required), "", &of('x'), &two[..], "access_denied"),
            (Some(Optional), "", &unsaid, &none[..], "themselves"),
            (Some(Optional), "", &unsaid, &one[..], "choose 1"),
            (
                Some(Optional),
                "",
                &ActingFor::Themselves,
                &two[..],
                "themselves",
            ),
            (Some(Optional), "", &of('a'), &two[..], "a"),
        ] {
            let found = outcome(requirement, extra, acting_for, memberships);
            assert_eq!(found, expected, "{requirement:?} {extra} {acting_for:?}");
        }
    }
}
