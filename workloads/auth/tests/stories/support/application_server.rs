//! A server of an application: publishes keys, is told of logouts, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    routing::{get, post},
};
use axum_server::tls_rustls::RustlsConfig;
use domicile_bundle::Bundle;
use serde_json::{Value, json};

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
}

type Shared = State<Arc<Mutex<Known>>>;

impl ApplicationServer {
    pub async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let certified = rcgen::generate_simple_self_signed(["localhost".into()]).unwrap();
        let authority = certified.cert.pem();
        let key = certified.signing_key.serialize_pem();
        let config = RustlsConfig::from_pem(authority.clone().into(), key.into())
            .await
            .unwrap();
        let known = Arc::<Mutex<Known>>::default();
        let router = Router::new()
            .route("/jwks", get(jwks))
            .route("/logout", post(logout))
            .with_state(Arc::clone(&known));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        tokio::spawn(server.serve(router.into_make_service()));
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
