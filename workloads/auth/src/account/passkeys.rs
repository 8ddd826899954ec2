//! The person's passkeys: which there are, a new one, and one that goes.

use askama::Template;
use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domicile_credentials::passkey::{Person, Registered};
use domicile_pages::{Frame, Text, page::respond};
use domicile_residency::Handle;
use uuid::Uuid;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
    passkey_names,
};
use crate::{
    app::App,
    error::AuthError,
    factors::{
        assurance::held_by,
        ceremony::{self, Purpose},
        demand, notice,
        prompt::with_script,
        relying_party,
    },
    mail::Change,
    openid::{authorization_request::AuthorizationRequest, authorization_response::see_other},
    profile_store::ProfileStore,
    store::{
        passkeys::{self, Listed, NewPasskey},
        second_factors,
    },
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page where one is made.
const NEW: &str = "/account/passkeys/new";

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    passkeys: Vec<Line>,
    offered: bool,
}

/// One passkey.
struct Line {
    id: Uuid,
    name: String,
    created: Moment,
    last_used: Option<Moment>,
    cloned: bool,
}

#[derive(Template)]
#[template(path = "account/new_passkey.html")]
struct NewPage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    options: String,
    ceremony: String,
    proposal: String,
    refused: bool,
    /// Whether only passkeys of certain makers are taken.
    chosen_makers: bool,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route(NEW, get(show_new).post(register))
        .route("/account/passkeys/remove", post(remove))
        .merge(passkey_names::routes())
}

/// The section; nothing where passkeys are not offered.
pub async fn section(visit: &Visit, member: &Member) -> Result<Section, AuthError> {
    let listed = passkeys::of_person(visit.app.pool(), &member.session.sub).await?;
    let (_, text) = visit.frame(None)?;
    let view = View {
        csrf: member.csrf(visit),
        offered: has_room(visit, listed.len()),
        passkeys: listed.iter().map(|own| line(visit, text, own)).collect(),
        text,
    };
    Ok(Section {
        id: "passkeys",
        html: view.render()?,
    })
}

fn line(visit: &Visit, text: Text<'_>, listed: &Listed) -> Line {
    Line {
        id: listed.id,
        name: passkey_names::of(visit, text, &listed.sealed_name),
        created: Moment::of(listed.created_at()),
        last_used: listed.last_used_at().map(Moment::of),
        cloned: listed.cloned,
    }
}

/// Whether the person may make one more.
fn has_room(visit: &Visit, held: usize) -> bool {
    relying_party::is_offered(visit) && held < usize::from(passkeys::MOST)
}

/// `GET /account/passkeys/new`.
async fn show_new(visit: Visit) -> Response {
    let entrance = member::for_sensitive_page(&visit).await;
    entrance
        .answered(&visit, async |member| new_page(&visit, member).await)
        .await
}

async fn new_page(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let listed = passkeys::of_person(visit.app.pool(), &member.session.sub).await?;
    if !has_room(visit, listed.len()) {
        return Ok(see_other(super::PATH));
    }
    let (options, sealed) = begin(
        visit,
        None,
        &member.session.sub,
        &member.session.id.to_string(),
    )
    .await?;
    let (frame, text) = visit.frame(None)?;
    let view = NewPage {
        csrf: member.csrf(visit),
        options,
        ceremony: sealed,
        proposal: text.say("passkeys-name-proposal"),
        refused: visit.query.field("passkey") == "refused",
        chosen_makers: relying_party::has_chosen_makers(visit),
        frame: with_script(frame)?,
        text,
    };
    Ok(respond(StatusCode::OK, &view.frame, &[], &view)?)
}

/// Options for the browser and the sealed ceremony of a new passkey of a person.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn begin(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sub: &str,
    bound_to: &str,
) -> Result<(String, String), AuthError> {
    let pool = visit.app.pool();
    let existing: Vec<Vec<u8>> = passkeys::of_person(pool, sub)
        .await?
        .into_iter()
        .map(|own| own.credential_id)
        .collect();
    let proposed = Handle::random(visit.app.region())?;
    let handle = passkeys::owner_handle(pool, sub, proposed.as_str()).await?;
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    let attributes = store.attributes(sub).await?;
    let attribute = |name: &str| attributes.get(name).and_then(serde_json::Value::as_str);
    let brand = visit.brand(request)?;
    let name = attribute("email").unwrap_or(&brand.display_name);
    let person = Person {
        handle: &handle,
        name,
        display_name: attribute("givenName").unwrap_or(name),
    };
    let relying_party = visit.app.relying_party(&visit.loaded)?;
    let (options, ceremony) =
        relying_party.begin_registration(&brand.display_name, person, &existing)?;
    let sealed = ceremony::seal(&visit.app, Purpose::Registration, bound_to, ceremony)?;
    Ok((options.to_string(), sealed))
}

/// `POST /account/passkeys/new`.
async fn register(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| keep(&visit, member, &form).await)
        .await
}

async fn keep(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let sub = &member.session.sub;
    let bound_to = member.session.id.to_string();
    Ok(match finish(visit, None, sub, &bound_to, form).await? {
        Some(_) => done(Notice::PasskeyAdded),
        None => see_other(&format!("{NEW}?passkey=refused")),
    })
}

/// Judges the answer of a new passkey and keeps it; nothing when it is not taken.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sub: &str,
    bound_to: &str,
    form: &Parameters,
) -> Result<Option<Registered>, AuthError> {
    let sealed = form.field("ceremony");
    let opened = ceremony::open(&visit.app, Purpose::Registration, bound_to, sealed);
    let Some(answered) = opened else {
        return Ok(None);
    };
    if !answered.use_up(&visit.app).await? {
        return Ok(None);
    }
    let relying_party = visit.app.relying_party(&visit.loaded)?;
    let registered =
        match relying_party.finish_registration(form.field("answer"), &answered.ceremony) {
            Ok(registered) => registered,
            Err(error) => {
                tracing::warn!(%error, "a new passkey was refused");
                return Ok(None);
            }
        };
    let new = NewPasskey {
        sub,
        credential_id: &registered.id,
        sealed_name: &passkey_names::sealed(visit, request, form.field("name"))?,
        credential: &registered.credential.0,
    };
    let mut connection = visit.app.pool().acquire().await?;
    let kept = passkeys::insert(&mut connection, new).await?;
    if kept {
        notice::tell(visit, request, sub, Change::PasskeyAdded)?;
    }
    Ok(kept.then_some(registered))
}

/// `POST /account/passkeys/remove`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| {
            remove_one(&visit, member, &form).await
        })
        .await
}

async fn remove_one(
    visit: &Visit,
    member: &Member,
    form: &Parameters,
) -> Result<Response, AuthError> {
    if let Ok(id) = form.field("passkey").parse::<Uuid>() {
        let (pool, sub) = (visit.app.pool(), &member.session.sub);
        let held = held_by(visit, sub).await?;
        let listed = passkeys::of_person(pool, sub).await?;
        // One that was set aside as cloned is no factor: it can always go.
        let counts = listed.iter().any(|own| own.id == id && !own.cloned);
        let left = second_factors::Held {
            passkeys: held.passkeys - i64::from(counts),
            ..held
        };
        let policy = visit.bundle().sign_in.second_factor;
        if counts && !demand::may_be_left_with(policy, left) {
            return Ok(done(Notice::LastFactor));
        }
        let mut connection = pool.acquire().await?;
        if passkeys::remove(&mut connection, sub, id).await? {
            notice::tell(visit, None, sub, Change::PasskeyRemoved)?;
        }
    }
    // Somebody else's, and one that never was, look the same.
    Ok(done(Notice::PasskeyRemoved))
}
