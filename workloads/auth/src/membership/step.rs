//! `/membership`: a membership that an application wants to know is linked on the way to it, or not now.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::MembershipLink;

use super::{
    linking::{Outcome, link},
    offered,
};
use crate::{
    account::member,
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    pages,
    progressive_profile::{due::Due, outstanding},
    registration::{
        completion,
        flow::{Destination, Entry, Flow, Step, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{profile_questions, sessions::Session},
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page.
pub const PATH: &str = "/membership";

/// What is answered before the application is: the page, where a membership is due. Nothing else where nothing may be
/// shown: not everybody is a member, so it waits.
///
/// # Errors
/// When the database does not answer.
pub async fn first(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Option<Response>, AuthError> {
    match destination.request() {
        Some(request) if !request.is_silent() => {
            let due = outstanding::of(visit, request, session).await?;
            go_to_first(visit, destination, session, &due)
        }
        _ => Ok(None),
    }
}

/// The same of what is known to be due.
///
/// # Errors
/// When the step cannot be kept.
pub fn go_to_first(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
    due: &Due<'_>,
) -> Result<Option<Response>, AuthError> {
    if due.memberships.is_empty() {
        return Ok(None);
    }
    let step = Step::Membership {
        session: session.id,
    };
    Flow::new(destination.clone(), step)?.go_on(visit).map(Some)
}

/// `GET /membership`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, &flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /membership`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, &flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: &Flow) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return pages::error::no_flow(visit);
    };
    let session = match standing(visit, flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let due = outstanding::of(visit, request, &session).await?;
    match due.memberships.first() {
        Some(link) => {
            let page = pages::membership::Page::of(visit, flow, request, link)?;
            page.respond(StatusCode::OK)
        }
        None => completion::asked(visit, &flow.destination, &session).await,
    }
}

async fn decide(visit: &Visit, flow: &Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return pages::error::no_flow(visit);
    };
    let session = match standing(visit, flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let shown = offered(visit, Some(request), form.field("membership"))?;
    let onwards = completion::profiled(visit, &flow.destination, &session);
    // One that was taken out of the configuration meanwhile is asked for no more.
    let Some(shown) = shown else {
        return onwards.await;
    };
    if form.field("action") == "skip" {
        let skipped = [shown.attribute.clone()];
        profile_questions::skip(visit.app.pool(), &session.sub, &skipped).await?;
        return onwards.await;
    }
    if !member::may_change(visit, &session).await? {
        return member::prove_again(visit, flow.destination.clone());
    }
    answer(visit, flow, (request, &session), shown, form).await
}

async fn answer(
    visit: &Visit,
    flow: &Flow,
    (request, session): (&AuthorizationRequest, &Session),
    shown: &MembershipLink,
    form: &Parameters,
) -> Result<Response, AuthError> {
    let (status, problem) = match link(visit, &session.sub, shown, form).await? {
        Outcome::Linked | Outcome::Unwanted => {
            return completion::profiled(visit, &flow.destination, session).await;
        }
        Outcome::TooMany(too_many) => {
            return pages::error::too_many(visit, Some(request), too_many);
        }
        Outcome::Unconfirmed => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "account-notice-membership-unconfirmed",
        ),
        Outcome::Unanswered => (
            StatusCode::SERVICE_UNAVAILABLE,
            "account-notice-membership-later",
        ),
    };
    let page = pages::membership::Page::of(visit, flow, request, shown)?;
    page.with_problem(problem, form).respond(status)
}
