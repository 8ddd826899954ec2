//! Setting out to an organisation's issuer: because of an address, or because somebody acts for the organisation.

use axum::response::Response;
use domicile_jose::now;
use domicile_residency::EmailAddress;

use super::{OwnIssuer, of_organization};
use crate::{
    error::AuthError,
    federation::{begin::depart, identity_provider::IdentityProvider},
    openid::clients,
    organizations::choice::ActingFor,
    pages,
    registration::flow::{AtOrganization, Destination, Flow, Intent, Step},
    web::Visit,
};

/// Sends a browser there.
///
/// # Errors
/// When the attempt cannot be kept.
pub async fn set_out(
    visit: &Visit,
    mut flow: Flow,
    own: OwnIssuer,
    typed: Option<&EmailAddress>,
) -> Result<Response, AuthError> {
    flow.organization = Some(AtOrganization {
        id: own.organization.clone(),
        // Whoever comes back to the form may have mistyped an address.
        leads_there: false,
    });
    flow.sought_at.get_or_insert_with(now);
    let provider = IdentityProvider::of_own(own);
    let mut response = depart(visit, &flow, &provider, typed).await?;
    flow.keep(visit, response.headers_mut())?;
    Ok(response)
}

/// An open session is not of the organisation that somebody acts for.
///
/// # Errors
/// When the attempt cannot be kept.
pub async fn to_act_for(
    visit: &Visit,
    destination: Destination,
    organization: &str,
) -> Result<Response, AuthError> {
    let Some(own) = of_organization(&visit.app, visit.bundle(), organization).await? else {
        return pages::error::no_flow(visit);
    };
    let step = Step::Details {
        intent: Intent::SignIn,
    };
    set_out(visit, Flow::new(destination, step)?, own, None).await
}

/// The issuer that a sign-in leads to by itself, before an address is asked for: that of the organisation which the
/// application names, or from which the browser was sent home.
///
/// # Errors
/// When the database fails, or the application cannot be found out.
pub async fn by_itself(visit: &Visit, flow: &Flow) -> Result<Option<OwnIssuer>, AuthError> {
    let (app, bundle) = (&visit.app, visit.bundle());
    if !super::is_offered(bundle) {
        return Ok(None);
    }
    if let Some(at) = flow.organization.as_ref().filter(|at| at.leads_there) {
        return of_organization(app, bundle, &at.id).await;
    }
    let Some(request) = flow.request() else {
        return Ok(None);
    };
    let ActingFor::Organization(id) = &request.acting_for else {
        return Ok(None);
    };
    let application = clients::find(app, bundle, &request.client_id).await?;
    match application.and_then(|application| application.organization) {
        Some(_) => of_organization(app, bundle, id).await,
        None => Ok(None),
    }
}
