//! The decision API (`OpenID` `AuthZEN` Authorization API 1.0): an application asks whether a person may do something
//! in an organisation. The person's home region knows the roles; the others are asked and keep nothing.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::{Bundle, Organizations};
use domicile_organizations::{
    OrganizationId,
    authzen::{
        decision::{Reason, Standing, answer, decide},
        evaluation::{Evaluation, Evaluations, malformed_answer},
    },
    membership::MembershipState,
};
use domicile_service::{Problem, openapi::Misdirected};
use serde_json::{Value, json};

use super::{members, questions::Question, regions};
use crate::{
    app::App,
    error::AuthError,
    openapi::{
        answers::{DecisionRefused, NotOffered},
        decisions::{Decision, DecisionPoint, Decisions, Question as AskedQuestion, Questions},
    },
    openid::{
        client_authentication::{Presented, authenticate},
        oauth_error,
    },
    web::{Visit, body::Whole, parameters::Parameters},
};

/// Type of subjects that are people.
const USER: &str = "user";
/// Given back as it came (section 10.1.4).
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Where decisions are made (section 9).
#[utoipa::path(
    get, path = "/.well-known/authzen-configuration", tag = "AuthZEN",
    responses((status = 200, description = "Metadata.", body = DecisionPoint), NotOffered, Misdirected)
)]
pub async fn configuration(visit: Visit) -> Response {
    if visit.bundle().organizations.is_none() {
        return Problem::not_found().into_response();
    }
    let issuer = &visit.bundle().issuer;
    let document = json!({
        "policy_decision_point": issuer,
        "access_evaluation_endpoint": format!("{issuer}/access/v1/evaluation"),
        "access_evaluations_endpoint": format!("{issuer}/access/v1/evaluations"),
    });
    Json(document).into_response()
}

/// May a person do something in an organisation? (Section 6.)
#[utoipa::path(
    post, path = "/access/v1/evaluation", tag = "AuthZEN", request_body = AskedQuestion,
    responses((status = 200, description = "Whether.", body = Decision), DecisionRefused, Misdirected),
    security(("clientSecret" = []))
)]
pub async fn evaluation(
    State(app): State<App>,
    presented: Presented,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Response {
    respond(&app, &presented, &headers, &body, Endpoint::One).await
}

/// Several questions at once (section 7).
#[utoipa::path(
    post, path = "/access/v1/evaluations", tag = "AuthZEN", request_body = Questions,
    responses((status = 200, description = "Whether, in the order of the questions.", body = Decisions), DecisionRefused, Misdirected),
    security(("clientSecret" = []))
)]
pub async fn evaluations(
    State(app): State<App>,
    presented: Presented,
    headers: HeaderMap,
    Whole(body): Whole,
) -> Response {
    respond(&app, &presented, &headers, &body, Endpoint::Several).await
}

#[derive(Clone, Copy)]
enum Endpoint {
    One,
    Several,
}

async fn respond(
    app: &App,
    presented: &Presented,
    headers: &HeaderMap,
    body: &[u8],
    endpoint: Endpoint,
) -> Response {
    let mut response = match answered(app, presented, body, endpoint).await {
        Ok(response) => response,
        Err(error) => oauth_error::fault("/access/v1", &error),
    };
    let answer = response.headers_mut();
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(id) = headers.get(&REQUEST_ID) {
        answer.insert(REQUEST_ID, id.clone());
    }
    response
}

async fn answered(
    app: &App,
    presented: &Presented,
    body: &[u8],
    endpoint: Endpoint,
) -> Result<Response, AuthError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Some(configuration) = &bundle.organizations else {
        return Ok(Problem::not_found().into_response());
    };
    // The body is JSON, so a client proves itself by its header (RFC 6749, section 2.3.1) or by its certificate.
    let client = authenticate(app, bundle, presented, &Parameters::default()).await?;
    if client.is_err() {
        let message = "the client did not prove itself";
        let mut response = (StatusCode::UNAUTHORIZED, Json(message)).into_response();
        response.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Basic realm=\"access\""),
        );
        return Ok(response);
    }
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return Ok(bad("the body is not JSON"));
    };
    let questions = match endpoint {
        Endpoint::One => Evaluation::parse(&body).map(Evaluations::One),
        Endpoint::Several => Evaluations::parse(&body),
    };
    Ok(match questions {
        Err(malformed) => bad(&malformed.to_string()),
        Ok(Evaluations::One(question)) => {
            Json(one(app, bundle, configuration, &question).await?).into_response()
        }
        Ok(Evaluations::Several {
            questions,
            semantic,
        }) => {
            let mut answers = Vec::with_capacity(questions.len());
            for question in questions {
                let answer = match question {
                    Ok(question) => one(app, bundle, configuration, &question).await?,
                    Err(malformed) => malformed_answer(&malformed),
                };
                let last = semantic.ends_with(answer["decision"] == true);
                answers.push(answer);
                if last {
                    break;
                }
            }
            Json(json!({ "evaluations": answers })).into_response()
        }
    })
}

fn bad(message: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(message)).into_response()
}

async fn one(
    app: &App,
    bundle: &Bundle,
    configuration: &Organizations,
    question: &Evaluation,
) -> Result<Value, AuthError> {
    if question.subject_type != USER {
        return Ok(answer(Err(Reason::UnknownSubjectType)));
    }
    let organization = question
        .organization
        .as_deref()
        .and_then(|text| OrganizationId::parse(text).ok());
    let Some(organization) = organization else {
        return Ok(answer(Err(Reason::NoOrganization)));
    };
    let standing = standing(app, bundle, &question.subject, &organization).await?;
    let decided = decide(
        configuration,
        standing.as_ref(),
        &question.resource_type,
        &question.action,
    );
    Ok(answer(decided))
}

/// A subject says nothing about its region: this one is asked first, then the others.
async fn standing(
    app: &App,
    bundle: &Bundle,
    sub: &str,
    organization: &OrganizationId,
) -> Result<Option<Standing>, AuthError> {
    let here = members::standing(app, sub, organization.as_str()).await?;
    let found = if here.is_some() {
        here
    } else {
        let question = Question::Standing {
            sub: sub.to_owned(),
            organization: organization.to_string(),
        };
        let answers: Vec<(String, Option<members::Standing>)> =
            regions::ask_all(app, bundle, &question).await?;
        answers.into_iter().find_map(|(_, standing)| standing)
    };
    Ok(found.and_then(|standing| {
        Some(Standing {
            state: MembershipState::parse(&standing.state)?,
            roles: standing.roles,
        })
    }))
}
