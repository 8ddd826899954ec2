//! `?language=…` and `?time-zone=…` on any page: remembered in a cookie, then the page without it.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domicile_pages::language;
use url::form_urlencoded;

use super::time_zone;
use crate::ProfileStore;

const ONE_YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Middleware of every page.
pub(super) async fn remember(
    State(store): State<ProfileStore>,
    request: Request,
    next: Next,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let choice = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| understood(&store, &name, &value));
    let Some((cookie, value)) = choice.filter(|_| request.method() == Method::GET) else {
        return next.run(request).await;
    };
    let mut response = Redirect::to(request.uri().path()).into_response();
    let text = format!(
        "{cookie}={value}; Path=/; Max-Age={ONE_YEAR_SECONDS}; Secure; HttpOnly; SameSite=Lax"
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Cookie and value of a choice. Only what we know gets into the cookie: a language that we speak, a time zone that
/// exists.
fn understood<'a>(store: &'a ProfileStore, name: &str, value: &str) -> Option<(&'a str, &'a str)> {
    match name {
        "language" => {
            let spoken = store.texts.languages();
            let tag = spoken.into_iter().find(|own| *own == value)?;
            Some((language::COOKIE, tag))
        }
        "time-zone" => Some((time_zone::COOKIE, time_zone::known(value)?)),
        _ => None,
    }
}
