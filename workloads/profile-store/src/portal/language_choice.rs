//! `?language=…` on any page: remembered in a cookie, then the page without it.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domicile_pages::language;
use url::form_urlencoded;

use crate::ProfileStore;

const ONE_YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Middleware of every page.
pub(super) async fn remember(
    State(store): State<ProfileStore>,
    request: Request,
    next: Next,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let wanted = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "language");
    // Only a language that we speak gets into the cookie.
    let spoken =
        wanted.and_then(|(_, tag)| store.texts.languages().into_iter().find(|own| *own == tag));
    let Some(tag) = spoken.filter(|_| request.method() == Method::GET) else {
        return next.run(request).await;
    };
    let mut response = Redirect::to(request.uri().path()).into_response();
    let text = format!(
        "{}={tag}; Path=/; Max-Age={ONE_YEAR_SECONDS}; Secure; HttpOnly; SameSite=Lax",
        language::COOKIE
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
