//! The region's activation as the portal sees it.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use domicile_bundle::status::Workload;
use serde_json::{Value, json};

use crate::{beside, world::World};

/// What it says of everybody.
#[derive(Clone)]
pub struct Activation(Arc<Mutex<Result<Value, StatusCode>>>);

impl Activation {
    pub async fn listen(world: &World, region: &'static str) -> Self {
        let activation = Self(Arc::new(Mutex::new(Ok(json!([])))));
        let router = Router::new()
            .route("/mesh/v1/persons/{sub}", get(tell))
            .with_state(activation.clone());
        beside::listen(world, Workload::Activation, region, router).await;
        activation
    }

    /// Says this from now on.
    pub fn say(&self, recipients: Value) {
        self.answer_with(Ok(recipients));
    }

    /// Says nothing of anybody from now on.
    pub fn fall_silent(&self) {
        self.answer_with(Err(StatusCode::INTERNAL_SERVER_ERROR));
    }

    fn answer_with(&self, answer: Result<Value, StatusCode>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }
}

async fn tell(State(activation): State<Activation>) -> Result<Json<Value>, StatusCode> {
    let recipients = activation
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone()?;
    Ok(Json(json!({ "recipients": recipients })))
}
