//! `/handoff`: a browser comes home.

use axum::response::Response;
use domicile_residency::{Address, ResidencyEvent, ResidencyStep, handoff};
use serde::{Deserialize, Serialize};

use crate::{
    country,
    error::AuthError,
    pages,
    registration::flow::{Destination, Flow, Intent, Step, is_allowed},
    store::handoffs,
    web::Visit,
};

/// What a hand-off carries beside the country.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carried {
    /// Where the sign-in leads.
    pub destination: Destination,
    /// What the person wants.
    pub intent: Intent,
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
    let destination = claims.request.destination;
    let (Some(country), true) = (country, is_allowed(visit, &destination).await?) else {
        tracing::warn!(from = %claims.iss, "a hand-off does not fit this region's configuration");
        return pages::error::handoff(visit);
    };
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
    flow.country = Some(country.to_owned());
    flow.go_on(visit)
}
