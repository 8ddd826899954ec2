//! `prompt=select_account`: go on with the account that is open in this browser, or with another one.

use axum::response::Response;
use domicile_jose::now;

use crate::{
    error::AuthError,
    pages,
    profile_store::ProfileStore,
    registration::{
        completion::arrive,
        flow::{Destination, Entry, Flow, Intent, Step, for_form, for_page},
        sufficiency::is_recent_enough,
    },
    store::sessions::Session,
    web::{Visit, form::Form, parameters::Parameters},
};

/// `GET /select-account`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, *flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /select-account`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: Flow) -> Result<Response, AuthError> {
    match visit.session().await? {
        Some(session) => {
            let address = address_of(visit, &session).await;
            pages::account_choice::page(visit, &flow, address.as_deref())
        }
        None => another(visit, flow),
    }
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    match visit.session().await? {
        Some(session)
            if form.field("action") == "continue" && is_enough(&flow.destination, &session) =>
        {
            arrive(visit, flow.destination, &session).await
        }
        _ => another(visit, flow),
    }
}

/// Choosing an account is no proof: who signed in too long ago for the application does so again (`max_age`).
fn is_enough(destination: &Destination, session: &Session) -> bool {
    match destination {
        Destination::Application(request) => {
            is_recent_enough(request, now() - session.authenticated_at.as_second())
        }
        _ => true,
    }
}

fn another(visit: &Visit, mut flow: Flow) -> Result<Response, AuthError> {
    flow.step = Step::Details {
        intent: Intent::SignIn,
    };
    flow.go_on(visit)
}

/// The address that the person knows the account by; the page does without where the profile-store does not answer.
async fn address_of(visit: &Visit, session: &Session) -> Option<String> {
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle()).ok()?;
    let attributes = store.attributes(&session.sub).await;
    let attributes = attributes
        .inspect_err(|error| tracing::warn!(%error, "an account is offered without its address"))
        .ok()?;
    Some(attributes.get("email")?.as_str()?.to_owned())
}
