//! Invitations: the address is written to and forgotten.

use axum::http::StatusCode;
use domicile_organizations::{OrganizationId, authority::Action};
use domicile_residency::{EmailAddress, Handle};
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Call, Outcome, Refusal, operation::NewInvitation};
use crate::{
    error::AuthError,
    mail::InvitationLetter,
    openapi::{
        answers::OrganizationRefused,
        organizations::{Invitations, Invited},
    },
    store::organization_invitations,
    web::throttle,
};

/// How long a link is good.
const DAYS: i64 = 14;

/// Invites somebody by mail.
#[utoipa::path(
    post, path = "/organizations/v1/organizations/{organization}/invitations", tag = "Organisations", params(("organization" = String, Path)), request_body = NewInvitation,
    responses((status = 201, description = "The invitation.", body = Invited), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn invite(call: &Call<'_>, id: &OrganizationId, new: &NewInvitation) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.allows(Some(id), Action::Give { roles: &new.roles })?;
    if new.roles.is_empty() {
        return Err(Refusal::Malformed("`roles` names at least one role."));
    }
    let organization = call.organization(id).await?;
    let address = EmailAddress::parse(&new.email)
        .map_err(|_| Refusal::Malformed("`email` is an e-mail address."))?;
    let digest = call.app.digest_of(&address);
    if let Err(too_many) = throttle::admit_mail_of_organization(call.app, &digest).await? {
        return Err(Refusal::TooMany(too_many.retry_after_seconds));
    }
    let handle = Handle::random(call.app.region())?;
    let seconds = f64::from(u32::try_from(DAYS).unwrap_or_default()) * 86_400.0;
    let mut transaction = call.app.pool().begin().await?;
    let invitation = organization_invitations::insert(
        &mut transaction,
        &handle,
        id,
        &digest,
        &new.roles,
        seconds,
    )
    .await?;
    transaction.commit().await?;
    mail(
        call,
        &organization.name,
        &address,
        &handle,
        new.language.as_deref(),
    )
    .await?;
    let name = invitation.to_string();
    call.record(id, "invitation.make", Some(&name), Some(&new.roles))
        .await?;
    Ok((
        StatusCode::CREATED,
        json!({ "id": name, "roles": new.roles }),
    ))
}

async fn mail(
    call: &Call<'_>,
    organization: &str,
    address: &EmailAddress,
    handle: &Handle,
    language: Option<&str>,
) -> Result<(), AuthError> {
    let bundle = call.bundle;
    let brand = bundle
        .brand(&bundle.default_brand)
        .ok_or(AuthError::Configuration("default brand"))?;
    let language = language
        .filter(|wished| brand.languages.iter().any(|own| own == wished))
        .or_else(|| brand.languages.first().map(String::as_str))
        .unwrap_or("en");
    let link = format!(
        "{}/organizations/join?invitation={}",
        bundle.issuer,
        handle.as_str()
    );
    let letter = InvitationLetter {
        brand,
        language,
        organization,
        link: &link,
        days: DAYS,
    };
    let primary = language.split('-').next().unwrap_or_default();
    let worded = letter.worded(call.app.messages().in_language(primary))?;
    Ok(call
        .app
        .mailer()
        .send_worded(call.app, bundle, address, brand, worded)
        .await?)
}

/// Lists invitations, without addresses.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/invitations", tag = "Organisations", params(("organization" = String, Path)),
    responses((status = 200, description = "Invitations.", body = Invitations), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn all(call: &Call<'_>, id: &OrganizationId) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    call.organization(id).await?;
    let found = organization_invitations::of_organization(call.app.pool(), id).await?;
    let shown: Vec<Value> = found
        .iter()
        .map(|invitation| {
            json!({
                "id": invitation.id.to_string(),
                "roles": invitation.roles,
                "state": invitation.state().as_str(),
                "expiresAt": invitation.expires_at().to_string(),
            })
        })
        .collect();
    Ok((StatusCode::OK, json!({ "invitations": shown })))
}

/// Takes an invitation back.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}/invitations/{invitation}", tag = "Organisations", params(("organization" = String, Path), ("invitation" = String, Path)),
    responses((status = 204, description = "It is no more."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn revoke(call: &Call<'_>, id: &OrganizationId, invitation: Uuid) -> Outcome {
    call.allows(Some(id), Action::Administer)?;
    if !organization_invitations::revoke(call.app.pool(), id, invitation).await? {
        return Err(Refusal::NotFound);
    }
    call.record(id, "invitation.revoke", Some(&invitation.to_string()), None)
        .await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}
