//! Pages that say that something did not work, and what to do.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domicile_pages::Frame;

use super::frame_of_page::Visit;
use crate::StoreError;

/// Which texts a page shows, and where its one link leads.
struct Words {
    title: &'static str,
    explanation: &'static str,
    action: &'static str,
    href: &'static str,
}

const BROKEN: Words = Words {
    title: "broken-title",
    explanation: "broken-text",
    action: "broken-action",
    href: "/",
};
const REFUSED: Words = Words {
    title: "sign-in-refused-title",
    explanation: "sign-in-refused-text",
    action: "sign-in-refused-action",
    href: "/sign-in",
};
const CANCELLED: Words = Words {
    title: "sign-in-cancelled-title",
    explanation: "sign-in-cancelled-text",
    action: "sign-in-cancelled-action",
    href: "/sign-in",
};
const FORGED: Words = Words {
    title: "form-expired-title",
    explanation: "form-expired-text",
    action: "form-expired-action",
    href: "/",
};
const NOT_FOUND: Words = Words {
    title: "not-found-title",
    explanation: "not-found-text",
    action: "not-found-action",
    href: "/",
};

/// The answer of a page that cannot be shown.
///
/// Boxed: it travels as an error through every handler.
pub(super) struct Failure(Box<Response>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        *self.0
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    title: String,
    explanation: String,
    action: String,
    href: &'static str,
}

impl Failure {
    /// Something broke on our side, or another part did not answer.
    pub(super) fn broken(visit: &Visit, error: &StoreError) -> Self {
        tracing::warn!(%error, "page of the portal failed");
        Self::page(visit, StatusCode::SERVICE_UNAVAILABLE, &BROKEN)
    }

    /// A sign-in that cannot go on.
    pub(super) fn refused(visit: &Visit, why: &str) -> Self {
        tracing::info!(why, "sign-in to the portal refused");
        Self::page(visit, StatusCode::BAD_REQUEST, &REFUSED)
    }

    /// The person did not want to sign in.
    pub(super) fn cancelled(visit: &Visit) -> Self {
        Self::page(visit, StatusCode::OK, &CANCELLED)
    }

    /// A form that did not come from a page of this session.
    pub(super) fn forged(visit: &Visit) -> Self {
        tracing::info!("a form without a genuine token was refused");
        Self::page(visit, StatusCode::FORBIDDEN, &FORGED)
    }

    /// The page itself could not be made.
    pub(super) fn unrendered() -> Self {
        Self(Box::new(StatusCode::INTERNAL_SERVER_ERROR.into_response()))
    }

    fn page(visit: &Visit, status: StatusCode, words: &Words) -> Self {
        let text = visit.text();
        let page = ProblemPage {
            frame: visit.frame(),
            title: text.say(words.title),
            explanation: text.say(words.explanation),
            action: text.say(words.action),
            href: words.href,
        };
        let response = visit.respond(status, &page);
        Self(Box::new(
            response.unwrap_or_else(IntoResponse::into_response),
        ))
    }
}

/// A page that does not exist.
pub(super) async fn not_found(visit: Visit) -> Response {
    Failure::page(&visit, StatusCode::NOT_FOUND, &NOT_FOUND).into_response()
}
