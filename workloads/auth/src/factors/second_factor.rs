//! Whether a sign-in is sure enough, and `/factor`, where what is missing is asked for.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::{Application, SecondFactor};
use domicile_jose::now;

use super::{
    app_code,
    demand::{Demand, Missing, Offered, missing},
    level::{Level, together},
    recovery, relying_party,
};
use crate::{
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, ClaimsParameter, Problem},
        authorization_response::refuse,
        clients,
    },
    pages,
    registration::{
        completion::{authenticated, welcome},
        flow::{Destination, Entry, Flow, Pending, Step, for_form, for_page},
    },
    store::{
        second_factors::{self, Held},
        sessions::Session,
    },
    web::{Visit, parameters::Parameters, throttle},
};

/// How long the first proof waits for the second.
const PATIENCE_SECONDS: i64 = 600;

/// When it is asked whether a sign-in is sure enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Somebody has just proven who they are: whoever has set up an app is asked for its code.
    Proven,
    /// After a second factor: wishes are not asked for twice.
    SecondFactorProven,
    /// A session is open: it is asked for what is missing only.
    Session,
}

/// What a sign-in misses.
///
/// # Errors
/// When the database fails or the application cannot be found out.
pub async fn missing_of(
    visit: &Visit,
    destination: &Destination,
    sub: &str,
    methods: &[&str],
    moment: Moment,
) -> Result<Missing, AuthError> {
    let reached = Level::reached_by(methods.iter().copied());
    let policy = visit.bundle().sign_in.second_factor;
    let request = destination.request();
    let application = match request {
        Some(request) => clients::find(&visit.app, visit.bundle(), &request.client_id).await?,
        None => None,
    };
    let Some(demand) = demand_of(policy, application.as_deref(), request) else {
        return Ok(Missing::Unmet);
    };
    // Most sign-ins ask for nothing more and need no look at what the person has.
    if reached == Level::PhishingResistant {
        return Ok(Missing::Nothing);
    }
    let held = second_factors::held_by(visit.app.pool(), sub).await?;
    let demand = at(moment, demand, policy, held);
    Ok(missing(reached, demand, held, offered(visit, policy)))
}

fn offered(visit: &Visit, policy: SecondFactor) -> Offered {
    Offered {
        app: policy != SecondFactor::Disabled,
        passkeys: relying_party::is_offered(visit),
    }
}

fn at(moment: Moment, demand: Demand, policy: SecondFactor, held: Held) -> Demand {
    match moment {
        Moment::SecondFactorProven => Demand {
            wished: demand.required,
            ..demand
        },
        Moment::Proven if policy != SecondFactor::Disabled && held.app => Demand {
            wished: demand.wished.max(Level::MultiFactor),
            ..demand
        },
        Moment::Proven | Moment::Session => demand,
    }
}

/// What policy, application and request demand; nothing when the request asks for what we do not know
/// (`OpenID` Connect Core, section 5.5.1.1).
fn demand_of(
    policy: SecondFactor,
    application: Option<&Application>,
    request: Option<&AuthorizationRequest>,
) -> Option<Demand> {
    let of_policy = match policy {
        SecondFactor::Required => Level::MultiFactor,
        SecondFactor::Disabled | SecondFactor::Optional => Level::SingleFactor,
    };
    let of_application = application
        .and_then(|application| application.minimum_acr)
        .map_or(Level::SingleFactor, Level::from);
    let mut demand = Demand {
        required: of_policy.max(of_application),
        wished: Level::SingleFactor,
    };
    let Some(request) = request else {
        return Some(demand);
    };
    let (values, essential) = claimed(request);
    if essential && !values.is_empty() {
        let least = Level::least_of(values.iter().map(String::as_str))?;
        demand.required = demand.required.max(least);
    }
    let mut wishes = request.acr_values.iter().chain(&values);
    demand.wished = wishes
        .find_map(|value| Level::of_acr(value))
        .unwrap_or(Level::SingleFactor);
    Some(demand)
}

fn claimed(request: &AuthorizationRequest) -> (Vec<String>, bool) {
    request
        .claims
        .as_ref()
        .map(ClaimsParameter::authentication_context)
        .unwrap_or_default()
}

/// The `acr` of an answer: of the values that were asked for the highest that was reached, since an essential claim
/// has to be one of them; else what was reached.
pub fn acr_of(request: &AuthorizationRequest, methods: &[String]) -> &'static str {
    let reached = Level::reached_by(methods.iter().map(String::as_str));
    let (values, _) = claimed(request);
    values
        .iter()
        .chain(&request.acr_values)
        .filter_map(|value| Level::of_acr(value))
        .filter(|level| *level <= reached)
        .max()
        .unwrap_or(reached)
        .acr()
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
    let pending = |passkey| Pending {
        sub: sub.to_owned(),
        methods,
        passkey,
        proven_at: now(),
    };
    flow.step = match missing {
        Missing::Proof { passkey } => Step::Factor(pending(passkey)),
        Missing::Enrolment { passkey } => Step::Enrolment(pending(passkey)),
        Missing::Nothing | Missing::Unmet => return unmet(visit, &flow.destination),
    };
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
    let mut flow = Flow::new(destination, Step::Consent)?;
    flow.keep_signed_in = session.persistent;
    ask(visit, flow, &session.sub, session.methods.clone(), missing)
}

/// Nothing may be shown: a wish is left open, a must is an error.
async fn silently(
    visit: &Visit,
    destination: &Destination,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    let methods: Vec<&str> = session.methods.iter().map(String::as_str).collect();
    let moment = Moment::SecondFactorProven;
    if missing_of(visit, destination, &session.sub, &methods, moment).await? == Missing::Nothing {
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
        Entry::GoOn(flow) => page(&visit, &flow, StatusCode::OK, false).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /factor`: a code of an app, or a recovery code.
pub async fn submit(visit: Visit, body: String) -> Response {
    let form = Parameters::parse(&body);
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
    wrong: bool,
) -> Result<Response, AuthError> {
    let Some(pending) = flow.step.pending() else {
        return pages::error::no_flow(visit);
    };
    let held = second_factors::held_by(visit.app.pool(), &pending.sub).await?;
    pages::factor::page(visit, flow, pending, held, status, wrong).await
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Factor(pending) = flow.step.clone() else {
        return pages::error::no_flow(visit);
    };
    let admitted = throttle::admit_factor(&visit.app, &pending.sub, visit.network).await?;
    if let Err(too_many) = admitted {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let right = if pending.passkey {
        false
    } else if form.field("recovery_code").is_empty() {
        app_code::is_right(visit, &pending.sub, form.field("code")).await?
    } else {
        recovery::is_right(visit, &pending.sub, form.field("recovery_code")).await?
    };
    if right {
        return proven(
            visit,
            flow,
            None,
            &[super::level::method::ONE_TIME_PASSWORD],
        )
        .await;
    }
    visit.app.measures().codes_refused.inc();
    page(visit, &flow, StatusCode::UNPROCESSABLE_ENTITY, true).await
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
    if now() - pending.proven_at > PATIENCE_SECONDS {
        return pages::error::no_flow(visit);
    }
    let all = together(&pending.methods, methods);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    authenticated(visit, flow, &pending.sub, &all).await
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{AssuranceLevel, SecondFactor};

    use super::{acr_of, demand_of};
    use crate::{
        example::bundle,
        factors::{demand::Demand, level::Level},
        openid::authorization_request::tests::request,
    };

    const ESSENTIAL: &str = "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22phr%22%5D%7D%7D%7D";
    const UNKNOWN: &str = "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22x%22%5D%7D%7D%7D";

    #[test]
    fn what_is_demanded_is_the_most_of_policy_application_and_request() {
        use Level::{MultiFactor as Multi, PhishingResistant as Phr, SingleFactor as Single};
        let demand = |required, wished| Some(Demand { required, wished });
        for (policy, minimum, extra, expected) in [
            (SecondFactor::Optional, None, "", demand(Single, Single)),
            (SecondFactor::Required, None, "", demand(Multi, Single)),
            (
                SecondFactor::Optional,
                Some(AssuranceLevel::PhishingResistant),
                "",
                demand(Phr, Single),
            ),
            (
                SecondFactor::Optional,
                None,
                "&acr_values=urn%3Ax+phr+urn%3Adomicile%3Aacr%3Amulti-factor",
                demand(Single, Phr),
            ),
            (SecondFactor::Required, None, ESSENTIAL, demand(Phr, Phr)),
            (SecondFactor::Optional, None, UNKNOWN, None),
        ] {
            let mut application = bundle("eu").application("aurora.shop").unwrap().clone();
            application.minimum_acr = minimum;
            let found = demand_of(policy, Some(&application), Some(&request(extra)));
            assert_eq!(found, expected, "{policy:?} {minimum:?} {extra}");
        }
    }

    #[test]
    fn the_acr_is_one_that_was_asked_for_and_reached() {
        let passkey = ["hwk", "user", "mfa"].map(str::to_owned);
        let code = ["otp"].map(str::to_owned);
        assert_eq!(acr_of(&request(""), &passkey), "phr");
        assert_eq!(acr_of(&request(ESSENTIAL), &passkey), "phr");
        let multi = "&acr_values=urn%3Adomicile%3Aacr%3Amulti-factor";
        assert_eq!(
            acr_of(&request(multi), &passkey),
            "urn:domicile:acr:multi-factor"
        );
        assert_eq!(
            acr_of(&request(multi), &code),
            "urn:domicile:acr:single-factor"
        );
    }
}
