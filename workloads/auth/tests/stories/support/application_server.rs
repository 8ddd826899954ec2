//! A server of an application: publishes keys, is told of logouts, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    routing::{get, post},
};
use domicile_bundle::Bundle;
use serde_json::{Value, json};

use super::local_server::LocalServer;

/// A server at `https://localhost:<port>`.
pub struct ApplicationServer {
    pub port: u16,
    /// The authority of its certificate.
    pub authority: String,
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    keys: Vec<Value>,
    asked_for_keys: usize,
    logouts: Vec<String>,
    status: Option<StatusCode>,
    /// What `/request` answers: media type and text.
    request: (&'static str, String),
    asked_for_requests: usize,
    sector: Value,
}

type Shared = State<Arc<Mutex<Known>>>;

impl ApplicationServer {
    pub async fn start() -> Self {
        let known = Arc::<Mutex<Known>>::default();
        let router = Router::new()
            .route("/jwks", get(jwks))
            .route("/logout", post(logout))
            .route("/request", get(request))
            .route("/sector", get(sector))
            .with_state(Arc::clone(&known));
        let LocalServer { port, authority } = LocalServer::serving(router).await;
        Self {
            port,
            authority,
            known,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    /// Lets the tenant trust this host.
    pub fn trusted_by(&self, bundle: &mut Bundle) {
        let host = format!("localhost:{}", self.port);
        bundle.openid.trusted_hosts.push(host);
    }

    pub fn publish(&self, keys: Vec<Value>) {
        self.known.lock().unwrap().keys = keys;
    }

    /// Keeps a request object at `/request`.
    pub fn keep_request(&self, media_type: &'static str, object: &str) {
        self.known.lock().unwrap().request = (media_type, object.to_owned());
    }

    pub fn asked_for_requests(&self) -> usize {
        self.known.lock().unwrap().asked_for_requests
    }

    /// Lists redirect URIs at `/sector`.
    pub fn list_sector(&self, document: Value) {
        self.known.lock().unwrap().sector = document;
    }

    pub fn asked_for_keys(&self) -> usize {
        self.known.lock().unwrap().asked_for_keys
    }

    /// Answers with that status from now on, or well again.
    pub fn answer_with(&self, status: Option<StatusCode>) {
        self.known.lock().unwrap().status = status;
    }

    /// The logout tokens that arrived.
    pub fn logouts(&self) -> Vec<String> {
        self.known.lock().unwrap().logouts.clone()
    }
}

async fn jwks(State(known): Shared) -> Result<Json<Value>, StatusCode> {
    let mut known = known.lock().unwrap();
    known.asked_for_keys += 1;
    match known.status {
        Some(status) => Err(status),
        None => Ok(Json(json!({ "keys": known.keys }))),
    }
}

async fn sector(State(known): Shared) -> Json<Value> {
    Json(known.lock().unwrap().sector.clone())
}

async fn request(State(known): Shared) -> impl axum::response::IntoResponse {
    let mut known = known.lock().unwrap();
    known.asked_for_requests += 1;
    let (media_type, object) = known.request.clone();
    ([(header::CONTENT_TYPE, media_type)], object)
}

async fn logout(State(known): Shared, headers: axum::http::HeaderMap, form: String) -> StatusCode {
    let mut known = known.lock().unwrap();
    if let Some(status) = known.status {
        return status;
    }
    assert_eq!(
        headers[header::CONTENT_TYPE],
        "application/x-www-form-urlencoded"
    );
    known
        .logouts
        .push(form.strip_prefix("logout_token=").unwrap().to_owned());
    StatusCode::OK
}
