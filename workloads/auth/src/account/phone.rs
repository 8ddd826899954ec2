//! The person's telephone number: proven by a code, shown, removed.

use askama::Template;
use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domicile_bundle::Sms;
use domicile_pages::{Frame, Text, page::respond};
use domicile_residency::Handle;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Notice, Section, done,
    member::{self, Entrance, Member},
    memberships::is_permitted,
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    factors::{assurance::held_by, demand, notice, recovery},
    mail::Change,
    openid::authorization_response::see_other,
    pages::{self, Correction},
    phone::{
        code::{self, Kind, Sending},
        number::{PhoneNumber, Unfit},
        verified,
    },
    profile_store::{ProfileStore, ProvidedValue},
    store::{challenges::Attempt, phone_numbers, second_factors::Held},
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// The page where a number is typed.
const NEW: &str = "/account/phone/new";

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

#[derive(Template)]
#[template(path = "account/new_phone.html")]
struct NewPage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    typed: &'a str,
    needs_consent: bool,
}

#[derive(Template)]
#[template(path = "account/phone_code.html")]
struct CodePage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    number: &'a str,
    pending: String,
    minutes: i64,
}

/// A number that was sent a code. It waits in the form, sealed: no table of ours holds it before it is proven.
#[derive(Serialize, Deserialize)]
struct Pending {
    number: String,
    challenge: String,
    /// In this session alone.
    session: Uuid,
}

impl Pending {
    fn usage(member: &Member) -> String {
        let sub = &member.session.sub;
        format!("domicile telephone number to be proven by {sub}, version 1")
    }

    fn seal(&self, visit: &Visit, member: &Member) -> Result<String, AuthError> {
        let plain = serde_json::to_vec(self).map_err(|_| AuthError::Cryptography)?;
        let keys = visit.app.keys();
        Ok(keys.seal.seal(&Self::usage(member), &plain)?)
    }

    /// The number and its challenge, where the form is one of this session.
    fn open(visit: &Visit, member: &Member, sealed: &str) -> Option<(PhoneNumber, Handle)> {
        let plain = visit.app.keys().seal.open(&Self::usage(member), sealed)?;
        let pending: Self = serde_json::from_slice(&plain).ok()?;
        let number = PhoneNumber::parse(&pending.number, None)?;
        let challenge = Handle::parse(&pending.challenge).ok()?;
        (pending.session == member.session.id).then_some((number, challenge))
    }
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route(NEW, get(show_new).post(begin))
        .route("/account/phone/code", get(begin_again).post(prove))
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
    let outcome = match member::for_sensitive_page(&visit).await {
        Entrance::Member(member) => new_page(&visit, &member, StatusCode::OK, "", None).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// The page; `problem` is the text that says why the number does not do.
async fn new_page(
    visit: &Visit,
    member: &Member,
    status: StatusCode,
    typed: &str,
    problem: Option<&str>,
) -> Result<Response, AuthError> {
    let Some(sms) = &visit.bundle().sms else {
        return Ok(see_other(super::PATH));
    };
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    let purposes = store.purposes(&member.session.sub).await?;
    let (frame, text) = visit.frame(None)?;
    let correction = |key: &str| Correction {
        field: "number".to_owned(),
        text: text.say(key),
    };
    let view = NewPage {
        csrf: member.csrf(visit),
        corrections: problem.map(correction).into_iter().collect(),
        typed,
        needs_consent: !is_permitted(visit, &sms.purpose, &purposes),
        frame,
        text,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}

/// `POST /account/phone/new`: a number is typed.
async fn begin(visit: Visit, Form(form): Form) -> Response {
    let outcome = match member::for_change(&visit, &form).await {
        Entrance::Member(member) => read(&visit, &member, form.field("number")).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn read(visit: &Visit, member: &Member, typed: &str) -> Result<Response, AuthError> {
    let Some(sms) = &visit.bundle().sms else {
        return Ok(see_other(super::PATH));
    };
    let sub = &member.session.sub;
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    if !is_permitted(visit, &sms.purpose, &store.purposes(sub).await?) {
        return Ok(see_other(NEW));
    }
    let residence = store.residence(sub).await?;
    match PhoneNumber::parse(typed, Some(&residence)) {
        Some(number) => text_code(visit, member, sms, &number, typed).await,
        None => refused(visit, member, typed, "phone-problem-number").await,
    }
}

async fn refused(
    visit: &Visit,
    member: &Member,
    typed: &str,
    problem: &str,
) -> Result<Response, AuthError> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    new_page(visit, member, status, typed, Some(problem)).await
}

/// Sends a code and asks for it.
async fn text_code(
    visit: &Visit,
    member: &Member,
    sms: &Sms,
    number: &PhoneNumber,
    typed: &str,
) -> Result<Response, AuthError> {
    let sub = &member.session.sub;
    match code::send(visit, None, sms, number, sub, Kind::Verification).await? {
        Sending::Sent(challenge) => {
            code_page(visit, member, StatusCode::OK, number, &challenge, None)
        }
        Sending::Unfit(Unfit::Country) => {
            refused(visit, member, typed, "phone-problem-country").await
        }
        Sending::Unfit(Unfit::Kind) => refused(visit, member, typed, "phone-problem-kind").await,
        Sending::Later(too_many) => pages::error::too_many(visit, None, too_many),
        Sending::Unsent => Ok(done(Notice::PhoneLater)),
    }
}

/// Asks for the code; `problem` is what is wrong with the one before.
fn code_page(
    visit: &Visit,
    member: &Member,
    status: StatusCode,
    number: &PhoneNumber,
    challenge: &Handle,
    problem: Option<String>,
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let pending = Pending {
        number: number.as_e164().to_owned(),
        challenge: challenge.as_str().to_owned(),
        session: member.session.id,
    };
    let correction = |text| Correction {
        field: "code".to_owned(),
        text,
    };
    let seconds = visit.bundle().sign_in.code_lifetime_seconds;
    let view = CodePage {
        csrf: member.csrf(visit),
        corrections: problem.map(correction).into_iter().collect(),
        number: number.written(),
        pending: pending.seal(visit, member)?,
        minutes: i64::from(seconds.div_ceil(60)),
        frame,
        text,
    };
    Ok(respond(status, &view.frame, &[], &view)?)
}

/// `GET /account/phone/code`: the page was loaded again; what waits in its form is gone.
async fn begin_again() -> Response {
    see_other(NEW)
}

/// `POST /account/phone/code`.
async fn prove(visit: Visit, Form(form): Form) -> Response {
    let outcome = match member::for_change(&visit, &form).await {
        Entrance::Member(member) => judge(&visit, &member, &form).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn judge(visit: &Visit, member: &Member, form: &Parameters) -> Result<Response, AuthError> {
    let pending = Pending::open(visit, member, form.field("pending"));
    let (Some(sms), Some((number, challenge))) = (&visit.bundle().sms, pending) else {
        return Ok(see_other(super::PATH));
    };
    if form.field("action") == "resend" {
        return text_code(visit, member, sms, &number, number.written()).await;
    }
    let sub = &member.session.sub;
    if let Err(too_many) = throttle::admit_factor(&visit.app, sub, visit.network).await? {
        return pages::error::too_many(visit, None, too_many);
    }
    let (_, text) = visit.frame(None)?;
    let problem = match code::attempt(visit, &challenge, &number, form.field("code")).await? {
        Some(Attempt::Right) => return keep(visit, member, sms, &number).await,
        Some(Attempt::Wrong { left }) => {
            text.say_count("code-problem-wrong", "left", i64::from(left))
        }
        Some(Attempt::Ended) => text.say("code-problem-ended"),
        None => text.say("code-problem-incomplete"),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    code_page(visit, member, status, &number, &challenge, Some(problem))
}

/// First the profile, then that it is proven: what was begun is finished by proving it again.
async fn keep(
    visit: &Visit,
    member: &Member,
    sms: &Sms,
    number: &PhoneNumber,
) -> Result<Response, AuthError> {
    let (app, sub) = (&visit.app, &member.session.sub);
    let value = ProvidedValue {
        attribute: sms.attribute.clone(),
        purpose: sms.purpose.clone(),
        value: Value::String(number.as_e164().to_owned()),
    };
    ProfileStore::of(app.mesh_client(), visit.bundle())?
        .keep_provided(sub, Sms::SOURCE, vec![value])
        .await?;
    verified::keep(app, sub, number).await?;
    notice::tell(visit, None, sub, Change::PhoneAdded)?;
    tracing::info!(person = app.pseudonym(sub), "a telephone number was proven");
    let held = held_by(visit, sub).await?;
    if held.phone && held.recovery_codes == 0 {
        // Nobody has a second factor without a way back when it is lost.
        let codes = recovery::make_new(visit, sub).await?;
        return pages::recovery_codes::on_account(visit, &codes);
    }
    Ok(done(Notice::PhoneAdded))
}

/// `POST /account/phone/remove`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let outcome = match member::for_change(&visit, &form).await {
        Entrance::Member(member) => forget(&visit, &member).await,
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
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
