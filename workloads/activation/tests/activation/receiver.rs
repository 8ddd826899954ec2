//! A target on the loopback interface: keeps what comes, answers as it is told, and can be made to wait.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::IntoResponse,
};
use ring::hmac;
use tokio::sync::watch;

use crate::configuration::SECRET;

/// What came in one request.
#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Received {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Verifies as the Standard Webhooks specification says, with another HMAC than the one that signed.
    pub fn is_signed(&self) -> bool {
        let key = base64(SECRET.strip_prefix("whsec_").unwrap());
        let mut signed = format!(
            "{}.{}.",
            self.header("webhook-id"),
            self.header("webhook-timestamp")
        )
        .into_bytes();
        signed.extend_from_slice(&self.body);
        self.header("webhook-signature")
            .split(' ')
            .filter_map(|one| one.strip_prefix("v1,"))
            .any(|signature| {
                hmac::verify(
                    &hmac::Key::new(hmac::HMAC_SHA256, &key),
                    &signed,
                    &base64(signature),
                )
                .is_ok()
            })
    }
}

fn base64(text: &str) -> Vec<u8> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(text).unwrap()
}

#[derive(Debug)]
struct Inner {
    received: Mutex<Vec<Received>>,
    status: AtomicU16,
    open: watch::Sender<bool>,
}

/// The running receiver.
#[derive(Clone, Debug)]
pub struct Receiver {
    inner: Arc<Inner>,
    pub address: SocketAddr,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Inner {
            received: Mutex::default(),
            status: AtomicU16::new(204),
            open: watch::Sender::new(true),
        });
        let app = Router::new()
            .fallback(receive)
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { inner, address }
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        self.inner.status.store(status, Ordering::SeqCst);
    }

    /// Keeps requests without an answer, or answers them again.
    pub fn hold(&self, hold: bool) {
        self.inner.open.send_replace(!hold);
    }

    pub fn received(&self) -> Vec<Received> {
        self.inner.received.lock().unwrap().clone()
    }

    pub fn received_on(&self, path: &str) -> Vec<Received> {
        self.received()
            .into_iter()
            .filter(|one| one.path == path)
            .collect()
    }
}

async fn receive(
    State(inner): State<Arc<Inner>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    inner.received.lock().unwrap().push(Received {
        path: uri.path().to_owned(),
        headers,
        body,
    });
    inner.open.subscribe().wait_for(|open| *open).await.unwrap();
    let status = StatusCode::from_u16(inner.status.load(Ordering::SeqCst)).unwrap();
    (status, [("location", "/elsewhere")], "answer")
}
