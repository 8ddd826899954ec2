//! `prompt=consent`: what the application gets, and whether the person agrees to give it now.

use axum::response::Response;

use crate::{
    error::AuthError,
    pages,
    registration::{
        completion::answer,
        flow::{Entry, Flow, for_form, for_page},
        standing::{Standing, standing},
    },
    web::{Visit, form::Form},
};

/// `GET /permission`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, &flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /permission`. Not to agree is to cancel: the application gets `access_denied`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => agree(&visit, *flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: &Flow) -> Result<Response, AuthError> {
    match standing(visit, flow).await? {
        Standing::GoOn(_) => pages::permission::page(visit, flow).await,
        Standing::Instead(instead) => Ok(instead),
    }
}

async fn agree(visit: &Visit, flow: Flow) -> Result<Response, AuthError> {
    match standing(visit, &flow).await? {
        Standing::GoOn(session) => answer(visit, &flow.destination, &session).await,
        Standing::Instead(instead) => Ok(instead),
    }
}
