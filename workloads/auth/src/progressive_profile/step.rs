//! `/profile`: a few questions on the way to an application.

use axum::{http::StatusCode, response::Response};
use serde_json::Value;

use super::{
    answer::{Answer, read},
    due::{Due, Question},
    outstanding,
};
use crate::{
    error::AuthError,
    membership,
    openid::{authorization_request::Problem, authorization_response::refuse},
    pages::{self, profile::Field},
    profile_store::{ProfileStore, TypedValue},
    registration::{
        completion,
        flow::{Destination, Entry, Flow, Step, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{profile_questions, sessions::Session},
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page.
pub const PATH: &str = "/profile";

/// What is answered before the application is: the page, or an error where nothing may be shown and something is
/// required. Nothing where nothing is due.
///
/// # Errors
/// When the database does not answer.
pub async fn first(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Option<Response>, AuthError> {
    let Some(request) = destination.request() else {
        return Ok(None);
    };
    let due = outstanding::of(visit, request, session).await?;
    let mut questions = due.questions.iter();
    if request.is_silent() {
        if !questions.any(|question| question.wanted.required) {
            return Ok(None);
        }
        let problem = Problem::new(
            "interaction_required",
            "the application needs to know more of the person, and nothing may be shown",
        );
        return refuse(visit, &request.recipient(), &problem).map(Some);
    }
    if due.questions.is_empty() {
        return membership::step::go_to_first(visit, destination, session, &due);
    }
    let step = Step::Profile {
        session: session.id,
    };
    Flow::new(destination.clone(), step)?.go_on(visit).map(Some)
}

/// `GET /profile`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, &flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /profile`.
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
    let Due { questions, .. } = outstanding::of(visit, request, &session).await?;
    if questions.is_empty() {
        return completion::profiled(visit, &flow.destination, &session).await;
    }
    let fields: Vec<Field<'_>> = questions.iter().map(Field::empty).collect();
    pages::profile::page(visit, flow, StatusCode::OK, &fields)
}

async fn decide(visit: &Visit, flow: &Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return pages::error::no_flow(visit);
    };
    let session = match standing(visit, flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let skips = form.field("action") == "skip";
    let due = outstanding::of(visit, request, &session).await?;
    let fields: Vec<Field<'_>> = due
        .questions
        .iter()
        .map(|question| filled(question, form, skips))
        .collect();
    if fields.iter().any(Field::has_problem) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return pages::profile::page(visit, flow, status, &fields);
    }
    keep(visit, &session, &fields).await?;
    completion::profiled(visit, &flow.destination, &session).await
}

/// What the form says to a question. One that its page did not show is neither answered nor skipped.
fn filled<'a>(question: &Question<'a>, form: &Parameters, skips: bool) -> Field<'a> {
    let name = Field::name(question);
    let typed = if skips { "" } else { form.field(&name) };
    Field {
        question: *question,
        typed: typed.to_owned(),
        answer: read(typed, question.attribute.attribute_type),
        was_shown: form.has(&name),
        was_sent: true,
    }
}

/// Values go to the profile, with the purpose that they were asked for; what was left empty is left alone for a while.
async fn keep(visit: &Visit, session: &Session, fields: &[Field<'_>]) -> Result<(), AuthError> {
    let values: Vec<TypedValue> = fields
        .iter()
        .filter_map(|field| match &field.answer {
            Answer::Value(value) => Some(typed_value(&field.question, value)),
            Answer::Empty | Answer::Unreadable => None,
        })
        .collect();
    if !values.is_empty() {
        let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
        store.keep_typed(&session.sub, values).await?;
    }
    let skipped = fields
        .iter()
        .filter(|field| field.was_shown && field.answer == Answer::Empty);
    let skipped: Vec<String> = skipped
        .map(|field| field.question.wanted.attribute.clone())
        .collect();
    Ok(profile_questions::skip(visit.app.pool(), &session.sub, &skipped).await?)
}

fn typed_value(question: &Question<'_>, value: &Value) -> TypedValue {
    TypedValue {
        attribute: question.wanted.attribute.clone(),
        purpose: question.wanted.purpose.clone(),
        value: value.clone(),
    }
}
