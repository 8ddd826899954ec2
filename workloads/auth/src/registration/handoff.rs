//! `/handoff`: a browser comes home.

use axum::response::Response;
use domicile_jose::now;
use domicile_residency::{Address, RegionName, ResidencyEvent, ResidencyStep, handoff};
use serde::{Deserialize, Serialize};

use crate::{
    country,
    error::AuthError,
    external,
    openid::authorization_response::see_other,
    organizations::own_issuer,
    pages,
    registration::flow::{AtOrganization, Destination, Flow, Intent, Step, is_allowed},
    store::handoffs,
    web::{Visit, cookie},
};

/// What a hand-off carries beside the country.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carried {
    /// Where the sign-in leads.
    pub destination: Destination,
    /// What the person wants.
    pub intent: Intent,
    /// When the browser first set out to an external issuer, in seconds since 1970.
    #[serde(default)]
    pub sought_at: Option<i64>,
    /// The organisation whose own issuer the sign-in leads to.
    #[serde(default)]
    pub organization: Option<String>,
}

/// Country of a hand-off that needs none: whom an issuer vouches for has a home already.
pub const NO_COUNTRY: &str = "";

/// Sends a browser home. Whatever was typed here is dropped; the token carries the request and the country only.
///
/// # Errors
/// When the hand-off cannot be signed.
pub fn send(
    visit: &Visit,
    flow: Flow,
    to: &RegionName,
    country: &str,
    intent: Intent,
) -> Result<Response, AuthError> {
    let carried = Carried {
        destination: flow.destination.without_hint(),
        intent,
        sought_at: flow.sought_at,
        organization: flow.organization.map(|at| at.id),
    };
    let here = visit.app.region();
    let token = handoff::issue(&visit.app.keys().signing, here, to, country, carried, now())?;
    visit.app.measures().hand_offs.inc();
    tracing::info!(to = %to, "a browser is handed to its home region");
    let origin = visit.host.regional_origin(visit.bundle(), to);
    let mut response = see_other(&format!("{origin}/handoff?token={token}"));
    cookie::clear(response.headers_mut(), cookie::FLOW);
    // What a provider said here stays with the browser's sign-in here: at home, it is asked again.
    cookie::clear(response.headers_mut(), cookie::ARRIVED);
    Ok(response)
}

/// `GET /handoff?token=…`.
pub async fn accept(visit: Visit) -> Response {
    let outcome = come_home(&visit).await;
    visit.answer(outcome)
}

async fn come_home(visit: &Visit) -> Result<Response, AuthError> {
    let here = visit.app.region();
    let bundle = visit.bundle();
    let keys = visit.app.verifying_keys();
    let claims = match handoff::accept::<Carried>(visit.query.field("token"), &keys, here) {
        Ok(claims) if visit.host.address == Address::Regional => claims,
        Ok(_) => return pages::error::handoff(visit),
        Err(error) => {
            tracing::warn!(%error, "a hand-off was refused");
            return pages::error::handoff(visit);
        }
    };
    let lives_here = bundle
        .home_of(&claims.country)
        .is_some_and(|home| home.name == here.as_str());
    let country = country::parse(&claims.country).filter(|_| lives_here);
    // Nobody is made a person of without a country: it only says where a subject of the issuer is looked for.
    let own = match &claims.request.organization {
        Some(id) => own_issuer::of_organization(&visit.app, bundle, id).await?,
        None => None,
    };
    let needs_none =
        claims.country == NO_COUNTRY && (external::of(bundle).is_some() || own.is_some());
    let destination = claims.request.destination;
    let fits = country.is_some() || needs_none;
    if !fits || !is_allowed(visit, &destination).await? {
        tracing::warn!(from = %claims.iss, "a hand-off does not fit this region's configuration");
        return pages::error::handoff(visit);
    }
    if !handoffs::accept(visit.app.pool(), &claims.jti, claims.exp).await? {
        tracing::warn!(from = %claims.iss, "a hand-off was used twice");
        return pages::error::handoff(visit);
    }
    if ResidencyStep::Arriving.after(ResidencyEvent::HandOffAccepted, here)
        != Ok(ResidencyStep::AtHome)
    {
        return pages::error::handoff(visit);
    }
    let mut flow = Flow::new(
        destination,
        Step::Details {
            intent: claims.request.intent,
        },
    )?;
    flow.country = country.map(str::to_owned);
    flow.sought_at = claims.request.sought_at;
    flow.organization = own.map(|own| AtOrganization {
        id: own.organization,
        leads_there: true,
    });
    flow.go_on(visit)
}
