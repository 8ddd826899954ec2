//! `POST /par` (RFC 9126, section 2). Any region takes a request; the handle says which one has it.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_service::openapi::Misdirected;
use serde::Serialize;
use utoipa::ToSchema;

use super::{URN, stored};
use crate::{
    app::App,
    error::AuthError,
    openapi::{answers::Refused, forms::AuthorizationForm},
    openid::{
        authorization_request::{AuthorizationRequest, Context, Problem, Refusal, Untrusted},
        client_authentication::{Presented, authenticate},
        confirmation::Confirmation,
        dpop::{Disproof, PresentedProof},
        oauth_error::{self, oauth_error},
        request_source::{self, Source},
        token,
    },
    web::{Network, body::Text, parameters::Parameters, throttle},
};

/// Takes the parameters of an authorization request before the browser comes (RFC 9126).
#[utoipa::path(
    post, path = "/par", tag = "OAuth", request_body(content = AuthorizationForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 201, description = "The `request_uri` for `/authorize`.", body = Pushed), Refused, Misdirected), security(("clientSecret" = []), ())
)]
pub async fn push(
    State(app): State<App>,
    presented: Presented,
    proof: PresentedProof,
    network: Network,
    Text(body): Text,
) -> Response {
    answer(&app, &presented, &proof, network, &body)
        .await
        .unwrap_or_else(|error| oauth_error::fault("/par", &error))
}

async fn answer(
    app: &App,
    presented: &Presented,
    proof: &PresentedProof,
    network: Network,
    body: &str,
) -> Result<Response, AuthError> {
    let form = Parameters::parse(body);
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let client = match authenticate(app, bundle, presented, &form).await? {
        Ok(client) => client,
        Err(disbelief) => return Ok(token::Refusal::from(disbelief).into_response()),
    };
    let application = &client.application;
    if presented.proves_nothing(&form)
        && let Err(too_many) = throttle::admit_unproven(app, network.0).await?
    {
        return Ok(token::Refusal::from(too_many).into_response());
    }
    // A client that authenticates by HTTP Basic has named itself there.
    let form = form.with("client_id", &application.client_id);
    let source = match Source::of(&form) {
        Ok(source @ (Source::Plain | Source::Object(_))) => source,
        Ok(Source::Pushed(_) | Source::Reference(_)) => {
            let problem = Problem::new(
                "invalid_request",
                "`request_uri` cannot be pushed: send the parameters, or `request`",
            );
            return Ok(refused(&problem));
        }
        Err(problem) => return Ok(refused(&problem)),
    };
    let resolved = match request_source::resolve(app, bundle, application, source, &form).await? {
        Ok(resolved) => resolved,
        Err(problem) => return Ok(refused(&problem)),
    };
    let parameters = match bound(proof.prove(app, None).await?, resolved.parameters) {
        Ok(parameters) => parameters,
        Err(disproof) => return Ok(token::Refusal::Proof(disproof).into_response()),
    };
    let context = Context {
        application,
        issuer: &bundle.issuer,
        keys: &app.verifying_keys(),
    };
    if let Err(refusal) = AuthorizationRequest::parse(&context, &parameters) {
        return Ok(refused(&problem_of(refusal)));
    }
    let handle = stored::keep(app, &application.client_id, &parameters).await?;
    Ok(created(handle.as_str()))
}

/// The parameters with the key that the client has proven: the code will be good only with it, as if the request named
/// it in `dpop_jkt` (RFC 9449, section 10.1).
fn bound(
    proven: Result<Option<Confirmation>, Disproof>,
    parameters: Parameters,
) -> Result<Parameters, Disproof> {
    let Some(Confirmation::KeyThumbprint(thumbprint)) = proven? else {
        return Ok(parameters);
    };
    if parameters.has("dpop_jkt") && parameters.field("dpop_jkt") != thumbprint {
        return Err(Disproof::Invalid(
            "`dpop_jkt` names another key than the proof",
        ));
    }
    Ok(parameters.with("dpop_jkt", &thumbprint))
}

fn problem_of(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Redirect(_, problem) => problem,
        Refusal::Page(Untrusted::Client) => {
            Problem::new("invalid_client", "`client_id` is another client's")
        }
        Refusal::Page(_) => Problem::new(
            "invalid_request",
            "`redirect_uri` is missing or not one of this client's",
        ),
    }
}

fn refused(problem: &Problem) -> Response {
    oauth_error(StatusCode::BAD_REQUEST, problem.error, &problem.description)
}

/// Where the request is kept (RFC 9126, section 2.2).
#[derive(Serialize, ToSchema)]
struct Pushed {
    request_uri: String,
    expires_in: u32,
}

fn created(handle: &str) -> Response {
    let body = Pushed {
        request_uri: format!("{URN}{handle}"),
        expires_in: stored::USABLE_SECONDS,
    };
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
