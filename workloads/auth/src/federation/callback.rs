//! `/federation/callback`: a browser comes back from a provider.

use axum::response::Response;
use domicile_bundle::{SocialProvider, tenant::LOGIN_LABEL};
use domicile_federation::{Attempt, AuthorizationResponse, FederationError, Identity};
use domicile_residency::Handle;

use super::{
    CALLBACK, METHOD,
    arrived::Arrived,
    begin::{Setback, USAGE, back, digest_of},
    identity_provider::IdentityProvider,
    provider,
};
use crate::{
    account::{self, Notice},
    error::AuthError,
    external::arrival,
    openid::authorization_response::see_other,
    pages,
    registration::{
        completion::authenticated,
        flow::{Flow, Intent, Step},
    },
    store::{federated_identities, federation_attempts},
    web::Visit,
};

/// Says in the address that a browser was sent on, so that it is not sent round in circles.
const HOP: &str = "hop";

/// `GET /federation/callback`.
pub async fn arrive(visit: Visit) -> Response {
    let outcome = come_back(&visit).await;
    visit.answer(outcome)
}

async fn come_back(visit: &Visit) -> Result<Response, AuthError> {
    let Ok(response) = AuthorizationResponse::parse(visit.query.pairs()) else {
        return pages::error::federation(visit);
    };
    let Ok(state) = Handle::parse(&response.state) else {
        return pages::error::federation(visit);
    };
    let bundle = visit.bundle();
    if state.region() != visit.app.region() {
        return match bundle.region_named(state.region().as_str()) {
            Some(region) => {
                let host = format!("{}.{LOGIN_LABEL}.{}", region.name, bundle.domain);
                send_on(visit, &bundle.origin_of(&host), "region")
            }
            None => pages::error::federation(visit),
        };
    }
    let Some(origin) = federation_attempts::origin(visit.app.pool(), &state).await? else {
        return pages::error::federation(visit);
    };
    if origin != visit.own_origin() {
        return send_on(visit, &origin, "origin");
    }
    let Some(mut flow) = Flow::of(visit).await? else {
        return pages::error::federation(visit);
    };
    let sealed = federation_attempts::consume(visit.app.pool(), &state, &digest_of(&flow)).await?;
    let Some(attempt) = sealed.and_then(|sealed| opened(visit, &sealed)) else {
        // Another browser's, or another sign-in's: somebody may want to sign this browser in as themselves.
        tracing::warn!("an answer of a provider does not belong to this browser's sign-in");
        return pages::error::federation(visit);
    };
    // What a provider says is a first proof. Whoever waits for a second one has not proven it by coming back twice.
    if flow.step.pending().is_some() {
        flow.step = Step::Details {
            intent: Intent::SignIn,
        };
    }
    let Some(asked) = IdentityProvider::named(visit, &attempt.provider).await? else {
        return pages::error::federation(visit);
    };
    let provider = asked.party(&visit.app, bundle)?;
    let party = visit.app.outbound().relying_party(bundle)?;
    let finished = party.finish(&provider, &attempt, response).await;
    let IdentityProvider::Social(configured) = &asked else {
        return match finished {
            Ok(identity) => arrival::of_somebody(visit, flow, &asked, identity).await,
            Err(error) => arrival::of_nobody(visit, &flow, &error),
        };
    };
    match finished {
        Ok(identity) => known_or_not(visit, flow, configured, identity).await,
        Err(FederationError::Refused(code)) => {
            tracing::info!(provider = configured.name, code, "a provider said no");
            Ok(back(&flow, configured, Setback::Cancelled))
        }
        Err(error) => {
            tracing::warn!(%error, provider = configured.name, "a provider's answer was refused");
            Ok(back(&flow, configured, Setback::Failed))
        }
    }
}

/// To the region that the state names, then to the address that the browser set out from: its cookies are there.
fn send_on(visit: &Visit, origin: &str, hop: &str) -> Result<Response, AuthError> {
    let taken = visit.query.field(HOP);
    if taken == hop || taken == "origin" {
        return pages::error::federation(visit);
    }
    let query = visit.query.clone().without(HOP).with(HOP, hop).to_query();
    Ok(see_other(&format!("{origin}{CALLBACK}?{query}")))
}

fn opened(visit: &Visit, sealed: &str) -> Option<Attempt> {
    let plain = visit.app.keys().seal.open(USAGE, sealed)?;
    serde_json::from_slice(&plain).ok()
}

/// Signs in who is known; whoever is not goes on as everybody does, with what the provider said in the browser.
async fn known_or_not(
    visit: &Visit,
    mut flow: Flow,
    configured: &SocialProvider,
    identity: Identity,
) -> Result<Response, AuthError> {
    let pool = visit.app.pool();
    let digest = provider::digest(&visit.app, configured, &identity.subject);
    let owner = federated_identities::find(pool, &digest).await?;
    match (owner, &flow.step) {
        // In their account, somebody links a provider that is linked.
        (Some(_), Step::Link { .. }) => Ok(account::done(Notice::SocialTaken)),
        (Some(sub), _) => {
            federated_identities::used(pool, &digest).await?;
            authenticated(visit, flow, &sub, &[METHOD]).await
        }
        (None, step) => {
            if !matches!(step, Step::Link { .. } | Step::Details { .. }) {
                let intent = Intent::SignIn;
                flow.step = Step::Details { intent };
            }
            let mut response = flow.go_on(visit)?;
            Arrived::new(&flow, identity).keep(visit, response.headers_mut())?;
            Ok(response)
        }
    }
}
