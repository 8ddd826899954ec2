//! Where the person is signed in, and how to end it.

use askama::Template;
use axum::{Router, response::Response, routing::post};
use domicile_pages::Text;
use uuid::Uuid;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    store::sessions::{self, Ending, OpenSession},
    web::{Visit, form::Form, parameters::Parameters},
};

#[derive(Template)]
#[template(path = "account/devices.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    devices: Vec<Line>,
}

/// One device.
struct Line {
    id: Uuid,
    name: String,
    first: Moment,
    last: Moment,
    persistent: bool,
    this: bool,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/account/devices/end", post(end))
        .route("/account/devices/end-others", post(end_others))
}

/// The section.
pub async fn section(visit: &Visit, member: &Member) -> Result<Section, AuthError> {
    let sub = &member.session.sub;
    let open = sessions::of_person(visit.app.pool(), sub, visit.session_limits()).await?;
    let (_, text) = visit.frame(None)?;
    let view = View {
        csrf: member.csrf(visit),
        devices: open
            .into_iter()
            .map(|session| line(session, member, text))
            .collect(),
        text,
    };
    Ok(Section {
        id: "devices",
        html: view.render()?,
    })
}

fn line(session: OpenSession, member: &Member, text: Text<'_>) -> Line {
    let (first, last) = (session.created_at(), session.last_seen_at());
    Line {
        name: match (session.browser, session.system) {
            (Some(browser), Some(system)) => text.say_all(
                "devices-name",
                &[("browser", &browser), ("system", &system)],
            ),
            (Some(name), None) | (None, Some(name)) => name,
            (None, None) => text.say("devices-unknown"),
        },
        this: session.id == member.session.id,
        id: session.id,
        persistent: session.persistent,
        first: Moment::of(first),
        last: Moment::of(last),
    }
}

/// `POST /account/devices/end`: one other session of the same person.
async fn end(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_form(&visit, &form).await;
    entrance
        .answered(&visit, async |member| end_one(&visit, member, &form).await)
        .await
}

async fn end_one(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let sub = &member.session.sub;
    if let Ok(id) = form.field("session").parse::<Uuid>()
        && id != member.session.id
    {
        let mut transaction = visit.app.pool().begin().await?;
        sessions::end(&mut transaction, Ending::One { sub, id }).await?;
        transaction.commit().await?;
    }
    // Somebody else's, one that has ended, and one that never was look the same.
    Ok(done(Notice::SessionEnded))
}

/// `POST /account/devices/end-others`: everywhere but here.
async fn end_others(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_form(&visit, &form).await;
    entrance
        .answered(&visit, async |member| end_all_others(&visit, member).await)
        .await
}

async fn end_all_others(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let (sub, id) = (&member.session.sub, member.session.id);
    let mut transaction = visit.app.pool().begin().await?;
    sessions::end(&mut transaction, Ending::Others { sub, id }).await?;
    transaction.commit().await?;
    Ok(done(Notice::SessionsEnded))
}
