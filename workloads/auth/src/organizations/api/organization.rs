//! Organisations themselves.

use axum::http::StatusCode;
use domicile_organizations::{
    OrganizationId, OrganizationName,
    authority::{Action, Actor},
};
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, invitation, operation::NewOrganization};
use crate::{
    openapi::{
        answers::OrganizationRefused,
        organizations::{Events, Organization as ShownOrganization},
    },
    organizations::{questions::Question, regions},
    store::organizations::{self, NewEvent, Organization},
};

/// Opens an organisation and invites who is to manage it.
#[utoipa::path(
    post, path = "/organizations/v1/organizations", tag = "Organisations", request_body = NewOrganization,
    responses((status = 201, description = "The organisation.", body = ShownOrganization), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn open(call: &Call<'_>, new: &NewOrganization) -> Outcome {
    call.allows(None, Action::Create)?;
    let name = OrganizationName::parse(&new.name)
        .map_err(|_| Refusal::Malformed("`name` is one line of 1 to 120 characters."))?;
    check_country(&new.country)?;
    let mut administrator = new.administrator.clone().ok_or(Refusal::Malformed(
        "`administrator` names who is invited to manage it.",
    ))?;
    if administrator.roles.is_empty() {
        administrator.roles = administering(call);
    }
    if !call.configuration.administers(&administrator.roles) {
        return Err(Refusal::Malformed(
            "`administrator.roles` holds no role that administers.",
        ));
    }
    let id = OrganizationId::random(call.app.region())?;
    keep(call, &id, &name, &new.country).await?;
    let (_, invited) = invitation::invite(call, &id, &administrator).await?;
    let mut shown = call.organization(&id).await.map(|found| json(&found))?;
    shown["invitation"] = invited;
    Ok((StatusCode::CREATED, shown))
}

/// The role that administers, for an invitation that names none.
fn administering(call: &Call<'_>) -> Vec<String> {
    call.configuration
        .roles
        .iter()
        .find(|role| role.administrator)
        .map(|role| role.name.clone())
        .into_iter()
        .collect()
}

fn check_country(country: &str) -> Result<(), Refusal> {
    let good = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    good.then_some(()).ok_or(Refusal::Malformed(
        "`country` is two capital letters (ISO 3166-1 alpha-2).",
    ))
}

async fn keep(
    call: &Call<'_>,
    id: &OrganizationId,
    name: &OrganizationName,
    country: &str,
) -> Result<(), Refusal> {
    let actor = call.actor.in_audit_list();
    let event = NewEvent {
        actor: &actor,
        action: "organization.open",
        target: None,
        roles: None,
    };
    let mut transaction = call.app.pool().begin().await?;
    organizations::insert(&mut transaction, id, name.as_str(), country).await?;
    organizations::record(&mut *transaction, id, event).await?;
    transaction.commit().await?;
    Ok(())
}

/// Shows an organisation.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "The organisation.", body = ShownOrganization), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn show(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Read)?;
    Ok((StatusCode::OK, json(&call.organization(id).await?)))
}

/// Ends an organisation and every membership.
///
/// Ends every membership first, so that nobody acts for what is gone; repeating it after a fault goes on.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 204, description = "It is no more."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn close(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    only_applications(call)?;
    call.organization(id).await?;
    let question = Question::Close {
        organization: id.to_string(),
    };
    regions::ask_all::<Value>(call.app, call.bundle, &question).await?;
    organizations::delete(call.app.pool(), id).await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

/// Lists what was done, the newest first.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/events", tag = "Organisations", params(("organization" = String, Path), ("before" = Option<i64>, Query, description = "Older than this entry.")),
    responses((status = 200, description = "Events.", body = Events), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn events(call: &Call<'_>, id: &OrganizationId, before: Option<i64>) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let found = organizations::events(call.app.pool(), id, before).await?;
    let shown: Vec<Value> = found
        .iter()
        .map(|event| {
            json!({
                "id": event.id,
                "at": event.at().to_string(),
                "actor": event.actor,
                "action": event.action,
                "target": event.target,
                "roles": event.roles,
            })
        })
        .collect();
    Ok((StatusCode::OK, json!({ "events": shown })))
}

fn only_applications(call: &Call<'_>) -> Result<(), Refusal> {
    matches!(call.actor, Actor::Application { .. })
        .then_some(())
        .ok_or(Refusal::NotFound)
}

fn json(organization: &Organization) -> Value {
    json!({
        "id": organization.id,
        "name": organization.name,
        "country": organization.country,
        "createdAt": organization.created_at().to_string(),
    })
}
