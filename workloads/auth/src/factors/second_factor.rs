//! `/factor`, where what a sign-in misses is asked for, and how an open session gets there.

use axum::{http::StatusCode, response::Response};
use domicile_jose::now;

use super::{
    app_code,
    assurance::{Moment, Proven, claimed, held_by, missing_of},
    demand::Missing,
    level::{Level, method, together},
    recovery, text_message,
};
use crate::{
    account::member,
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, Problem},
        authorization_response::refuse,
    },
    pages::{self, factor::Trouble},
    phone::code::Sending,
    registration::{
        completion::{authenticated, welcome},
        flow::{Destination, Entry, Flow, Intent, Pending, Step, for_form, for_page},
    },
    store::sessions::Session,
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// The `acr` of an answer: of the values that were asked for the highest that was reached, since an essential claim
/// has to be one of them; else what was reached.
///
/// What an external issuer stated is said on, unless something else was asked for that was reached.
pub fn acr_of<'a>(
    request: &AuthorizationRequest,
    methods: &[String],
    stated: Option<&'a str>,
) -> &'a str {
    let reached = Level::reached_by(methods.iter().map(String::as_str));
    let (values, _) = claimed(request);
    let asked: Vec<&String> = values.iter().chain(&request.acr_values).collect();
    if let Some(stated) = stated.filter(|stated| asked.iter().any(|value| value == stated)) {
        return stated;
    }
    let levels = asked.iter().filter_map(|value| Level::of_acr(value));
    let met = levels.filter(|level| *level <= reached).max();
    met.map(Level::acr)
        .or(stated)
        .unwrap_or_else(|| reached.acr())
}

/// The step that asks for what is missing; none when nothing is, or it cannot be reached.
fn step_of(sub: &str, methods: Vec<String>, missing: Missing) -> Option<Step> {
    let pending = |passkey| Pending {
        sub: sub.to_owned(),
        methods,
        passkey,
        proven_at: now(),
        texted: None,
    };
    match missing {
        Missing::Proof { passkey } => Some(Step::Factor(pending(passkey))),
        Missing::Enrolment { passkey } => Some(Step::Enrolment(pending(passkey))),
        Missing::Nothing | Missing::AtIssuer | Missing::Unmet => None,
    }
}

/// Asks somebody who has just proven who they are for more.
///
/// # Errors
/// When the step cannot be kept.
pub fn ask(
    visit: &Visit,
    mut flow: Flow,
    sub: &str,
    methods: Vec<String>,
    missing: Missing,
) -> Result<Response, AuthError> {
    let Some(step) = step_of(sub, methods, missing) else {
        return unmet(visit, &flow.destination);
    };
    flow.step = step;
    flow.go_on(visit)
}

/// Goes on with an open session, or asks it for what it misses.
///
/// # Errors
/// When the database fails.
pub async fn step_up(
    visit: &Visit,
    destination: Destination,
    session: &Session,
    missing: Missing,
) -> Result<Response, AuthError> {
    if missing == Missing::Nothing {
        return welcome(visit, destination, session).await;
    }
    if let Some(request) = destination.request()
        && request.is_silent()
        && missing != Missing::Unmet
    {
        return silently(visit, &destination, request, session).await;
    }
    let step = match missing {
        // To set up a factor changes how the person signs in: not at a browser that was left open.
        Missing::Enrolment { .. } if !member::is_recent(session) => Some(Step::Details {
            intent: Intent::SignIn,
        }),
        // Its page sends the browser there.
        Missing::AtIssuer => Some(Step::Details {
            intent: Intent::SignIn,
        }),
        missing => step_of(&session.sub, session.methods.clone(), missing),
    };
    let Some(step) = step else {
        return unmet(visit, &destination);
    };
    let mut flow = Flow::new(destination, step)?;
    flow.keep_signed_in = session.persistent;
    flow.go_on(visit)
}

/// Nothing may be shown: a wish is left open, a must is an error.
async fn silently(
    visit: &Visit,
    destination: &Destination,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    let methods: Vec<&str> = session.methods.iter().map(String::as_str).collect();
    let proven = Proven {
        sub: &session.sub,
        methods: &methods,
        moment: Moment::SecondFactorProven,
    };
    if missing_of(visit, destination, proven).await? == Missing::Nothing {
        return welcome(visit, destination.clone(), session).await;
    }
    let problem = Problem::new(
        "interaction_required",
        "a second factor is needed, and nothing may be shown",
    );
    refuse(visit, &request.recipient(), &problem)
}

/// What is demanded cannot be reached (`OpenID` Connect Core Error Code `unmet_authentication_requirements` 1.0).
fn unmet(visit: &Visit, destination: &Destination) -> Result<Response, AuthError> {
    match destination.request() {
        Some(request) => {
            let problem = Problem::new(
                "unmet_authentication_requirements",
                "this person cannot reach the authentication context class that is asked for",
            );
            refuse(visit, &request.recipient(), &problem)
        }
        None => pages::error::no_flow(visit),
    }
}

/// `GET /factor`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => page(&visit, &flow, StatusCode::OK, None).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /factor`: a code of an app, a code by SMS or the wish for one, or a recovery code.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    trouble: Option<Trouble>,
) -> Result<Response, AuthError> {
    let Some(pending) = flow.step.pending() else {
        return pages::error::no_flow(visit);
    };
    let held = held_by(visit, &pending.sub).await?;
    pages::factor::page(visit, flow, pending, held, status, trouble).await
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Factor(pending) = flow.step.clone() else {
        return pages::error::no_flow(visit);
    };
    if form.field("action") == "sms" {
        return text_code(visit, flow, pending).await;
    }
    let admitted = throttle::admit_factor(&visit.app, &pending.sub, visit.network).await?;
    if let Err(too_many) = admitted {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let (field, methods) = judge(visit, &flow, &pending, form).await?;
    if let Some(methods) = methods {
        return proven(visit, flow, None, methods).await;
    }
    visit.app.measures().codes_refused.inc();
    let wrong = Some(Trouble::Wrong { field });
    page(visit, &flow, StatusCode::UNPROCESSABLE_ENTITY, wrong).await
}

/// The field that was filled in, and what its code proves; nothing when it is wrong, or only a passkey would do.
async fn judge(
    visit: &Visit,
    flow: &Flow,
    pending: &Pending,
    form: &Parameters,
) -> Result<(&'static str, Option<&'static [&'static str]>), AuthError> {
    let (sub, codes_do) = (&pending.sub, !pending.passkey);
    let (recovery_code, texted) = (form.field("recovery_code"), form.field("sms_code"));
    Ok(if !recovery_code.is_empty() {
        let right =
            codes_do && recovery::is_right(visit, flow.request(), sub, recovery_code).await?;
        ("recovery_code", right.then_some(method::OF_CODE))
    } else if !texted.is_empty() {
        let right = codes_do && text_message::is_right(visit, pending, texted).await?;
        ("sms_code", right.then_some(method::OF_TEXT_MESSAGE))
    } else {
        let right = codes_do && app_code::is_right(visit, sub, form.field("code")).await?;
        ("code", right.then_some(method::OF_CODE))
    })
}

/// Sends a code to the person's number, and asks for it.
async fn text_code(
    visit: &Visit,
    mut flow: Flow,
    mut pending: Pending,
) -> Result<Response, AuthError> {
    match text_message::send(visit, flow.request(), &pending).await? {
        Sending::Sent(challenge) => {
            pending.texted = Some(challenge.as_str().to_owned());
            flow.step = Step::Factor(pending);
            flow.go_on(visit)
        }
        Sending::Later(too_many) => pages::error::too_many(visit, flow.request(), too_many),
        Sending::Unsent | Sending::Unfit(_) => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            page(visit, &flow, status, Some(Trouble::Unsent)).await
        }
    }
}

/// A second factor is proven: by `holder` where it says whose it is.
///
/// # Errors
/// When the database fails.
pub async fn proven(
    visit: &Visit,
    flow: Flow,
    holder: Option<&str>,
    methods: &[&str],
) -> Result<Response, AuthError> {
    let Some(pending) = flow.step.pending().cloned() else {
        return pages::error::no_flow(visit);
    };
    if holder.is_some_and(|holder| holder != pending.sub) {
        return Ok(super::sign_in::refused(&flow));
    }
    let all = together(&pending.methods, methods);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    authenticated(visit, flow, &pending.sub, &all).await
}

#[cfg(test)]
mod tests {
    use super::acr_of;
    use crate::openid::authorization_request::tests::request;

    const ESSENTIAL: &str = "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22phr%22%5D%7D%7D%7D";

    #[test]
    fn the_acr_is_one_that_was_asked_for_and_reached() {
        let passkey = ["hwk", "user", "mfa"].map(str::to_owned);
        let code = ["otp"].map(str::to_owned);
        assert_eq!(acr_of(&request(""), &code, Some("silver")), "silver");
        assert_eq!(acr_of(&request(ESSENTIAL), &passkey, Some("silver")), "phr");
        assert_eq!(acr_of(&request(""), &passkey, None), "phr");
        assert_eq!(acr_of(&request(ESSENTIAL), &passkey, None), "phr");
        let multi = "&acr_values=urn%3Adomicile%3Aacr%3Amulti-factor";
        assert_eq!(
            acr_of(&request(multi), &passkey, None),
            "urn:domicile:acr:multi-factor"
        );
        assert_eq!(
            acr_of(&request(multi), &code, None),
            "urn:domicile:acr:single-factor"
        );
    }
}
