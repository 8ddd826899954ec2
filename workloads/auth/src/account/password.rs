//! The person's password: set, changed, removed. A light account becomes a full one here: the same person, with a
//! credential.

use askama::Template;
use axum::{Router, http::StatusCode, response::Response, routing::post};
use domicile_bundle::SignInMethod;
use domicile_pages::Text;
use domicile_residency::Handle;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
    overview,
};
use crate::{
    app::App,
    error::AuthError,
    factors::notice::tell,
    mail::Change,
    pages,
    password::choice::{self, Refused},
    store::{
        password_resets, passwords,
        sessions::{self, Ending},
    },
    web::{Visit, cookie, form::Form, parameters::Parameters},
};

#[derive(Template)]
#[template(path = "account/password.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    changed: Option<Moment>,
    recent: bool,
    problem: Option<String>,
    minimum_length: i64,
}

/// The form.
pub fn routes() -> Router<App> {
    Router::new().route("/account/password", post(submit))
}

/// The section; nothing where the tenant has no passwords.
pub async fn section(
    visit: &Visit,
    member: &Member,
    refused: Option<Refused>,
) -> Result<Option<Section>, AuthError> {
    let sign_in = &visit.bundle().sign_in;
    if !sign_in.offers(SignInMethod::Password) {
        return Ok(None);
    }
    let changed = passwords::changed_at(visit.app.pool(), &member.session.sub).await?;
    let (_, text) = visit.frame(None)?;
    let view = View {
        csrf: member.csrf(visit),
        changed: changed.map(Moment::of),
        recent: member::is_recent(&member.session),
        problem: refused.map(|refused| text.say(refused.key())),
        minimum_length: sign_in.password.minimum_length.into(),
        text,
    };
    Ok(Some(Section {
        id: "password",
        html: view.render()?,
    }))
}

/// `POST /account/password`.
async fn submit(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| decide(&visit, member, &form).await)
        .await
}

async fn decide(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    if !visit.bundle().sign_in.offers(SignInMethod::Password) {
        return pages::error::not_found(visit);
    }
    let (hash, notice, change) = match form.field("action") {
        "prove" => return Ok(done(Notice::Proven)),
        "remove" => (None, Notice::PasswordRemoved, Change::PasswordRemoved),
        _ => match choice::chosen(visit, &member.session.sub, form).await? {
            Ok(hash) => (Some(hash), Notice::PasswordSet, Change::PasswordSet),
            Err(Refused::Later(too_many)) => return pages::error::too_many(visit, None, too_many),
            Err(refused) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return overview::page(visit, member, status, Some(refused)).await;
            }
        },
    };
    let handle = keep(visit, member, hash.as_deref()).await?;
    tell(visit, None, &member.session.sub, change)?;
    let mut response = done(notice);
    let limits = visit.session_limits().persistent;
    let persistent = member.session.persistent;
    let lifetime = persistent.then_some(limits.absolute_seconds);
    let headers = response.headers_mut();
    cookie::set(headers, cookie::SESSION, handle.as_str(), lifetime);
    Ok(response)
}

/// In one transaction: the password is kept or removed, links to replace it are worth nothing, every other session
/// ends, and this one goes on under a new handle.
async fn keep(visit: &Visit, member: &Member, hash: Option<&str>) -> Result<Handle, AuthError> {
    let (sub, id) = (&member.session.sub, member.session.id);
    let handle = Handle::random(visit.app.region())?;
    let mut transaction = visit.app.pool().begin().await?;
    match hash {
        Some(hash) => passwords::put(&mut transaction, sub, hash).await?,
        None => passwords::remove(&mut transaction, sub).await?,
    }
    password_resets::remove_all(&mut transaction, sub).await?;
    sessions::end(&mut transaction, Ending::Others { sub, id }).await?;
    sessions::rotate(&mut transaction, id, &handle).await?;
    transaction.commit().await?;
    tracing::info!(person = visit.app.pseudonym(sub), "a password was changed");
    Ok(handle)
}
