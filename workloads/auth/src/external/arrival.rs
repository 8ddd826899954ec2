//! A browser comes back from the issuer.

use axum::response::Response;
use domicile_federation::{FederationError, Identity};
use domicile_residency::RegionName;

use super::{
    departure::{ComeToNothing, came_to_nothing},
    newcomer, subjects,
    voucher::{self, Said},
};
use crate::{
    error::AuthError,
    federation::{arrived::Arrived, provider, taken},
    openid::{authorization_request::Problem, authorization_response::refuse},
    registration::{
        completion::authenticated,
        flow::{Flow, Intent, Step},
        handoff,
    },
    store::federated_identities,
    web::Visit,
};
use domicile_bundle::ExternalIssuer;

/// Signs in who is known here, sends on who is known in another region, and makes a person of who is known nowhere.
///
/// # Errors
/// When the database fails, or a region does not answer that may know the person.
pub async fn of_somebody(
    visit: &Visit,
    mut flow: Flow,
    external: &ExternalIssuer,
    identity: Identity,
) -> Result<Response, AuthError> {
    let pool = visit.app.pool();
    let digest = provider::digest(&visit.app, &external.provider, &identity.subject);
    if let Some(sub) = federated_identities::find(pool, &digest).await? {
        federated_identities::used(pool, &digest).await?;
        let said = Said {
            subject: &identity.subject,
            authentication: &identity.authentication,
            id_token: identity.id_token.as_ref(),
        };
        voucher::keep(visit, &mut flow, &sub, said).await?;
        taken::keep(visit, &external.provider, &sub, &identity.claims).await;
        let methods = voucher::methods(&identity.authentication);
        let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
        return authenticated(visit, flow, &sub, &methods).await;
    }
    if let Some(home) = subjects::home(&visit.app, visit.bundle(), &digest).await? {
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
    let id_token = identity.id_token.clone();
    let arrived = Arrived::new(&flow, identity).with_id_token(id_token.as_ref());
    newcomer::go_on(visit, flow, external, arrived).await
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
            tracing::info!(code, "the external issuer said no");
            ComeToNothing::Cancelled
        }
        FederationError::Unreachable { .. } | FederationError::Status { .. } => {
            tracing::warn!(%error, "the external issuer does not answer");
            ComeToNothing::Unreachable
        }
        error => {
            tracing::warn!(%error, "an answer of the external issuer was refused");
            ComeToNothing::Refused
        }
    };
    came_to_nothing(visit, flow, &why)
}
