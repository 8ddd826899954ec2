//! The answer as a form that the browser sends to the application (OAuth 2.0 Form Post Response Mode).

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domicile_pages::{Frame, Text, page::respond};
use domicile_service::keys::random_token;

use super::form_targets_of;
use crate::{error::AuthError, web::Visit};

#[derive(Template)]
#[template(path = "form_post.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    action: &'a str,
    pairs: &'a [(&'a str, &'a str)],
    nonce: &'a str,
}

/// A page that sends `pairs` to `redirect_uri` at once, or by a button where scripting is off.
pub fn page(
    visit: &Visit,
    redirect_uri: &str,
    pairs: &[(&str, &str)],
) -> Result<Response, AuthError> {
    let (frame, text) = visit.frame(None)?;
    let nonce = random_token(16)?;
    let view = Page {
        frame,
        text,
        action: redirect_uri,
        pairs,
        nonce: &nonce,
    };
    let targets = form_targets_of(redirect_uri);
    let mut response = respond(StatusCode::OK, &view.frame, &targets, &view)?;
    let headers = response.headers_mut();
    let policy = headers
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|policy| policy.to_str().ok())
        .unwrap_or("default-src 'none'");
    let policy = format!("{policy}; script-src 'nonce-{nonce}'");
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&policy)
            .map_err(|_| AuthError::Configuration("policy for this page"))?,
    );
    Ok(response)
}
