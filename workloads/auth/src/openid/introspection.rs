//! Token introspection (RFC 7662): an API asks whether a token that it was shown is good.
//!
//! A client learns about its own tokens and about those that are meant for it; every other token is `active: false`,
//! as is what is no token at all.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domicile_bundle::{Application, ApplicationType, Bundle};
use domicile_service::openapi::Misdirected;
use serde_json::{Value, json};

use crate::{
    app::App,
    error::AuthError,
    openapi::{
        answers::{Introspection, Refused},
        forms::ShownToken,
    },
    openid::{
        access_token::AccessToken,
        client_authentication::Presented,
        confirmation::Confirmation,
        forwarding::Luggage,
        presented_token::{PresentedToken, Shown},
        resource, subject_identifier,
        token::{Failure, Refusal},
    },
    organizations::claim,
    store::refresh_tokens,
    web::body::Text,
};

/// Says whether a token is good, to its client or to the API that it is meant for (RFC 7662).
#[utoipa::path(
    post, path = "/introspect", tag = "OAuth", request_body(content = ShownToken, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "What the token permits; `active: false` alone where it is none, or none of this client.", body = Introspection), Refused, Misdirected), security(("clientSecret" = []), ())
)]
pub async fn introspect(
    State(app): State<App>,
    luggage: Luggage,
    presented: Presented,
    Text(body): Text,
) -> Response {
    answer(&app, &luggage, &presented, body)
        .await
        .unwrap_or_else(|failure| failure.told_by("/introspect"))
}

async fn answer(
    app: &App,
    luggage: &Luggage,
    presented: &Presented,
    body: String,
) -> Result<Response, Failure> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let shown = Shown::at_home(app, bundle, "/introspect", luggage, presented, body).await?;
    let (client, token) = match shown {
        Shown::Here(client, token) => (client, token),
        Shown::Elsewhere(response) => return Ok(response),
    };
    // Who cannot prove who they are could be anybody with a stolen token (RFC 7662, section 2.1).
    if client.application.application_type != ApplicationType::Web {
        return Err(Refusal::Client { basic: false }.into());
    }
    let known = known(app, bundle, &client.application, token).await?;
    let answer = known.unwrap_or_else(|| json!({ "active": false }));
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

async fn known(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    token: PresentedToken,
) -> Result<Option<Value>, AuthError> {
    match token {
        PresentedToken::Access(token) if concerns(application, &token) => {
            if !app.liveness().of(token.jti, token.domicile_grant).await? {
                return Ok(None);
            }
            let organization = claim::of_token(app, bundle, &token).await?;
            // Without the organisation it would pass for a token of the person in their own name.
            let has_ended = token.organization.is_some() && organization.is_none();
            let token = AccessToken {
                organization,
                ..*token
            };
            Ok((!has_ended).then(|| of_access_token(token)))
        }
        PresentedToken::Handle(handle) => {
            let found = refresh_tokens::find_usable(app.pool(), &handle).await?;
            Ok(found
                .filter(|found| found.grant.client_id == application.client_id)
                .map(|found| {
                    json!({
                        "active": true,
                        "iss": bundle.issuer,
                        "client_id": found.grant.client_id,
                        "sub": subject_identifier::of(app, application, &found.grant.sub),
                        "scope": resource::still_had(application, &found.grant.scopes).join(" "),
                        "exp": found.expires,
                        "token_type": "refresh_token",
                    })
                }))
        }
        PresentedToken::Access(_) | PresentedToken::Unknown => Ok(None),
    }
}

/// Whether a token is a client's own, or meant for the API that the client is.
fn concerns(application: &Application, token: &AccessToken) -> bool {
    token.client_id == application.client_id
        || application
            .resource_server
            .as_ref()
            .is_some_and(|identifier| token.aud.holds(identifier))
}

/// RFC 7662, section 2.2, with `cnf` of RFC 9449, section 6.2, and `acr` and `auth_time` of RFC 9470, section 6.2.
fn of_access_token(token: AccessToken) -> Value {
    let mut answer = json!({
        "active": true,
        "iss": token.iss,
        "client_id": token.client_id,
        "sub": token.sub,
        "aud": token.aud,
        "scope": token.scope,
        "iat": token.iat,
        "exp": token.exp,
        "jti": token.jti,
        "token_type": Confirmation::token_type(token.cnf.as_ref()),
    });
    for (name, value) in [
        ("cnf", token.cnf.map(|cnf| json!(cnf))),
        ("act", token.act.map(|act| json!(act))),
        ("auth_time", token.auth_time.map(Value::from)),
        ("acr", token.acr.map(Value::from)),
        (claim::NAME, token.organization),
        (
            "amr",
            Some(token.amr)
                .filter(|amr| !amr.is_empty())
                .map(Value::from),
        ),
    ] {
        if let Some(value) = value {
            answer[name] = value;
        }
    }
    answer
}
