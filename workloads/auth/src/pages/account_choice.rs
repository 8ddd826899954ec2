//! The account that is open, or another one.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::form_targets;
use crate::{error::AuthError, registration::flow::Flow, web::Visit};

#[derive(Template)]
#[template(path = "account_choice.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    address: Option<&'a str>,
}

/// Asks which account; `address` is that of the one that is open.
pub fn page(visit: &Visit, flow: &Flow, address: Option<&str>) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let view = Page {
        frame,
        text,
        csrf: flow.csrf(visit),
        address,
    };
    let targets = form_targets(flow.request());
    Ok(respond(StatusCode::OK, &view.frame, &targets, &view)?)
}
