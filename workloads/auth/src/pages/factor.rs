//! "Prove it a second way."

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    error::AuthError,
    factors::prompt::{Prompt, with_script},
    phone::verified,
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
    phone: Option<Phone>,
    recovery: bool,
}

/// A number that gets codes.
struct Phone {
    ending: String,
    /// Whether one is on its way.
    texted: bool,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The code of this field.
    Wrong {
        /// Its element id.
        field: &'static str,
    },
    /// The code could not be sent by SMS.
    Unsent,
}

impl Page<'_> {
    fn is_wrong(&self, field: &str) -> bool {
        self.corrections.iter().any(|own| own.field == field)
    }
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
    trouble: Option<Trouble>,
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
    let phone = phone(visit, pending, held).await?;
    let correction = |trouble| {
        let (field, key) = match trouble {
            Trouble::Wrong { field } => (field, "factor-wrong"),
            // Without a number there is nothing else to point at.
            Trouble::Unsent if phone.is_none() => ("cancel", "factor-sms-unsent"),
            Trouble::Unsent => ("send-sms", "factor-sms-unsent"),
        };
        Correction {
            field: field.to_owned(),
            text: text.say(key),
        }
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: trouble.map(correction).into_iter().collect(),
        passkey,
        app: held.app && !pending.passkey,
        phone,
        recovery: held.recovery_codes > 0 && !pending.passkey,
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}

async fn phone(visit: &Visit, pending: &Pending, held: Held) -> Result<Option<Phone>, AuthError> {
    if !held.phone || pending.passkey {
        return Ok(None);
    }
    let verified = verified::of_person(&visit.app, &pending.sub).await?;
    Ok(verified.map(|verified| Phone {
        ending: verified.number.ending().to_owned(),
        texted: pending.texted.is_some(),
    }))
}
