//! What the auth workload of this region is asked about a person, over the mesh.

use reqwest::{Method, Response};
use serde_json::Value;

use crate::{ProfileStore, StoreError, Subject};

/// Auth removes credentials, sessions, identifiers and codes. Repeating it changes nothing.
///
/// # Errors
/// When it does not answer, or could not.
pub async fn forget(store: &ProfileStore, subject: &Subject) -> Result<(), StoreError> {
    ask(store, Method::DELETE, subject).await.map(drop)
}

/// Everything that auth keeps of the person, for their copy.
///
/// # Errors
/// When it does not answer, or could not.
pub async fn told(store: &ProfileStore, subject: &Subject) -> Result<Value, StoreError> {
    let response = ask(store, Method::GET, subject).await?;
    response.json().await.map_err(unanswered)
}

async fn ask(
    store: &ProfileStore,
    method: Method,
    subject: &Subject,
) -> Result<Response, StoreError> {
    let loaded = store.bundle();
    let region = loaded.bundle.own_region().ok_or_else(|| StoreError::Peer {
        peer: "auth",
        problem: "the bundle has no entry of this region".to_owned(),
    })?;
    let url = format!("{}/mesh/v1/persons/{}", region.mesh.auth, subject.as_str());
    let request = store.context.mesh_client().request(method, url);
    let response = request.send().await.map_err(unanswered)?;
    response.error_for_status().map_err(unanswered)
}

/// Without the address: it names the person.
fn unanswered(error: reqwest::Error) -> StoreError {
    StoreError::Peer {
        peer: "auth",
        problem: error.without_url().to_string(),
    }
}
