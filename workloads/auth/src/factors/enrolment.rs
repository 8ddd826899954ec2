//! `/enrolment`: a second factor is demanded and the person has none, so one is set up before going on.
//!
//! It is a passkey, an app, or a telephone number ([`super::number_enrolment`]). The demand decides that only somebody gets here who has proven all that they can ([`super::demand::missing`]).

use axum::{http::StatusCode, response::Response};
use domicile_credentials::time_based_code::SharedSecret;

use super::{
    app_code,
    assurance::{Moment, Proven, missing_of},
    demand::Missing,
    level::{method, together},
    notice, recovery,
    second_factor::{ask, proven},
};
use crate::{
    account::passkeys,
    error::AuthError,
    mail::Change,
    openid::authorization_request::AuthorizationRequest,
    pages::{self, enrolment::Trouble},
    registration::flow::{Entry, Flow, Pending, Step, for_form, for_page},
    store::second_factors,
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// `GET /enrolment`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => {
            pages::enrolment::page(&visit, &flow, StatusCode::OK, Trouble::None, None).await
        }
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /enrolment`: a passkey that was made, or the first code of an app.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_set_up(&visit, &form).await {
        Entry::GoOn(flow) if form.field("answer").is_empty() => app(&visit, *flow, &form).await,
        Entry::GoOn(flow) => passkey(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// The sign-in of a form that sets up a factor. Whoever has one by now, set up meanwhile in another browser, is asked
/// for that one instead: a first proof alone adds nothing to an account that has a second.
pub async fn for_set_up(visit: &Visit, form: &Parameters) -> Entry {
    let flow = match for_form(visit, form).await {
        Entry::GoOn(flow) => flow,
        instead @ Entry::Instead(_) => return instead,
    };
    let Step::Enrolment(Pending { sub, methods, .. }) = flow.step.clone() else {
        return Entry::Instead(pages::error::no_flow(visit));
    };
    let shown: Vec<&str> = methods.iter().map(String::as_str).collect();
    let shown = Proven {
        sub: &sub,
        methods: &shown,
        moment: Moment::Proven,
    };
    match missing_of(visit, &flow.destination, shown).await {
        Ok(missing @ Missing::Proof { .. }) => {
            Entry::Instead(ask(visit, *flow, &sub, methods, missing))
        }
        Ok(_) => Entry::GoOn(flow),
        Err(error) => Entry::Instead(Err(error)),
    }
}

async fn passkey(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Enrolment(pending) = &flow.step else {
        return pages::error::no_flow(visit);
    };
    let sub = pending.sub.clone();
    let made = passkeys::finish(visit, flow.request(), &sub, &flow.id, form).await?;
    if let Some(made) = made {
        let methods = method::of_passkey(made.synchronised);
        return proven(visit, flow, Some(&sub), &methods).await;
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    pages::enrolment::page(visit, &flow, status, Trouble::Passkey, None).await
}

async fn app(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Enrolment(pending) = flow.step.clone() else {
        return pages::error::no_flow(visit);
    };
    let admitted = throttle::admit_factor(&visit.app, &pending.sub, visit.network).await?;
    if let Err(too_many) = admitted {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let secret = app_code::open(visit, &pending.sub, form.field("secret"));
    let offered = !pending.passkey;
    let step = secret
        .as_ref()
        .filter(|_| offered)
        .and_then(|secret| app_code::step_of(secret, form.field("code"), None));
    let (Some(secret), Some(step)) = (&secret, step) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return pages::enrolment::page(visit, &flow, status, Trouble::Code, secret).await;
    };
    let codes = keep(visit, flow.request(), &pending.sub, secret, step).await?;
    keep_codes(visit, flow, method::OF_CODE, &codes)
}

/// Shows the recovery codes that came with a factor; then the sign-in goes on with what the factor proved.
///
/// # Errors
/// When the page cannot be rendered.
pub fn keep_codes(
    visit: &Visit,
    mut flow: Flow,
    methods: &[&str],
    codes: &[String],
) -> Result<Response, AuthError> {
    let Some(pending) = flow.step.pending().cloned() else {
        return pages::error::no_flow(visit);
    };
    flow.step = Step::Kept(Pending {
        methods: together(&pending.methods, methods),
        ..pending
    });
    let mut response = pages::recovery_codes::in_sign_in(visit, &flow, codes)?;
    flow.keep(visit, response.headers_mut())?;
    Ok(response)
}

/// Keeps an app whose first code was right, together with recovery codes: nobody has one without the other.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sub: &str,
    secret: &SharedSecret,
    step: i64,
) -> Result<Vec<String>, AuthError> {
    let sealed = app_code::seal(visit, sub, secret)?;
    let mut transaction = visit.app.pool().begin().await?;
    second_factors::put_app(&mut transaction, sub, &sealed, step).await?;
    let codes = recovery::make(&mut transaction, visit, sub).await?;
    transaction.commit().await?;
    notice::tell(visit, request, sub, Change::AppAdded)?;
    Ok(codes)
}

/// `GET /recovery-codes`: the page was loaded again; the codes are not shown twice.
pub async fn show_kept(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => pages::recovery_codes::in_sign_in(&visit, &flow, &[]),
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /recovery-codes`: they were written down.
pub async fn go_on(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => proven(&visit, *flow, None, &[]).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}
