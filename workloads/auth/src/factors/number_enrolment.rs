//! `/enrolment/phone`: a telephone number is proven as the second factor that a sign-in needs.

use axum::response::Response;

use super::{
    enrolment::{for_set_up, keep_codes},
    level::method,
    second_factor::proven,
};
use crate::{
    error::AuthError,
    openid::authorization_response::see_other,
    phone::{
        place::Place,
        proving::{Judged, Proving},
    },
    registration::flow::{Entry, Flow, Step, for_page},
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page where a number is typed.
pub const NUMBER: &str = "/enrolment/phone";
/// The page where its code is typed.
pub const CODE: &str = "/enrolment/phone/code";
/// The page of all ways.
pub const BACK: &str = "/enrolment";

/// Whether a number is one of the ways: codes do, the tenant sends them, and the profile may keep the number.
///
/// # Errors
/// When the profile-store does not answer.
pub async fn is_offered(visit: &Visit, flow: &Flow) -> Result<bool, AuthError> {
    match of(visit, flow) {
        Some(proving) => proving.is_permitted().await,
        None => Ok(false),
    }
}

fn of<'a>(visit: &'a Visit, flow: &'a Flow) -> Option<Proving<'a>> {
    match &flow.step {
        Step::Enrolment(pending) if !pending.passkey => {
            Proving::of(visit, Place::SignIn(flow), &pending.sub)
        }
        _ => None,
    }
}

/// `GET /enrolment/phone`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => match of(&visit, &flow) {
            Some(proving) => proving.ask().await,
            None => Ok(see_other(BACK)),
        },
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /enrolment/phone`: a number is typed.
pub async fn begin(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_set_up(&visit, &form).await {
        Entry::GoOn(flow) => match of(&visit, &flow) {
            Some(proving) => proving.begin(&form).await,
            None => Ok(see_other(BACK)),
        },
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `GET /enrolment/phone/code`: the page was loaded again; what waits in its form is gone.
pub async fn begin_again() -> Response {
    see_other(NUMBER)
}

/// `POST /enrolment/phone/code`.
pub async fn prove(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_set_up(&visit, &form).await {
        Entry::GoOn(flow) => judge(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn judge(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let judged = match of(visit, &flow) {
        Some(proving) => proving.judge(form).await?,
        None => Judged::Instead(see_other(BACK)),
    };
    match judged {
        Judged::Proven(codes) if codes.is_empty() => {
            proven(visit, flow, None, method::OF_TEXT_MESSAGE).await
        }
        Judged::Proven(codes) => keep_codes(visit, flow, method::OF_TEXT_MESSAGE, &codes),
        Judged::Instead(instead) => Ok(instead),
    }
}
