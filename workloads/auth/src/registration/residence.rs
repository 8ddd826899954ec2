//! The first question: where do you live? Its answer decides which region's law and which region's machines are in
//! charge, so it comes before any personal data.

use axum::{http::StatusCode, response::Response};
use domicile_jose::now;
use domicile_residency::{RegionName, ResidencyEvent, ResidencyStep, handoff};

use crate::{
    country,
    error::AuthError,
    openid::authorization_response::see_other,
    pages,
    registration::{
        flow::{Entry, Flow, Intent, Step, for_form, for_page},
        handoff::Carried,
    },
    web::{Visit, cookie, parameters::Parameters},
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
pub async fn submit(visit: Visit, body: String) -> Response {
    let form = Parameters::parse(&body);
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form),
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

fn decide(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
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
        return hand_over(visit, flow, &to, country, intent);
    }
    flow.country = Some(country.to_owned());
    flow.step = match flow.step {
        Step::Residence {
            verified: Some(verified),
        } => Step::Name { verified },
        _ => Step::Details { intent },
    };
    flow.go_on(visit)
}

/// Sends the browser home. Whatever was typed here is dropped; the token carries the request and the country only.
fn hand_over(
    visit: &Visit,
    flow: Flow,
    to: &RegionName,
    country: &str,
    intent: Intent,
) -> Result<Response, AuthError> {
    let carried = Carried {
        destination: flow.destination.without_hint(),
        intent,
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
