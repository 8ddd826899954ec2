//! "How do you want to sign in?" The page knows the address that was typed and nothing of any account.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::{Mailed, SignInMethod};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{error::AuthError, registration::flow::Flow, web::Visit};

#[derive(Template)]
#[template(path = "proof.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    email: &'a str,
    password: bool,
    mailed: Mailed,
    keep_signed_in: bool,
}

impl Page<'_> {
    const fn email_key(&self) -> &'static str {
        match self.mailed {
            Mailed::Code => "proof-email-code",
            Mailed::Link => "proof-email-link",
            Mailed::CodeAndLink => "proof-email-both",
        }
    }
}

/// The page; `wrong` after a password that is not right.
pub fn page(visit: &Visit, flow: &Flow, email: &str, wrong: bool) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(flow.request())?;
    let sign_in = &visit.bundle().sign_in;
    let correction = || Correction {
        field: "password".to_owned(),
        text: text.say("proof-problem"),
    };
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: wrong.then(correction).into_iter().collect(),
        email,
        password: sign_in.offers(SignInMethod::Password),
        mailed: sign_in.mailed(),
        keep_signed_in: sign_in.keep_signed_in.is_some(),
        frame,
        text,
    };
    let status = if wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}
