//! `POST /passkey`: a passkey is shown on a page of a sign-in.

use axum::response::Response;
use domicile_credentials::passkey::Assertion;
use domicile_residency::Handle;

use super::{
    ceremony::{self, Answered, Purpose},
    elsewhere, passkey, second_factor,
};
use crate::{
    error::AuthError,
    openid::authorization_response::see_other,
    pages,
    registration::{
        completion::authenticated,
        flow::{Entry, Flow, Step, for_form},
    },
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// `POST /passkey`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    if let Err(too_many) = throttle::admit_try(&visit.app, visit.network).await? {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let sealed = form.field("ceremony");
    let answered = ceremony::open(&visit.app, Purpose::Assertion, &flow.id, sealed);
    let assertion = Assertion::parse(form.field("answer"));
    let (Some(answered), Ok(assertion)) = (answered, assertion) else {
        return Ok(refused(&flow));
    };
    if let Some(home) = home_of(&assertion).filter(|home| home.region() != visit.app.region()) {
        return elsewhere::carry(visit, flow, home.region(), form.field("answer"), &answered).await;
    }
    judge(visit, flow, &assertion, &answered).await
}

async fn judge(
    visit: &Visit,
    flow: Flow,
    assertion: &Assertion,
    answered: &Answered,
) -> Result<Response, AuthError> {
    let holder = passkey::judge(&visit.app, &visit.loaded, assertion, answered).await?;
    match (holder, &flow.step) {
        (None, _) => Ok(refused(&flow)),
        (Some(holder), Step::Factor(_)) => {
            second_factor::proven(visit, flow, Some(&holder.sub), &holder.methods).await
        }
        (Some(holder), _) => authenticated(visit, flow, &holder.sub, &holder.methods).await,
    }
}

/// The user handle that the passkey names begins with its region.
fn home_of(assertion: &Assertion) -> Option<Handle> {
    Handle::parse(assertion.user_handle()?).ok()
}

/// Back to the page that asked, with the same words whatever was wrong.
pub(super) fn refused(flow: &Flow) -> Response {
    let path = match &flow.step {
        // A code was mailed meanwhile; the page before is the one that asks for passkeys.
        Step::Code(_) => "/register",
        step => step.path(),
    };
    see_other(&format!("{path}?passkey=refused"))
}
