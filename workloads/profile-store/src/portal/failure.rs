//! Pages that say that something did not work, and what to do.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domicile_pages::Frame;

use super::frame_of_page::Visit;
use crate::StoreError;

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
struct ProblemPage<'a> {
    frame: Frame,
    title: String,
    explanation: String,
    action: String,
    href: &'a str,
}

impl Failure {
    /// Something broke on our side, or another part did not answer.
    pub(super) fn broken(visit: &Visit, error: &StoreError) -> Self {
        tracing::warn!(%error, "page of the portal failed");
        Self::page(visit, StatusCode::SERVICE_UNAVAILABLE, "broken", "/")
    }

    /// A sign-in that cannot go on.
    pub(super) fn refused(visit: &Visit, why: &str) -> Self {
        tracing::info!(why, "sign-in to the portal refused");
        Self::page(
            visit,
            StatusCode::BAD_REQUEST,
            "sign-in-refused",
            "/sign-in",
        )
    }

    /// The person did not want to sign in.
    pub(super) fn cancelled(visit: &Visit) -> Self {
        Self::page(visit, StatusCode::OK, "sign-in-cancelled", "/sign-in")
    }

    /// A form that did not come from a page of this session.
    pub(super) fn forged(visit: &Visit) -> Self {
        tracing::info!("a form without a genuine token was refused");
        Self::page(visit, StatusCode::FORBIDDEN, "form-expired", "/")
    }

    /// The page itself could not be made.
    pub(super) fn unrendered() -> Self {
        Self(Box::new(StatusCode::INTERNAL_SERVER_ERROR.into_response()))
    }

    /// `kind` is the prefix of the texts.
    fn page(visit: &Visit, status: StatusCode, kind: &str, href: &str) -> Self {
        let say = |part: &str| visit.text().say(&format!("{kind}-{part}"));
        let page = ProblemPage {
            frame: visit.frame(),
            title: say("title"),
            explanation: say("text"),
            action: say("action"),
            href,
        };
        let response = visit.respond(status, &page);
        Self(Box::new(
            response.unwrap_or_else(IntoResponse::into_response),
        ))
    }
}

/// A page that does not exist.
pub(super) async fn not_found(visit: Visit) -> Response {
    Failure::page(&visit, StatusCode::NOT_FOUND, "not-found", "/").into_response()
}
