//! Pages around a new password.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{
    Correction,
    notice::{self, Words},
};
use crate::{
    account, error::AuthError, password::choice::Refused, registration::flow::Flow, web::Visit,
};

#[derive(Template)]
#[template(path = "password_reset.html")]
struct Reset<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    token: &'a str,
    corrections: Vec<Correction>,
    problem: Option<String>,
    minimum_length: i64,
}

/// "If there is an account, a link is in the mailbox": the same for every address.
pub fn sent(visit: &Visit, flow: &Flow, email: &str) -> Result<Response, AuthError> {
    let words = Words {
        title: "password-sent-title",
        lead: "password-sent",
        email: Some(email),
        hint: Some("password-sent-hint"),
        next: Some((flow.step.path(), "password-sent-back")),
    };
    notice::page(visit, flow.request(), StatusCode::OK, words)
}

/// The link is not good any more, or never was.
pub fn ended(visit: &Visit) -> Result<Response, AuthError> {
    let words = Words {
        title: "password-ended-title",
        lead: "password-ended",
        next: Some((account::PATH, "password-ended-again")),
        ..Words::default()
    };
    notice::page(visit, None, StatusCode::GONE, words)
}

/// The new password is in force.
pub fn replaced(visit: &Visit) -> Result<Response, AuthError> {
    let words = Words {
        title: "password-replaced-title",
        lead: "password-replaced",
        next: Some((account::PATH, "proof-button")),
        ..Words::default()
    };
    notice::page(visit, None, StatusCode::OK, words)
}

/// The form behind the link.
pub fn reset(
    visit: &Visit,
    status: StatusCode,
    token: &str,
    csrf: String,
    refused: Option<Refused>,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let problem = refused.map(|refused| text.say(refused.key()));
    let correction = |text: &String| Correction {
        field: "new_password".to_owned(),
        text: text.clone(),
    };
    let view = Reset {
        csrf,
        token,
        corrections: problem.iter().map(correction).collect(),
        problem,
        minimum_length: visit.bundle().sign_in.password.minimum_length.into(),
        frame,
        text,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}
