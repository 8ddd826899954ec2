//! `/`: what a brand's address shows to somebody who comes without an application.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::tenant::PORTAL_LABEL;
use domicile_pages::{Frame, Text, page::respond};

use crate::{error::AuthError, web::Visit};

#[derive(Template)]
#[template(path = "landing.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    brand_name: String,
    portal: String,
}

/// `GET /`.
pub async fn show(visit: Visit) -> Response {
    let outcome = page(&visit);
    visit.answer(outcome)
}

fn page(visit: &Visit) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Page {
        brand_name: frame.brand_name.clone(),
        portal: visit.bundle().global_origin(PORTAL_LABEL),
        frame,
        text,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}
