//! "Keep these codes": shown once.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::form_targets;
use crate::{error::AuthError, registration::flow::Flow, web::Visit};

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    codes: &'a [String],
    /// Token of the form that goes on with a sign-in; on the account a link leads back.
    csrf: Option<String>,
}

/// In a sign-in.
///
/// # Errors
/// When the page cannot be rendered.
pub fn in_sign_in(visit: &Visit, flow: &Flow, codes: &[String]) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let csrf = Some(flow.csrf(visit));
    let view = Page {
        frame,
        text,
        codes,
        csrf,
    };
    let targets = form_targets(flow.request());
    Ok(respond(StatusCode::OK, &view.frame, &targets, &view)?)
}

/// On the account.
///
/// # Errors
/// When the page cannot be rendered.
pub fn on_account(visit: &Visit, codes: &[String]) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Page {
        frame,
        text,
        codes,
        csrf: None,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}
