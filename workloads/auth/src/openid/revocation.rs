//! Token revocation (RFC 7009): a client gives back what it no longer needs. A refresh token takes its whole family
//! with it; an access token ends alone.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domicile_bundle::Application;
use domicile_service::openapi::Misdirected;

use crate::{
    app::App,
    openapi::{answers::Refused, forms::ShownToken},
    openid::{
        client_authentication::Presented,
        forwarding::Luggage,
        presented_token::{PresentedToken, Shown},
        token::{Failure, Refusal},
    },
    store::{access_tokens, grants, refresh_tokens},
    web::body::Text,
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
    answer(&app, &luggage, &presented, body)
        .await
        .unwrap_or_else(|failure| failure.told_by("/revoke"))
}

async fn answer(
    app: &App,
    luggage: &Luggage,
    presented: &Presented,
    body: String,
) -> Result<Response, Failure> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let shown = Shown::at_home(app, bundle, "/revoke", luggage, presented, body).await?;
    let (client, token) = match shown {
        Shown::Here(client, token) => (client, token),
        Shown::Elsewhere(response) => return Ok(response),
    };
    end(app, &client.application, token).await?;
    Ok([(header::CACHE_CONTROL, "no-store")].into_response())
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
