//! Token revocation (RFC 7009): a client gives back what it no longer needs. A refresh token takes its whole family
//! with it; an access token ends alone.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_bundle::Application;
use domicile_service::openapi::Misdirected;

use crate::{
    app::App,
    openapi::{answers::Refused, forms::ShownToken},
    openid::{
        client_authentication::{Presented, authenticate},
        forwarding::{self, Luggage},
        oauth_error,
        presented_token::PresentedToken,
        token::{Failure, Refusal},
    },
    store::{access_tokens, grants, refresh_tokens},
    web::{body::Text, parameters::Parameters},
};

/// Ends a token; a refresh token with everything that came of it (RFC 7009).
#[utoipa::path(
    post, path = "/revoke", tag = "OAuth", request_body(content = ShownToken, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The token is no more."), Refused, Misdirected), security(("clientSecret" = []), ())
)]
pub async fn revoke(
    State(app): State<App>,
    luggage: Luggage,
    presented: Presented,
    Text(body): Text,
) -> Response {
    match answer(&app, &luggage, &presented, body).await {
        Ok(response) => response,
        Err(Failure::Refused(refusal)) => refusal.into_response(),
        Err(Failure::Fault(error)) => oauth_error::fault("/revoke", &error),
    }
}

async fn answer(
    app: &App,
    luggage: &Luggage,
    presented: &Presented,
    body: String,
) -> Result<Response, Failure> {
    let form = Parameters::parse(&body);
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let token = PresentedToken::parse(app, bundle, &form)?;
    if let Some(home) = token.home().filter(|home| home != app.region())
        && bundle.region_named(home.as_str()).is_some()
        && !luggage.arrived_over_mesh()
    {
        return Ok(forwarding::forward(app, bundle, &home, "/revoke", luggage, body).await?);
    }
    let client = authenticate(app, bundle, presented, &form)
        .await?
        .map_err(Refusal::from)?;
    end(app, &client.application, token).await?;
    let mut response = StatusCode::OK.into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What is unknown has ended already, which is what the client wants (RFC 7009, section 2.2).
async fn end(app: &App, application: &Application, token: PresentedToken) -> Result<(), Failure> {
    match token {
        PresentedToken::Unknown => Ok(()),
        PresentedToken::Access(token) => {
            own(application, &token.client_id)?;
            access_tokens::revoke(app.pool(), token.jti, token.exp).await?;
            Ok(())
        }
        PresentedToken::Handle(handle) => {
            let Some((grant, client_id)) = refresh_tokens::family_of(app.pool(), &handle).await?
            else {
                return Ok(());
            };
            own(application, &client_id)?;
            grants::revoke(app.pool(), grant).await?;
            Ok(())
        }
    }
}

fn own(application: &Application, client_id: &str) -> Result<(), Refusal> {
    if application.client_id == client_id {
        Ok(())
    } else {
        Err(Refusal::Grant("the token was given to another client"))
    }
}
