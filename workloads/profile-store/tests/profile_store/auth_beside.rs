//! The region's auth as the portal sees it.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::{delete, post},
};
use domicile_bundle::status::Workload;
use serde_json::json;

use crate::{beside, world::World};

/// What was asked of it.
#[derive(Clone, Default)]
pub struct Auth(Arc<Mutex<Record>>);

#[derive(Default)]
struct Record {
    id_token: String,
    token_requests: Vec<(HeaderMap, String)>,
    forgotten: Vec<String>,
    silent: bool,
}

impl Auth {
    pub async fn listen(world: &World, region: &'static str) -> Self {
        let auth = Self::default();
        let router = Router::new()
            .route("/token", post(token))
            .route("/mesh/v1/persons/{sub}", delete(forget).get(tell))
            .with_state(auth.clone());
        beside::listen(world, Workload::Auth, region, router).await;
        auth
    }

    pub fn give(&self, id_token: String) {
        self.with(|record| record.id_token = id_token);
    }

    /// Tells nothing of anybody, and forgets nobody, from now on.
    pub fn fall_silent(&self) {
        self.with(|record| record.silent = true);
    }

    /// Answers again.
    pub fn answer_again(&self) {
        self.with(|record| record.silent = false);
    }

    pub fn forgotten(&self) -> Vec<String> {
        self.with(|record| record.forgotten.clone())
    }

    pub fn last_token_request(&self) -> (HeaderMap, String) {
        self.with(|record| record.token_requests.last().unwrap().clone())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Record) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn token(
    State(auth): State<Auth>,
    headers: HeaderMap,
    form: String,
) -> Json<serde_json::Value> {
    auth.with(|record| record.token_requests.push((headers, form)));
    Json(json!({ "id_token": auth.with(|record| record.id_token.clone()), "token_type": "Bearer" }))
}

async fn forget(State(auth): State<Auth>, Path(sub): Path<String>) -> StatusCode {
    if auth.with(|record| record.silent) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    auth.with(|record| record.forgotten.push(sub));
    StatusCode::NO_CONTENT
}

async fn tell(
    State(auth): State<Auth>,
    Path(sub): Path<String>,
) -> Result<Json<serde_json::Value>, StatusCode> {
    if auth.with(|record| record.silent) {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    }
    Ok(Json(
        json!({ "documents": [{ "document": "terms", "version": "2026-01" }], "about": sub }),
    ))
}
