//! Letting a device in: its code, the question, what came of it.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::Correction;
use crate::{
    account::member::Member, error::AuthError, openid::device_authorization::user_code::UserCode,
    web::Visit,
};

/// What is wrong with a code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not eight letters.
    Shape,
    /// No device waits for it.
    Unknown,
}

#[derive(Template)]
#[template(path = "device.html")]
struct Typing<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    typed: &'a str,
}

#[derive(Template)]
#[template(path = "device_confirm.html")]
struct Question<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    application: &'a str,
    user_code: String,
}

#[derive(Template)]
#[template(path = "device_done.html")]
struct Done<'a> {
    frame: Frame,
    text: Text<'a>,
    approved: bool,
}

/// Asks for the code that the device shows.
pub fn ask_for_code(
    visit: &Visit,
    member: &Member,
    typed: &str,
    problem: Option<Problem>,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let correction = problem.map(|problem| Correction {
        field: "user-code".to_owned(),
        text: text.say(match problem {
            Problem::Shape => "device-problem-shape",
            Problem::Unknown => "device-problem-unknown",
        }),
    });
    let status = match correction {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let view = Typing {
        frame,
        text,
        csrf: member.csrf(visit),
        corrections: correction.into_iter().collect(),
        typed,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}

/// Says which application asks, and asks whether the device may go on.
pub fn confirm(
    visit: &Visit,
    member: &Member,
    user_code: &UserCode,
    application: &str,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Question {
        frame,
        text,
        csrf: member.csrf(visit),
        application,
        user_code: user_code.shown(),
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}

/// Says what came of it.
pub fn done(visit: &Visit, approved: bool) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let view = Done {
        frame,
        text,
        approved,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}
