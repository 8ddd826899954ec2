//! What an application gets.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::Application;
use domicile_pages::{Frame, Text, language, page::respond};

use super::form_targets;
use crate::{
    error::AuthError,
    openid::{
        authorization_request::AuthorizationRequest,
        clients::{self, Introduction},
    },
    registration::flow::Flow,
    web::Visit,
};

#[derive(Template)]
#[template(path = "permission.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    application: &'a str,
    shown: Vec<String>,
    introduction: Option<Introduction>,
}

/// Says what the application gets, and asks whether to go on.
pub async fn page(visit: &Visit, flow: &Flow) -> Result<Response, AuthError> {
    // Only an application asks for this step.
    let Some(request) = flow.request() else {
        return super::error::no_flow(visit);
    };
    let (frame, text) = visit.frame(Some(request))?;
    let application = clients::find(&visit.app, visit.bundle(), &request.client_id)
        .await?
        .ok_or(AuthError::Configuration("client of this sign-in"))?;
    let view = Page {
        text,
        csrf: flow.csrf(visit),
        application: &application.display_name,
        introduction: Introduction::of(&visit.app, visit.bundle(), Some(request)).await?,
        shown: shown(visit, request, &application, &frame.language),
        frame,
    };
    let targets = form_targets(Some(request));
    Ok(respond(StatusCode::OK, &view.frame, &targets, &view)?)
}

/// Titles of the attributes behind the claims that are asked for, each once.
fn shown(
    visit: &Visit,
    request: &AuthorizationRequest,
    application: &Application,
    language: &str,
) -> Vec<String> {
    let mut titles: Vec<String> = application
        .claims
        .iter()
        .filter(|claim| request.asks_for(claim))
        .filter_map(|claim| {
            let attributes = &visit.bundle().attributes;
            let attribute = attributes.iter().find(|own| own.name == claim.attribute)?;
            let title = language::title(&attribute.titles, language);
            Some(title.unwrap_or(&attribute.name).clone())
        })
        .collect();
    titles.sort();
    titles.dedup();
    titles
}
