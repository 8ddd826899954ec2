//! The person's authenticator app and recovery codes.

use askama::Template;
use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domicile_bundle::SecondFactor;
use domicile_pages::{Frame, Text, page::respond};

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    factors::{app_code, assurance::held_by, demand, enrolment, notice, recovery},
    mail::Change,
    openid::authorization_response::see_other,
    pages::{self, Correction, enrolment::NewApp},
    store::second_factors,
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// The page where an app is set up.
const NEW: &str = "/account/app/new";

#[derive(Template)]
#[template(path = "account/second_factors.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    app_since: Option<Moment>,
    recovery_codes: i64,
}

#[derive(Template)]
#[template(path = "account/new_app.html")]
struct NewPage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    app: NewApp,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route(NEW, get(show_new).post(add))
        .route("/account/app/remove", post(remove))
        .route("/account/recovery-codes", post(make_codes))
}

/// Whether the tenant has apps and recovery codes.
pub fn is_offered(visit: &Visit) -> bool {
    visit.bundle().sign_in.second_factor != SecondFactor::Disabled
}

/// The section.
pub async fn section(visit: &Visit, member: &Member) -> Result<Section, AuthError> {
    let (pool, sub) = (visit.app.pool(), &member.session.sub);
    let app = second_factors::app_of(pool, sub).await?;
    let held = held_by(visit, sub).await?;
    let (_, text) = visit.frame(None)?;
    let view = View {
        csrf: member.csrf(visit),
        app_since: app.map(|app| Moment::of(app.created_at())),
        recovery_codes: held.recovery_codes,
        text,
    };
    Ok(Section {
        id: "second-factors",
        html: view.render()?,
    })
}

/// `GET /account/app/new`.
async fn show_new(visit: Visit) -> Response {
    let entrance = member::for_sensitive_page(&visit).await;
    entrance
        .answered(&visit, async |member| {
            if !is_offered(&visit) {
                return Ok(see_other(super::PATH));
            }
            let app = NewApp::of(&visit, None, &member.session.sub, None)?;
            new_page(&visit, member, StatusCode::OK, app, false)
        })
        .await
}

fn new_page(
    visit: &Visit,
    member: &Member,
    status: StatusCode,
    app: NewApp,
    wrong: bool,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let correction = || Correction {
        field: "code".to_owned(),
        text: text.say("factor-wrong"),
    };
    let view = NewPage {
        csrf: member.csrf(visit),
        corrections: wrong.then(correction).into_iter().collect(),
        app,
        frame,
        text,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}

/// `POST /account/app/new`: the first code of the app.
async fn add(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| keep(&visit, member, &form).await)
        .await
}

async fn keep(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let sub = &member.session.sub;
    if !is_offered(visit) {
        return Ok(see_other(super::PATH));
    }
    if let Err(too_many) = throttle::admit_factor(&visit.app, sub, visit.network).await? {
        return pages::error::too_many(visit, None, too_many);
    }
    let secret = app_code::open(visit, sub, form.field("secret"));
    let step = secret
        .as_ref()
        .and_then(|secret| app_code::step_of(secret, form.field("code"), None));
    let (Some(secret), Some(step)) = (&secret, step) else {
        let app = NewApp::of(visit, None, sub, secret)?;
        return new_page(visit, member, StatusCode::UNPROCESSABLE_ENTITY, app, true);
    };
    let codes = enrolment::keep(visit, None, sub, secret, step).await?;
    pages::recovery_codes::on_account(visit, &codes)
}

/// `POST /account/app/remove`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| remove_app(&visit, member).await)
        .await
}

async fn remove_app(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let (pool, sub) = (visit.app.pool(), &member.session.sub);
    let held = held_by(visit, sub).await?;
    let left = second_factors::Held { app: false, ..held };
    if !demand::may_be_left_with(visit.bundle().sign_in.second_factor, left) {
        return Ok(done(Notice::LastFactor));
    }
    let mut connection = pool.acquire().await?;
    if second_factors::remove_app(&mut connection, sub).await? {
        notice::tell(visit, None, sub, Change::AppRemoved)?;
    }
    Ok(done(Notice::AppRemoved))
}

/// `POST /account/recovery-codes`: a new set; the old one is worth nothing any more.
async fn make_codes(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| new_codes(&visit, member).await)
        .await
}

async fn new_codes(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    if !is_offered(visit) {
        return Ok(see_other(super::PATH));
    }
    let codes = recovery::make_new(visit, &member.session.sub).await?;
    pages::recovery_codes::on_account(visit, &codes)
}
