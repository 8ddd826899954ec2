//! The person's telephone number: proven by a code, shown, removed.

use askama::Template;
use axum::{
    Router,
    response::Response,
    routing::{get, post},
};
use domicile_bundle::Sms;
use domicile_pages::Text;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    factors::{assurance::held_by, demand, notice},
    mail::Change,
    openid::authorization_response::see_other,
    pages,
    phone::{
        place::Place,
        proving::{Judged, Proving},
        verified,
    },
    profile_store::ProfileStore,
    store::{phone_numbers, second_factors::Held},
    web::{Visit, form::Form, parameters::Parameters},
};

/// The page where a number is typed.
pub const NUMBER: &str = "/account/phone/new";
/// The page where its code is typed.
pub const CODE: &str = "/account/phone/code";

#[derive(Template)]
#[template(path = "account/phone.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    held: Option<Line>,
    offered: bool,
    second_factor: bool,
}

/// The number that is proven.
struct Line {
    number: String,
    since: Moment,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route(NUMBER, get(show_new).post(begin))
        .route(CODE, get(begin_again).post(prove))
        .route("/account/phone/remove", post(remove))
}

/// The section; nothing where the tenant sends no messages and none was ever proven.
pub async fn section(visit: &Visit, member: &Member) -> Result<Option<Section>, AuthError> {
    let held = verified::of_person(&visit.app, &member.session.sub).await?;
    let offered = visit.bundle().sms.is_some();
    if held.is_none() && !offered {
        return Ok(None);
    }
    let (_, text) = visit.frame(None)?;
    let view = View {
        csrf: member.csrf(visit),
        held: held.map(|held| Line {
            number: held.number.written().to_owned(),
            since: Moment::of(held.verified_at),
        }),
        offered,
        second_factor: visit.bundle().sms_as_second_factor().is_some(),
        text,
    };
    Ok(Some(Section {
        id: "phone",
        html: view.render()?,
    }))
}

/// `GET /account/phone/new`.
async fn show_new(visit: Visit) -> Response {
    let entrance = member::for_sensitive_page(&visit).await;
    entrance
        .answered(&visit, async |member| match of(&visit, member) {
            Some(proving) => proving.ask().await,
            None => Ok(see_other(super::PATH)),
        })
        .await
}

fn of<'a>(visit: &'a Visit, member: &'a Member) -> Option<Proving<'a>> {
    Proving::of(visit, Place::Account(member), &member.session.sub)
}

/// `POST /account/phone/new`: a number is typed.
async fn begin(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| match of(&visit, member) {
            Some(proving) => proving.begin(&form).await,
            None => Ok(see_other(super::PATH)),
        })
        .await
}

/// `GET /account/phone/code`: the page was loaded again; what waits in its form is gone.
async fn begin_again() -> Response {
    see_other(NUMBER)
}

/// `POST /account/phone/code`.
async fn prove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| judge(&visit, member, &form).await)
        .await
}

async fn judge(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let Some(proving) = of(visit, member) else {
        return Ok(see_other(super::PATH));
    };
    match proving.judge(form).await? {
        Judged::Proven(codes) if codes.is_empty() => Ok(done(Notice::PhoneAdded)),
        Judged::Proven(codes) => pages::recovery_codes::on_account(visit, &codes),
        Judged::Instead(instead) => Ok(instead),
    }
}

/// `POST /account/phone/remove`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| forget(&visit, member).await)
        .await
}

async fn forget(visit: &Visit, member: &Member) -> Result<Response, AuthError> {
    let (app, sub) = (&visit.app, &member.session.sub);
    let held = held_by(visit, sub).await?;
    let left = Held {
        phone: false,
        ..held
    };
    if held.phone && !demand::may_be_left_with(visit.bundle().sign_in.second_factor, left) {
        return Ok(done(Notice::LastFactor));
    }
    // First the number, then that it was proven: repeating it finishes what was begun.
    ProfileStore::of(app.mesh_client(), visit.bundle())?
        .forget_provided(sub, Sms::SOURCE)
        .await?;
    if phone_numbers::remove(app.pool(), sub).await? {
        notice::tell(visit, None, sub, Change::PhoneRemoved)?;
    }
    Ok(done(Notice::PhoneRemoved))
}
