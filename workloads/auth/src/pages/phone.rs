//! "Add a telephone number", and "type the code we sent you".

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};

use super::{Correction, form_targets};
use crate::{
    error::AuthError,
    phone::{number::PhoneNumber, place::Place},
    web::Visit,
};

/// The page where a number is typed.
#[derive(Clone, Copy, Default)]
pub struct NumberPage<'a> {
    /// What was typed before.
    pub typed: &'a str,
    /// The key of the text that says why it does not do.
    pub problem: Option<&'static str>,
    /// Whether the person has to allow it first.
    pub needs_consent: bool,
}

/// The page where the code is typed that was sent to a number.
pub struct CodePage<'a> {
    /// The number.
    pub number: &'a PhoneNumber,
    /// Number and challenge, sealed.
    pub pending: String,
    /// What is wrong with the code before.
    pub problem: Option<String>,
}

#[derive(Template)]
#[template(path = "phone_number.html")]
struct NumberView<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    place: Place<'a>,
    corrections: Vec<Correction>,
    typed: &'a str,
    needs_consent: bool,
}

#[derive(Template)]
#[template(path = "phone_code.html")]
struct CodeView<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    place: Place<'a>,
    corrections: Vec<Correction>,
    number: &'a str,
    pending: String,
    minutes: i64,
}

impl NumberPage<'_> {
    /// The page.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn respond(
        self,
        visit: &Visit,
        place: Place<'_>,
        status: StatusCode,
    ) -> Result<Response, AuthError> {
        let (frame, text) = visit.frame(place.request())?;
        let problem = self.problem.map(|key| text.say(key));
        let view = NumberView {
            csrf: place.csrf(visit),
            place,
            corrections: corrections("number", problem),
            typed: self.typed,
            needs_consent: self.needs_consent,
            frame,
            text,
        };
        Ok(respond(status, &view.frame, &targets(place), &view)?)
    }
}

impl CodePage<'_> {
    /// The page.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn respond(
        self,
        visit: &Visit,
        place: Place<'_>,
        status: StatusCode,
    ) -> Result<Response, AuthError> {
        let (frame, text) = visit.frame(place.request())?;
        let seconds = visit.bundle().sign_in.code_lifetime_seconds;
        let view = CodeView {
            csrf: place.csrf(visit),
            place,
            corrections: corrections("code", self.problem),
            number: self.number.written(),
            pending: self.pending,
            minutes: i64::from(seconds.div_ceil(60)),
            frame,
            text,
        };
        Ok(respond(status, &view.frame, &targets(place), &view)?)
    }
}

fn corrections(field: &str, problem: Option<String>) -> Vec<Correction> {
    let correction = |text| Correction {
        field: field.to_owned(),
        text,
    };
    problem.map(correction).into_iter().collect()
}

/// On the account no form leads away.
fn targets(place: Place<'_>) -> Vec<String> {
    match place {
        Place::Account(_) => Vec::new(),
        Place::SignIn(flow) => form_targets(flow.request()),
    }
}
