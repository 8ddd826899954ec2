//! Operations of a person on their organisation, done at its home.

use std::pin::Pin;

use axum::http::{HeaderMap, Method, StatusCode};
use domicile_organizations::{
    MembershipId, OrganizationId,
    authority::{Actor, Member},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    app::App,
    error::AuthError,
    organizations::{
        api::{self, Call, Operation},
        carried::Carried,
        members,
        questions::Question,
        regions,
    },
    store::memberships::Membership,
    web::Visit,
};

/// What an operation came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Performed {
    /// HTTP status.
    pub status: u16,
    /// Body; of a refusal, what was wrong.
    pub body: Value,
}

/// Does something for a member, at the home of the organisation.
pub(super) async fn ask(
    visit: &Visit,
    membership: &Membership,
    method: &str,
    path: &str,
    body: Value,
) -> Result<Performed, AuthError> {
    let question = Question::Perform {
        organization: membership.organization.to_string(),
        membership: membership.id.to_string(),
        method: method.to_owned(),
        path: path.to_owned(),
        body,
    };
    let home = membership.organization.region();
    regions::ask(&visit.app, visit.bundle(), home, question).await
}

/// Answers such a question. What the member is now is asked of the region where they live, whoever carries the
/// question here.
///
/// # Errors
/// When a region does not answer.
pub fn perform<'a>(
    app: &'a App,
    organization: &'a str,
    membership: &'a str,
    method: &'a str,
    path: &'a str,
    body: &'a Value,
) -> Pin<Box<dyn Future<Output = Result<Performed, AuthError>> + Send + 'a>> {
    // Boxed, because what is done may ask this region itself again.
    Box::pin(performed(app, organization, membership, method, path, body))
}

async fn performed(
    app: &App,
    organization: &str,
    membership: &str,
    method: &str,
    path: &str,
    body: &Value,
) -> Result<Performed, AuthError> {
    let nothing = Performed {
        status: 404,
        body: Value::Null,
    };
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let request = Carried {
        method: method.parse::<Method>().unwrap_or_default(),
        path: format!("/organizations/v1/organizations/{organization}{path}"),
        headers: HeaderMap::new(),
        body: body.to_string(),
    };
    let (Some(configuration), Ok(id), Ok((Some(organization), operation))) = (
        &bundle.organizations,
        MembershipId::parse(membership),
        Operation::parse(&request),
    ) else {
        return Ok(nothing);
    };
    let Some(actor) = actor(app, bundle, &organization, id).await? else {
        return Ok(nothing);
    };
    let call = Call {
        app,
        bundle,
        configuration,
        actor,
    };
    match api::perform(&call, Some(&organization), operation).await {
        Ok((status, body)) => Ok(Performed {
            status: status.as_u16(),
            body,
        }),
        Err(api::Refusal::Fault(error)) => Err(error),
        Err(refusal) => {
            let (status, kind, _): (StatusCode, _, _) = refusal.problem();
            Ok(Performed {
                status: status.as_u16(),
                body: json!({ "problem": kind }),
            })
        }
    }
}

async fn actor(
    app: &App,
    bundle: &domicile_bundle::Bundle,
    organization: &OrganizationId,
    membership: MembershipId,
) -> Result<Option<Actor>, AuthError> {
    let question = Question::Member {
        membership: membership.to_string(),
    };
    let found: Option<members::Member> =
        regions::ask(app, bundle, membership.region(), question).await?;
    Ok(found
        .filter(|found| found.organization == organization.as_str())
        .map(|found| {
            Actor::Member(Member {
                organization: organization.clone(),
                membership,
                state: found.state(),
                roles: found.roles,
            })
        }))
}
