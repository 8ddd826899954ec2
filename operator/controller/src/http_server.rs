//! Health, readiness and metrics of the operator itself, over plain HTTP inside the cluster.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use tokio::net::TcpListener;

use crate::metrics::Metrics;

/// What the endpoints answer from.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// Set once every cache is filled. A standby is ready too: it can take over at once.
    caches_filled: Arc<AtomicBool>,
}

impl Health {
    /// Every cache is filled.
    pub fn caches_are_filled(&self) {
        self.caches_filled.store(true, Ordering::Release);
    }
}

/// Serves `/healthz`, `/readyz` and `/metrics` until `stop` resolves.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    address: SocketAddr,
    health: Health,
    metrics: Arc<Metrics>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let router = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(readiness).with_state(health))
        .route("/metrics", get(exposition).with_state(metrics));
    axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await
}

async fn readiness(State(health): State<Health>) -> impl IntoResponse {
    if health.caches_filled.load(Ordering::Acquire) {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "caches are not filled yet")
    }
}

async fn exposition(State(metrics): State<Arc<Metrics>>) -> impl IntoResponse {
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match metrics.encode() {
        Ok(text) => (StatusCode::OK, [("content-type", OPEN_METRICS)], text),
        Err(_) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            [("content-type", "text/plain")],
            String::new(),
        ),
    }
}
