//! "Where do you live?"

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    country::{self, Country},
    error::AuthError,
    factors::prompt::{Prompt, with_script},
    registration::flow::{Flow, Step},
    web::Visit,
};

#[derive(Template)]
#[template(path = "residence.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    countries: Vec<Country>,
    chosen: String,
    verified: bool,
    passkey: Option<Prompt>,
}

/// The page.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    incomplete: bool,
) -> Result<Response, AuthError> {
    let (mut frame, text) = visit.frame(flow.request())?;
    let verified = matches!(flow.step, Step::Residence { verified: Some(_) });
    let passkey = if verified {
        None
    } else {
        Prompt::of(visit, flow, &[])?
    };
    if passkey.is_some() {
        frame = with_script(frame)?;
    }
    let correction = || Correction {
        field: "country".to_owned(),
        text: text.say("residence-problem"),
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: incomplete.then(correction).into_iter().collect(),
        countries: country::all(&frame.language),
        chosen: flow.country.clone().unwrap_or_default(),
        verified,
        passkey,
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
