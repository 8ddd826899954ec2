//! "For whom do you act?"

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    error::AuthError, registration::flow::Flow, store::memberships::Membership, web::Visit,
};

#[derive(Template)]
#[template(path = "organization_choice.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    offered: &'a [Membership],
    themselves: bool,
}

/// Asks for whom. `themselves` says whether the person may also act for nobody else.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    offered: &[Membership],
    themselves: bool,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let corrections = if status == StatusCode::OK {
        vec![]
    } else {
        vec![Correction {
            field: "organization-1".to_owned(),
            text: text.say("organization-choice-problem"),
        }]
    };
    let view = Page {
        csrf: flow.csrf(visit),
        frame,
        text,
        corrections,
        offered,
        themselves,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}
