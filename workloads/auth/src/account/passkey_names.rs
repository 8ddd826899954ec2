//! What people call their passkeys: sealed, and theirs to change.

use askama::Template;
use axum::{Router, http::StatusCode, response::Response, routing::get};
use domicile_pages::{Frame, Text, page::respond};
use uuid::Uuid;

use super::{
    Notice, done,
    member::{self, Member},
};
use crate::{
    app::App,
    error::AuthError,
    openid::{authorization_request::AuthorizationRequest, authorization_response::see_other},
    store::passkeys,
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page where one gets another name.
const PATH: &str = "/account/passkeys/name";
/// Most characters of a name.
const LONGEST: usize = 60;
/// What a name is sealed for.
const USAGE: &str = "domicile passkey name, version 1";

#[derive(Template)]
#[template(path = "account/passkey_name.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    id: Uuid,
    name: String,
}

/// The page and its form.
pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(submit))
}

/// The name of a passkey of a person.
pub(super) fn of(visit: &Visit, text: Text<'_>, sealed: &str) -> String {
    opened(&visit.app, sealed).unwrap_or_else(|| text.say("passkeys-name-proposal"))
}

/// What is under the seal; nothing when it is not ours.
pub(crate) fn opened(app: &App, sealed: &str) -> Option<String> {
    let bytes = app.keys().seal.open(USAGE, sealed)?;
    String::from_utf8(bytes).ok()
}

/// Seals what a person typed, or the name that is proposed where they typed nothing.
pub(super) fn sealed(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    typed: &str,
) -> Result<String, AuthError> {
    let name = match cleaned(typed) {
        name if name.is_empty() => visit.frame(request)?.1.say("passkeys-name-proposal"),
        name => name,
    };
    Ok(visit.app.keys().seal.seal(USAGE, name.as_bytes())?)
}

fn cleaned(typed: &str) -> String {
    let letters = typed.trim().chars();
    letters
        .filter(|letter| !letter.is_control())
        .take(LONGEST)
        .collect()
}

/// `GET /account/passkeys/name?passkey=…`.
async fn show(visit: Visit) -> Response {
    let entrance = member::for_page(&visit).await;
    entrance
        .answered(&visit, async |member| page(&visit, member).await)
        .await
}

async fn page(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let listed = passkeys::of_person(visit.app.pool(), &member.session.sub).await?;
    let named = visit.query.field("passkey").parse::<Uuid>().ok();
    let Some(own) = listed.into_iter().find(|own| Some(own.id) == named) else {
        return Ok(see_other(super::PATH));
    };
    let (frame, text) = visit.frame(None)?;
    let view = Page {
        csrf: member.csrf(visit),
        id: own.id,
        name: of(visit, text, &own.sealed_name),
        frame,
        text,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}

/// `POST /account/passkeys/name`.
async fn submit(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_form(&visit, &form).await;
    entrance
        .answered(&visit, async |member| rename(&visit, member, &form).await)
        .await
}

async fn rename(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let (pool, sub) = (visit.app.pool(), &member.session.sub);
    if let Ok(id) = form.field("passkey").parse::<Uuid>() {
        passkeys::rename(pool, sub, id, &sealed(visit, None, form.field("name"))?).await?;
    }
    // Somebody else's, and one that never was, look the same.
    Ok(done(Notice::PasskeyRenamed))
}
