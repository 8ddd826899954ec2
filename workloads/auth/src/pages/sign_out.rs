//! Signing out: the question, and the goodbye.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use crate::{error::AuthError, web::Visit};

#[derive(Template)]
#[template(path = "sign_out.html")]
struct Question<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: &'a str,
    kept: &'a [(&'static str, String)],
}

#[derive(Template)]
#[template(path = "signed_out.html")]
struct Goodbye<'a> {
    frame: Frame,
    text: Text<'a>,
}

/// Asks whether the person wants to sign out; `kept` are parameters of the application's request.
pub fn ask(
    visit: &Visit,
    csrf: &str,
    kept: &[(&'static str, String)],
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Question {
        frame,
        text,
        csrf,
        kept,
    };
    // The application's address after signing out may be any HTTPS address that it registered.
    Ok(respond(
        StatusCode::OK,
        &view.frame,
        &["https:".to_owned()],
        &view,
    )?)
}

/// Says that nobody is signed in any more.
pub fn done(visit: &Visit) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Goodbye { frame, text };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}
