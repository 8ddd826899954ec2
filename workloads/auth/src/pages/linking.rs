//! Whether a provider shall sign the person in, and what it says that may be taken.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::SocialProvider;
use domicile_pages::{Frame, Text, language, page::respond};
use serde_json::Value;

use super::form_targets;
use crate::{
    error::AuthError, federation::taken::Proposal, pages::consent::document,
    registration::flow::Flow, web::Visit,
};

#[derive(Template)]
#[template(path = "linking.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    provider: &'a str,
    values: Vec<Taken>,
}

/// One value, in words.
struct Taken {
    attribute: String,
    title: String,
    value: String,
    purpose: String,
}

/// The page. Nothing is chosen beforehand.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    provider: &SocialProvider,
    proposals: &[Proposal<'_>],
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let view = Page {
        csrf: flow.csrf(visit),
        provider: &provider.display_name,
        values: proposals
            .iter()
            .map(|one| in_words(visit, one, &frame.language))
            .collect(),
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(StatusCode::OK, &view.frame, &targets, &view)?)
}

fn in_words(visit: &Visit, one: &Proposal<'_>, language: &str) -> Taken {
    let bundle = visit.bundle();
    let name = &one.claim.attribute;
    let attribute = bundle.attributes.iter().find(|own| own.name == *name);
    let titles = attribute.map(|attribute| &attribute.titles);
    let title = titles.and_then(|titles| language::title(titles, language));
    let purpose = bundle.purpose(&one.claim.purpose);
    let shown = purpose.and_then(|purpose| document(purpose, language));
    Taken {
        attribute: name.clone(),
        title: title.unwrap_or(name).clone(),
        value: match &one.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
        purpose: shown.map_or_else(
            || one.claim.purpose.clone(),
            |document| document.title.clone(),
        ),
    }
}
