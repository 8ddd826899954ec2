//! "Type the code that we sent you."

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::Mailed;
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    error::AuthError,
    registration::flow::{Flow, Step},
    web::Visit,
};

/// What happened to the code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing was typed yet.
    None,
    /// Not six digits.
    Incomplete,
    /// The wrong ones.
    Wrong {
        /// Tries left.
        left: i32,
    },
    /// The code has ended: too old, used, or tried too often.
    Ended,
}

#[derive(Template)]
#[template(path = "code.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    email: String,
    registering: bool,
    minutes: i64,
    mailed: Mailed,
    keep_signed_in: bool,
}

impl Page<'_> {
    const fn title_key(&self) -> &'static str {
        if self.mailed.has_code() {
            "code-title"
        } else {
            "code-title-link"
        }
    }

    const fn lead_key(&self) -> &'static str {
        if self.mailed.has_code() {
            "code-lead"
        } else {
            "code-lead-link"
        }
    }
}

/// The page.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    trouble: Trouble,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let problem = match trouble {
        Trouble::None => None,
        Trouble::Incomplete => Some(text.say("code-problem-incomplete")),
        Trouble::Wrong { left } => Some(text.say_count("code-problem-wrong", "left", left.into())),
        Trouble::Ended => Some(text.say("code-problem-ended")),
    };
    let (email, registering) = match &flow.step {
        Step::Code(applicant) => (applicant.email.clone(), applicant.name.is_some()),
        _ => (String::new(), false),
    };
    let sign_in = &visit.bundle().sign_in;
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: problem
            .map(|text| Correction {
                field: "code".to_owned(),
                text,
            })
            .into_iter()
            .collect(),
        email,
        registering,
        minutes: i64::from(sign_in.code_lifetime_seconds.div_ceil(60)),
        mailed: sign_in.mailed(),
        keep_signed_in: sign_in.keep_signed_in.is_some(),
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
