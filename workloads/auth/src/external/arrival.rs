//! A browser comes back from an issuer that vouches for sign-ins.

use axum::response::Response;
use domicile_federation::{FederationError, Identity};
use domicile_residency::RegionName;
use secrecy::SecretString;

use super::{
    departure::{ComeToNothing, came_to_nothing},
    newcomer::{self, Named},
    subjects,
    voucher::{self, Said},
};
use crate::{
    error::AuthError,
    federation::{arrived::Arrived, identity_provider::IdentityProvider, taken},
    openid::{authorization_request::Problem, authorization_response::refuse},
    pages,
    registration::{
        completion::authenticated,
        flow::{AtOrganization, Flow, Intent, Step},
        handoff,
    },
    store::{federated_identities, identifiers},
    web::Visit,
};

/// Signs in who is known here, sends on who is known in another region, and makes a person of who is known nowhere.
///
/// # Errors
/// When the database fails, or a region does not answer that may know the person.
pub async fn of_somebody(
    visit: &Visit,
    mut flow: Flow,
    issuer: &IdentityProvider,
    identity: Identity,
) -> Result<Response, AuthError> {
    let app = &visit.app;
    if let Some(own) = issuer.organization() {
        // The attempt says whose issuer was asked, whatever was typed meanwhile.
        flow.organization = Some(AtOrganization {
            id: own.organization.clone(),
            leads_there: false,
        });
    }
    let digest = issuer.digest(app, &identity.subject);
    let found = federated_identities::find(app.pool(), &digest).await?;
    let arrived = arrived(&flow, issuer, identity);
    let address = issuer.proves(&arrived);
    if let (Some(own), None) = (issuer.organization(), &address) {
        tracing::warn!("an organisation's login named no address of its domains");
        return pages::error::foreign_address(visit, flow.request(), &own.organization_name);
    }
    if let Some(sub) = found {
        return known(visit, flow, issuer, &arrived, (&sub, &digest)).await;
    }
    let of_address = match (issuer.organization(), &address) {
        (Some(_), Some(address)) => Some(app.digest_of(address)),
        _ => None,
    };
    if let (Some(of_address), Some(address)) = (&of_address, &address)
        && identifiers::find(app.pool(), of_address).await?.is_some()
    {
        return newcomer::by_word(visit, flow, issuer, arrived, address, Named::here()).await;
    }
    if let Some(home) = subjects::home(app, visit.bundle(), &digest, of_address.as_ref()).await? {
        return send_home(visit, flow, &home);
    }
    if let Some(request) = flow.request().filter(|request| request.is_silent()) {
        let description = "the person comes for the first time, and nothing may be shown";
        let problem = Problem::new("interaction_required", description);
        return refuse(visit, &request.recipient(), &problem);
    }
    flow.step = Step::Details {
        intent: Intent::Register,
    };
    newcomer::go_on(visit, flow, issuer, arrived).await
}

/// What the issuer said, as it is kept until the person is known. An organisation is authoritative for its domains: its
/// word counts unless it says that an address is not verified.
fn arrived(flow: &Flow, issuer: &IdentityProvider, identity: Identity) -> Arrived {
    let is_denied = identity.email.as_ref().is_some_and(|email| email.denied);
    let id_token = identity.id_token.clone();
    let arrived = Arrived::new(flow, identity).with_id_token(id_token.as_ref());
    if issuer.organization().is_some() && !is_denied {
        return arrived.with_believed_address();
    }
    arrived
}

/// Somebody who is linked with the subject.
async fn known(
    visit: &Visit,
    mut flow: Flow,
    issuer: &IdentityProvider,
    arrived: &Arrived,
    (sub, digest): (&str, &[u8; 32]),
) -> Result<Response, AuthError> {
    if let Some(refused) = newcomer::admitted(visit, &flow, issuer, sub, arrived).await? {
        return Ok(refused);
    }
    federated_identities::used(visit.app.pool(), digest).await?;
    let id_token = arrived.id_token.clone().map(SecretString::from);
    let said = Said {
        subject: &arrived.subject,
        authentication: &arrived.authentication,
        id_token: id_token.as_ref(),
    };
    voucher::keep(visit, &mut flow, issuer, sub, said).await?;
    if let Some(configured) = issuer.configured() {
        taken::keep(visit, configured, sub, &arrived.claims).await;
    }
    let methods = voucher::methods(&arrived.authentication);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    authenticated(visit, flow, sub, &methods).await
}

/// The person lives elsewhere: the browser begins there, and the issuer knows it already.
fn send_home(visit: &Visit, flow: Flow, home: &RegionName) -> Result<Response, AuthError> {
    handoff::send(visit, flow, home, handoff::NO_COUNTRY, Intent::SignIn)
}

/// The issuer has signed nobody in.
///
/// # Errors
/// When the answer cannot be made.
pub fn of_nobody(
    visit: &Visit,
    flow: &Flow,
    error: &FederationError,
) -> Result<Response, AuthError> {
    let why = match error {
        FederationError::Refused(code) => {
            tracing::info!(code, "an issuer that vouches for sign-ins said no");
            ComeToNothing::Cancelled
        }
        FederationError::Unreachable { .. } | FederationError::Status { .. } => {
            tracing::warn!(%error, "an issuer that vouches for sign-ins does not answer");
            ComeToNothing::Unreachable
        }
        error => {
            tracing::warn!(%error, "an answer of an issuer that vouches for sign-ins was refused");
            ComeToNothing::Refused
        }
    };
    came_to_nothing(visit, flow, &why)
}
