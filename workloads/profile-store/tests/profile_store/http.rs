//! Requests as browsers, sources and peers send them, and their answers.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use base64ct::{Base64, Encoding};
use domicile_service::mesh::PeerIdentity;
use serde_json::Value;
use tower::ServiceExt;

pub const EVENTS: &str = "events.aurora.example:8443";
pub const PORTAL: &str = "eu.my.aurora.example:8443";

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// `name=value` of the cookie that the answer sets; nothing when it sets none or removes it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap())
            .filter(|value| value.starts_with(&format!("{name}=")) && !value.contains("Max-Age=0"))
            .map(|value| value.split(';').next().unwrap().to_owned())
            .next()
    }
}

pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 4 << 20).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

pub async fn call(
    router: &Router,
    method: &str,
    path: &str,
    peer: PeerIdentity,
    body: Option<Value>,
) -> Answer {
    let request = Request::builder().method(method).uri(path).extension(peer);
    let request = match body {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    send(router, request.unwrap()).await
}

pub fn basic(write_key: &str) -> String {
    format!(
        "Basic {}",
        Base64::encode_string(format!("{write_key}:").as_bytes())
    )
}

pub async fn ingest(router: &Router, write_key: &str, endpoint: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/v1/{endpoint}"))
        .header(header::HOST, EVENTS)
        .header(header::AUTHORIZATION, basic(write_key))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    send(router, request).await
}

/// A browser with its cookies at the portal.
pub async fn browse(router: &Router, path: &str, cookies: &[&str]) -> Answer {
    browse_in(router, path, cookies, "en").await
}

pub async fn browse_in(router: &Router, path: &str, cookies: &[&str], language: &str) -> Answer {
    let request = Request::get(path)
        .header(header::HOST, PORTAL)
        .header(header::ACCEPT_LANGUAGE, language)
        .header(header::COOKIE, cookies.join("; "))
        .body(Body::empty())
        .unwrap();
    send(router, request).await
}

/// A form of a page of the portal.
pub async fn submit(
    router: &Router,
    path: &str,
    cookies: &[&str],
    form: &str,
    site: &str,
) -> Answer {
    let request = Request::post(path)
        .header(header::HOST, PORTAL)
        .header("sec-fetch-site", site)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookies.join("; "))
        .body(Body::from(form.to_owned()))
        .unwrap();
    send(router, request).await
}
