//! `/profile`: a few questions on the way to an application.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::Application;
use serde_json::Value;

use super::{
    answer::{Answer, read},
    due::{Question, Visiting, due, timely},
};
use crate::{
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, Problem},
        authorization_response::refuse,
    },
    pages::{self, profile::Field},
    profile_store::{ProfileStore, TypedValue},
    registration::{
        completion,
        flow::{Destination, Entry, Flow, Step, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{application_sign_ins, profile_questions, sessions::Session},
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
    let questions = questions(visit, request, session).await?;
    let is_required = questions.iter().any(|question| question.wanted.required);
    if questions.is_empty() || (request.is_silent() && !is_required) {
        return Ok(None);
    }
    if request.is_silent() {
        let problem = Problem::new(
            "interaction_required",
            "the application needs to know more of the person, and nothing may be shown",
        );
        return refuse(visit, &request.recipient(), &problem).map(Some);
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
    let questions = questions(visit, request, &session).await?;
    if questions.is_empty() {
        return completion::asked(visit, &flow.destination, &session).await;
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
    let fields: Vec<Field<'_>> = questions(visit, request, &session)
        .await?
        .iter()
        .map(|question| filled(question, form, skips))
        .collect();
    if fields.iter().any(Field::has_problem) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return pages::profile::page(visit, flow, status, &fields);
    }
    keep(visit, &session, &fields).await?;
    completion::asked(visit, &flow.destination, &session).await
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

/// Questions that are due. Clients that registered themselves ask none.
async fn questions<'a>(
    visit: &'a Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Vec<Question<'a>>, AuthError> {
    let application = visit.bundle().application(&request.client_id);
    let Some(application) = application.filter(|own| !own.progressive_profile.is_empty()) else {
        return Ok(Vec::new());
    };
    due_to(visit, application, request, session).await
}

async fn due_to<'a>(
    visit: &'a Visit,
    application: &'a Application,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Vec<Question<'a>>, AuthError> {
    let (pool, sub) = (visit.app.pool(), &session.sub);
    let sign_ins =
        application_sign_ins::count(pool, sub, &application.client_id, session.id).await?;
    let skipped = profile_questions::skipped_by(pool, sub).await?;
    let visiting = Visiting {
        sign_ins,
        scopes: &request.scopes,
        skipped: &skipped,
    };
    let timely = timely(application, &visiting);
    if timely.is_empty() {
        return Ok(Vec::new());
    }
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    match store.person(sub).await {
        Ok(known) => Ok(due(
            visit.bundle(),
            &timely,
            &known.attributes,
            &known.purposes,
        )),
        // Sign-in stays up without the profile-store.
        Err(error) => {
            tracing::warn!(%error, "people are asked for their profile at another time");
            Ok(Vec::new())
        }
    }
}
