//! Deleting the account.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domicile_pages::{Frame, Text};
use serde::Deserialize;

use super::{cookie, failure::Failure, frame_of_page::Visit, signed_in::SignedIn};
use crate::{ProfileStore, deletion};

#[derive(Template)]
#[template(path = "delete.html")]
struct DeletePage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
}

#[derive(Template)]
#[template(path = "deleted.html")]
struct DeletedPage<'a> {
    frame: Frame,
    text: Text<'a>,
    finished: bool,
}

/// The form of the confirmation.
#[derive(Deserialize)]
pub(super) struct Confirmation {
    csrf: String,
}

/// `GET /delete`: what will happen, and the question.
pub(super) async fn ask(
    State(store): State<ProfileStore>,
    signed_in: SignedIn,
) -> Result<Response, Failure> {
    let visit = &signed_in.visit;
    let page = DeletePage {
        frame: visit.frame(),
        text: visit.text(),
        csrf: signed_in.form_token(&store),
    };
    visit.respond(StatusCode::OK, &page)
}

/// `POST /delete`: says "deleted" only when nothing is left and nothing leaves any more.
pub(super) async fn confirm(
    State(store): State<ProfileStore>,
    signed_in: SignedIn,
    Form(form): Form<Confirmation>,
) -> Result<Response, Failure> {
    signed_in.check_form(&store, &form.csrf)?;
    let (visit, subject) = (&signed_in.visit, &signed_in.person.subject);
    deletion::request(&store.pool, subject)
        .await
        .map_err(|error| visit.broken(error))?;
    let mut response = match deletion::complete(&store, subject).await {
        Ok(()) => Redirect::to("/deleted").into_response(),
        Err(error) => {
            tracing::warn!(%error, "deletion goes on in the background");
            let page = DeletedPage {
                frame: visit.frame(),
                text: visit.text(),
                finished: false,
            };
            visit.respond(StatusCode::ACCEPTED, &page)?
        }
    };
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookie::remove(cookie::SESSION));
    Ok(response)
}

/// `GET /deleted`: the account is gone.
pub(super) async fn done(visit: Visit) -> Result<Response, Failure> {
    let page = DeletedPage {
        frame: visit.frame(),
        text: visit.text(),
        finished: true,
    };
    visit.respond(StatusCode::OK, &page)
}
