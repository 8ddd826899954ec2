//! `/documents`: terms and notices that a person has yet to accept, with what changed.

use axum::{http::StatusCode, response::Response};

use super::{
    outstanding::{self, Outstanding},
    shown,
};
use crate::{
    error::AuthError,
    openid::{authorization_request::Problem, authorization_response::refuse, clients},
    pages,
    registration::{
        completion::welcome,
        flow::{Destination, Entry, Flow, Step, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{document_acceptances, sessions::Session},
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page.
pub const PATH: &str = "/documents";

/// What is answered before the application is: the page, or an error where nothing may be shown. Nothing where nothing
/// is due.
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
    let (client_id, brand) = (&request.client_id, &request.brand);
    if outstanding::of(visit, client_id, brand, &session.sub)
        .await?
        .is_none()
    {
        return Ok(None);
    }
    if request.is_silent() {
        let problem = Problem::new(
            "interaction_required",
            "the person has documents to accept, and nothing may be shown",
        );
        return refuse(visit, &request.recipient(), &problem).map(Some);
    }
    ask(visit, destination.clone(), session, client_id).map(Some)
}

/// Goes to the page. `client_id` is the application that waits for the answer.
///
/// # Errors
/// When the step cannot be kept.
pub fn ask(
    visit: &Visit,
    destination: Destination,
    session: &Session,
    client_id: &str,
) -> Result<Response, AuthError> {
    let step = Step::Documents {
        session: session.id,
        client_id: client_id.to_owned(),
    };
    Flow::new(destination, step)?.go_on(visit)
}

/// `GET /documents`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => page(&visit, *flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /documents`. Not to agree is to cancel: the application gets `access_denied`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => accept(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn page(visit: &Visit, flow: Flow) -> Result<Response, AuthError> {
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    match of_flow(visit, &flow, &session).await? {
        Some(outstanding) => {
            pages::legal_documents::page(visit, &flow, StatusCode::OK, &outstanding)
        }
        None => welcome(visit, flow.destination, &session).await,
    }
}

async fn accept(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let Some(outstanding) = of_flow(visit, &flow, &session).await? else {
        return welcome(visit, flow.destination, &session).await;
    };
    let documents = outstanding.due.iter().map(|due| due.document);
    let read = shown::read_on_the_page(outstanding.brand, documents, form.field(shown::FIELD));
    let Some(read) = read else {
        // They changed while they were read: nobody agrees to what they were not shown.
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return pages::legal_documents::page(visit, &flow, status, &outstanding);
    };
    let Step::Documents { client_id, .. } = &flow.step else {
        return pages::error::no_flow(visit);
    };
    let who = document_acceptances::Who {
        sub: &session.sub,
        brand: &outstanding.brand.name,
        application: client_id,
    };
    document_acceptances::record(visit.app.pool(), who, &shown::records(&read)).await?;
    let person = visit.app.pseudonym(&session.sub);
    tracing::info!(person, "documents were accepted");
    welcome(visit, flow.destination, &session).await
}

async fn of_flow<'a>(
    visit: &'a Visit,
    flow: &Flow,
    session: &Session,
) -> Result<Option<Outstanding<'a>>, AuthError> {
    let Step::Documents { client_id, .. } = &flow.step else {
        return Ok(None);
    };
    let Some(application) = clients::find(&visit.app, visit.bundle(), client_id).await? else {
        return Ok(None);
    };
    outstanding::of(visit, client_id, &application.brand, &session.sub).await
}
