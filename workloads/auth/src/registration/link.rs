//! `/link`: the e-mailed link. It is good in the browser that asked for it, whose sealed cookie holds the other half of
//! the proof. Opening it changes nothing, because mail programs and scanners open links too: a button does.

use axum::response::Response;
use domicile_residency::{EmailAddress, Handle};

use crate::{
    error::AuthError,
    pages,
    registration::{
        flow::{Applicant, Entry, Flow, Step, Verified, for_form},
        proven_address::proven,
    },
    store::challenges,
    web::{Visit, form::Form, parameters::Parameters},
};

/// `GET /link?token=…`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match Flow::of(&visit).await {
        Ok(Some(flow)) => match &flow.step {
            Step::Code(applicant) => {
                pages::link::confirm(&visit, &flow, applicant, visit.query.field("token"))
            }
            _ => pages::link::elsewhere(&visit),
        },
        Ok(None) => pages::link::elsewhere(&visit),
        Err(error) => Err(error),
    };
    visit.answer(outcome)
}

/// `POST /link`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn decide(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Code(applicant) = &flow.step else {
        return pages::error::no_flow(visit);
    };
    let Applicant {
        challenge,
        email,
        name,
    } = applicant.clone();
    let (Ok(address), Ok(link)) = (
        EmailAddress::parse(&email),
        Handle::parse(form.field("token")),
    ) else {
        return pages::link::ended(visit, &flow);
    };
    let handle = Handle::parse(&challenge)?;
    let digest = visit.app.digest_of(&address);
    if !challenges::open_link(visit.app.pool(), &handle, &digest, &link).await? {
        return pages::link::ended(visit, &flow);
    }
    flow.choose_to_stay(visit, form);
    proven(visit, flow, Verified { challenge, email }, name).await
}
