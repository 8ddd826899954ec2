//! Purposes, one by one. Nothing is preselected, yes and no are equally easy, and no answer is not yes.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::{LegalBasis, Purpose};
use domicile_consent::DecisionKind;

use crate::{
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    pages::{self, consent::Answer},
    profile_store::{NewDecision, ProfileStore, ProfileStoreError},
    registration::{
        completion::permitted,
        flow::{Entry, Flow, for_form, for_page},
        proven_address::application_named_by,
        standing::{Standing, standing},
    },
    web::{Visit, form::Form, parameters::Parameters},
};

/// Purposes that registration asks for and the person has not decided.
pub async fn undecided<'a>(
    visit: &'a Visit,
    sub: &str,
) -> Result<Vec<&'a Purpose>, ProfileStoreError> {
    let asked: Vec<&Purpose> = visit
        .bundle()
        .purposes
        .iter()
        .filter(|purpose| {
            purpose.asked_at_registration && purpose.legal_basis == LegalBasis::Consent
        })
        .filter(|purpose| !purpose.documents.is_empty())
        .collect();
    if asked.is_empty() {
        return Ok(asked);
    }
    let states = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?
        .purposes(sub)
        .await?;
    let decided = |purpose: &Purpose| {
        states
            .iter()
            .any(|state| state.purpose == purpose.name && state.decision.is_some())
    };
    Ok(asked
        .into_iter()
        .filter(|purpose| !decided(purpose))
        .collect())
}

/// `GET /consent`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, &flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /consent`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, &flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: &Flow) -> Result<Response, AuthError> {
    let session = match standing(visit, flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let undecided = undecided(visit, &session.sub).await?;
    if undecided.is_empty() {
        return permitted(visit, &flow.destination, &session).await;
    }
    let answers: Vec<Answer<'_>> = undecided
        .into_iter()
        .map(|purpose| Answer {
            purpose,
            decision: None,
        })
        .collect();
    pages::consent::page(visit, flow, StatusCode::OK, &answers)
}

async fn decide(visit: &Visit, flow: &Flow, form: &Parameters) -> Result<Response, AuthError> {
    let session = match standing(visit, flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let undecided = undecided(visit, &session.sub).await?;
    let answers: Vec<Answer<'_>> = undecided
        .into_iter()
        .map(|purpose| Answer {
            purpose,
            decision: decision_in(form, &purpose.name),
        })
        .collect();
    if answers.iter().any(|answer| answer.decision.is_none()) {
        return pages::consent::page(visit, flow, StatusCode::UNPROCESSABLE_ENTITY, &answers);
    }
    let decisions = records(visit, flow.request(), &answers)?;
    if !decisions.is_empty() {
        let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
        store.decide(&session.sub, &decisions).await?;
    }
    permitted(visit, &flow.destination, &session).await
}

fn decision_in(form: &Parameters, purpose: &str) -> Option<DecisionKind> {
    match form.field(&format!("purpose-{purpose}")) {
        "given" => Some(DecisionKind::Given),
        "denied" => Some(DecisionKind::Denied),
        _ => None,
    }
}

/// What is recorded says exactly what was shown: version, language, brand, application, page.
fn records(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    answers: &[Answer<'_>],
) -> Result<Vec<NewDecision>, AuthError> {
    let brand = visit.brand(request)?;
    let language = visit.language(brand, request);
    Ok(answers
        .iter()
        .filter_map(|answer| {
            let document = pages::consent::document(answer.purpose, &language)?;
            Some(NewDecision {
                purpose: answer.purpose.name.clone(),
                decision: answer.decision?,
                document_version: document.version.clone(),
                language: document.language.clone(),
                brand: brand.name.clone(),
                application: application_named_by(request).to_owned(),
                page: "/consent".to_owned(),
            })
        })
        .collect())
}
