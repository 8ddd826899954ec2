//! "Prove it a second way."

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    error::AuthError,
    factors::prompt::{Prompt, with_script},
    registration::flow::{Flow, Pending},
    store::{passkeys, second_factors::Held},
    web::Visit,
};

#[derive(Template)]
#[template(path = "factor.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    passkey: Option<Prompt>,
    app: bool,
    recovery: bool,
}

/// The page: what the person has of what will do.
///
/// # Errors
/// When the database fails.
pub async fn page(
    visit: &Visit,
    flow: &Flow,
    pending: &Pending,
    held: Held,
    status: StatusCode,
    wrong: bool,
) -> Result<Response, AuthError> {
    let (mut frame, text) = visit.frame(flow.request())?;
    let mut passkey = None;
    if held.passkeys > 0 {
        let listed = passkeys::of_person(visit.app.pool(), &pending.sub).await?;
        let ids: Vec<Vec<u8>> = listed.into_iter().map(|own| own.credential_id).collect();
        passkey = Prompt::of(visit, flow, &ids)?;
    }
    if passkey.is_some() {
        frame = with_script(frame)?;
    }
    let app = held.app && !pending.passkey;
    let correction = || Correction {
        field: if app { "code" } else { "recovery_code" }.to_owned(),
        text: text.say("factor-wrong"),
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: wrong.then(correction).into_iter().collect(),
        passkey,
        app,
        recovery: held.recovery_codes > 0 && !pending.passkey,
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}
