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

impl Page<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.corrections.iter().any(|own| own.field == field)
    }
}

/// The page: what the person has of what will do. `wrong` is the field whose code is not right.
///
/// # Errors
/// When the database fails.
pub async fn page(
    visit: &Visit,
    flow: &Flow,
    pending: &Pending,
    held: Held,
    status: StatusCode,
    wrong: Option<&str>,
) -> Result<Response, AuthError> {
    let (mut frame, text) = visit.frame(flow.request())?;
    let mut passkey = None;
    if held.passkeys > 0 {
        let listed = passkeys::of_person(visit.app.pool(), &pending.sub).await?;
        // One that was set aside would only be refused.
        let good = listed.into_iter().filter(|own| !own.cloned);
        let ids: Vec<Vec<u8>> = good.map(|own| own.credential_id).collect();
        passkey = Prompt::of(visit, flow, &ids)?;
    }
    if passkey.is_some() {
        frame = with_script(frame)?;
    }
    let correction = |field: &str| Correction {
        field: field.to_owned(),
        text: text.say("factor-wrong"),
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: wrong.map(correction).into_iter().collect(),
        passkey,
        app: held.app && !pending.passkey,
        recovery: held.recovery_codes > 0 && !pending.passkey,
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}
