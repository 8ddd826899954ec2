//! A page that says something and asks nothing.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, page::respond};

use crate::{error::AuthError, openid::authorization_request::AuthorizationRequest, web::Visit};

#[derive(Template)]
#[template(path = "notice.html")]
struct Page {
    frame: Frame,
    title: String,
    lead: String,
    email: Option<String>,
    hint: Option<String>,
    next: Option<(&'static str, String)>,
}

/// What it says, as keys of texts.
#[derive(Clone, Copy, Default)]
pub struct Words<'a> {
    /// Heading.
    pub title: &'a str,
    /// What happened.
    pub lead: &'a str,
    /// Address that the text ends with.
    pub email: Option<&'a str>,
    /// What else to know.
    pub hint: Option<&'a str>,
    /// Where to go on, and what the link says.
    pub next: Option<(&'static str, &'a str)>,
}

/// The page.
pub fn page(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    status: StatusCode,
    words: Words<'_>,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(request)?;
    let view = Page {
        title: text.say(words.title),
        lead: text.say(words.lead),
        email: words.email.map(str::to_owned),
        hint: words.hint.map(|key| text.say(key)),
        next: words.next.map(|(href, key)| (href, text.say(key))),
        frame,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}
