//! The e-mailed link, opened.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{
    form_targets,
    notice::{self, Words},
};
use crate::{
    error::AuthError,
    registration::flow::{Applicant, Flow},
    web::Visit,
};

#[derive(Template)]
#[template(path = "link.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    token: &'a str,
    email: &'a str,
    keep_signed_in: bool,
}

/// In the browser that asked: one button, because mail programs open links too.
pub fn confirm(
    visit: &Visit,
    flow: &Flow,
    applicant: &Applicant,
    token: &str,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let view = Page {
        csrf: flow.csrf(visit),
        token,
        email: &applicant.email,
        keep_signed_in: visit.bundle().sign_in.keep_signed_in.is_some(),
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(StatusCode::OK, &view.frame, &targets, &view)?)
}

/// In any other browser.
pub fn elsewhere(visit: &Visit) -> Result<Response, AuthError> {
    let words = Words {
        title: "link-elsewhere-title",
        lead: "link-elsewhere",
        hint: Some("link-elsewhere-hint"),
        ..Words::default()
    };
    notice::page(visit, None, StatusCode::OK, words)
}

/// It is not good any more.
pub fn ended(visit: &Visit, flow: &Flow) -> Result<Response, AuthError> {
    let words = Words {
        title: "link-ended-title",
        lead: "link-ended",
        next: Some((flow.step.path(), "link-ended-back")),
        ..Words::default()
    };
    notice::page(
        visit,
        flow.request(),
        StatusCode::UNPROCESSABLE_ENTITY,
        words,
    )
}
