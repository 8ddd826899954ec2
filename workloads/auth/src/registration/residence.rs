//! The first question: where do you live? Its answer decides which region's law and which region's machines are in
//! charge, so it comes before any personal data.

use axum::{http::StatusCode, response::Response};
use domicile_residency::{RegionName, ResidencyEvent, ResidencyStep};

use crate::{
    country,
    error::AuthError,
    external::newcomer,
    federation::{arrived::Arrived, identity_provider::IdentityProvider},
    pages,
    registration::{
        flow::{Entry, Flow, Intent, Step, for_form, for_page},
        handoff,
    },
    web::{Visit, form::Form, parameters::Parameters},
};

/// `GET /residence`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => pages::residence::page(&visit, &flow, StatusCode::OK, false),
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /residence`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn decide(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Some(country) = country::parse(form.field("country")) else {
        return pages::residence::page(visit, &flow, StatusCode::UNPROCESSABLE_ENTITY, true);
    };
    let intent = if form.field("action") == "sign-in" {
        Intent::SignIn
    } else {
        Intent::Register
    };
    let home = visit
        .bundle()
        .home_of(country)
        .and_then(|region| RegionName::parse(&region.name).ok())
        .ok_or(AuthError::Configuration("home region for this country"))?;
    let declared = ResidencyEvent::Declared { home };
    if let Ok(ResidencyStep::HandingOver { to }) =
        ResidencyStep::Asking.after(declared, visit.app.region())
    {
        return handoff::send(visit, flow, &to, country, intent);
    }
    flow.country = Some(country.to_owned());
    flow.step = match flow.step {
        Step::Residence {
            verified: Some(verified),
        } => Step::Name { verified },
        _ => Step::Details { intent },
    };
    if let Some(issuer) = IdentityProvider::vouching_for(visit, &flow).await?
        && let Some(arrived) = Arrived::vouched_by(visit, &flow, &issuer)
    {
        return newcomer::go_on(visit, flow, &issuer, arrived).await;
    }
    flow.go_on(visit)
}
