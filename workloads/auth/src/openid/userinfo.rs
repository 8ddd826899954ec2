//! Userinfo (`OpenID` Connect Core, section 5.3): what the application may know now, not what it might when the token
//! was issued.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_residency::RegionName;
use domicile_service::mesh::PeerIdentity;
use serde_json::Value;

use crate::{
    app::App,
    error::AuthError,
    openid::{
        access_token::AccessToken,
        claims, clients, forwarding,
        oauth_error::{self, oauth_error},
    },
    store::grants,
    web::parameters::Parameters,
};

/// `GET` and `POST /userinfo`, on public hosts and on the mesh; as with tokens, what was carried here once is not
/// carried on.
pub async fn userinfo(
    State(app): State<App>,
    peer: Option<PeerIdentity>,
    method: Method,
    headers: HeaderMap,
    body: String,
) -> Response {
    let form = if method == Method::POST {
        Parameters::parse(&body)
    } else {
        Parameters::default()
    };
    let presented = match presented_token(&headers, &form) {
        Presented::Token(token) => token,
        Presented::Nothing => return challenge(StatusCode::UNAUTHORIZED, None),
        Presented::Twice => return challenge(StatusCode::BAD_REQUEST, Some("invalid_request")),
    };
    match answer(&app, peer.is_some(), &presented).await {
        Ok(Some(response)) => response,
        Ok(None) => challenge(StatusCode::UNAUTHORIZED, Some("invalid_token")),
        Err(error) => oauth_error::fault("/userinfo", &error),
    }
}

enum Presented {
    Token(String),
    Nothing,
    Twice,
}

/// RFC 6750, section 2: in the header or in the form, never both, never in the query.
fn presented_token(headers: &HeaderMap, form: &Parameters) -> Presented {
    let in_header = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"))
        .map(|(_, token)| token.trim().to_owned());
    match (in_header, form.single("access_token")) {
        (Some(_), Ok(Some(_))) | (_, Err(_)) => Presented::Twice,
        (Some(token), Ok(None)) => Presented::Token(token),
        (None, Ok(Some(token))) => Presented::Token(token.to_owned()),
        (None, Ok(None)) => Presented::Nothing,
    }
}

/// RFC 6750, section 3.
fn challenge(status: StatusCode, error: Option<&'static str>) -> Response {
    let text = match error {
        Some("invalid_token") => "Bearer error=\"invalid_token\"",
        Some(_) => "Bearer error=\"invalid_request\"",
        None => "Bearer",
    };
    let mut response = match error {
        Some(error) => oauth_error(status, error, "the access token is not good here"),
        None => status.into_response(),
    };
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(text));
    response
}

async fn answer(app: &App, carried: bool, presented: &str) -> Result<Option<Response>, AuthError> {
    let loaded = app.bundle();
    let bundle = &loaded.bundle;
    let Ok(token) = AccessToken::verify(presented, bundle, &app.verifying_keys(bundle)) else {
        return Ok(None);
    };
    if token.region != app.region().as_str() {
        if carried {
            return Ok(None);
        }
        return forwarded(app, &token, presented).await.map(Some);
    }
    let Some(application) = clients::find(app, bundle, &token.client_id).await? else {
        return Ok(None);
    };
    let Some(grant) = grants::find_live(app.pool(), token.domicile_grant).await? else {
        return Ok(None);
    };
    let scopes: Vec<String> = token.scope.split(' ').map(str::to_owned).collect();
    let mut claims = claims::of_person(app, bundle, &application, &scopes, &grant.sub).await?;
    claims.insert("sub".to_owned(), Value::from(token.sub));
    claims.insert("domicile_region".to_owned(), Value::from(token.region));
    let mut response = Json(claims).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(Some(response))
}

async fn forwarded(app: &App, token: &AccessToken, presented: &str) -> Result<Response, AuthError> {
    let home = RegionName::parse(&token.region)
        .map_err(|_| AuthError::from(forwarding::ForwardingError::UnknownRegion))?;
    let loaded = app.bundle();
    let authorization = HeaderValue::from_str(&format!("Bearer {presented}"))
        .map_err(|_| AuthError::Cryptography)?;
    let client = app.mesh_client();
    let bundle = &loaded.bundle;
    Ok(forwarding::forward(
        &client,
        bundle,
        &home,
        "/userinfo",
        Some(&authorization),
        String::new(),
    )
    .await?)
}
