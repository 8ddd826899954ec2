//! "What may we use your data for?"

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::{Purpose, PurposeDocument};
use domicile_consent::DecisionKind;
use domicile_pages::{Frame, Text, language, page::respond};

use super::{Correction, form_targets};
use crate::{error::AuthError, registration::flow::Flow, web::Visit};

/// A purpose and what was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The purpose.
    pub purpose: &'a Purpose,
    /// What was answered, if anything.
    pub decision: Option<DecisionKind>,
}

/// The document of a purpose in a language, or else in the first that it has.
pub fn document<'a>(purpose: &'a Purpose, language: &str) -> Option<&'a PurposeDocument> {
    let offered: Vec<&str> = purpose
        .documents
        .iter()
        .map(|document| document.language.as_str())
        .collect();
    if offered.is_empty() {
        return None;
    }
    let chosen = language::choose(&offered, [language]);
    purpose
        .documents
        .iter()
        .find(|document| document.language == chosen)
}

/// What a purpose is called in a language; its name where it has no document.
pub(super) fn purpose_title<'a>(visit: &'a Visit, name: &'a str, language: &str) -> &'a str {
    let purpose = visit.bundle().purpose(name);
    let document = purpose.and_then(|purpose| document(purpose, language));
    document.map_or(name, |document| &document.title)
}

struct Question<'a> {
    name: &'a str,
    title: &'a str,
    explanation: &'a str,
    language: &'a str,
    attributes: Vec<String>,
    given: bool,
    denied: bool,
    unanswered: bool,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    brand_name: String,
    questions: Vec<Question<'a>>,
}

/// The page.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    answers: &[Answer<'_>],
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let asked_before = status != StatusCode::OK;
    let questions: Vec<Question<'_>> = answers
        .iter()
        .filter_map(|answer| question(visit, *answer, &frame.language, asked_before))
        .collect();
    let corrections = questions
        .iter()
        .filter(|question| question.unanswered)
        .map(|question| Correction {
            field: format!("purpose-{}-given", question.name),
            text: text.say_with("consent-problem", "title", question.title),
        })
        .collect();
    let view = Page {
        csrf: flow.csrf(visit),
        corrections,
        brand_name: frame.brand_name.clone(),
        questions,
        frame,
        text,
    };
    Ok(respond(
        status,
        &view.frame,
        &form_targets(flow.request()),
        &view,
    )?)
}

fn question<'a>(
    visit: &Visit,
    answer: Answer<'a>,
    language: &str,
    asked_before: bool,
) -> Option<Question<'a>> {
    let document = document(answer.purpose, language)?;
    Some(Question {
        name: &answer.purpose.name,
        title: &document.title,
        explanation: &document.text,
        language: &document.language,
        attributes: answer
            .purpose
            .attributes
            .iter()
            .map(|name| attribute_title(visit, name, language))
            .collect(),
        given: answer.decision == Some(DecisionKind::Given),
        denied: answer.decision == Some(DecisionKind::Denied),
        unanswered: asked_before && answer.decision.is_none(),
    })
}

/// What people call an attribute in a language.
pub(super) fn attribute_title(visit: &Visit, name: &str, language: &str) -> String {
    let attribute = visit
        .bundle()
        .attributes
        .iter()
        .find(|attribute| attribute.name == name);
    attribute
        .and_then(|attribute| {
            let offered: Vec<&str> = attribute.titles.keys().map(String::as_str).collect();
            let chosen = (!offered.is_empty()).then(|| language::choose(&offered, [language]))?;
            attribute.titles.get(chosen).cloned()
        })
        .unwrap_or_else(|| name.to_owned())
}
