//! What the other workloads of this region are asked about a person, over the mesh.

use domicile_bundle::MeshAddresses;
use jiff::Timestamp;
use reqwest::{Method, Response};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{ProfileStore, StoreError, Subject};

/// What one target received of a person for one purpose. Names, never values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// `<namespace>/<name>` of the `ActivationTarget`.
    pub target: String,
    /// Who it is, where somebody says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Where it processes; nothing once the target is not configured any more.
    pub jurisdiction: Option<String>,
    /// What for.
    pub purpose: String,
    /// Names of the attributes that it received.
    pub attributes: Vec<String>,
    /// Names of the events that it received.
    pub events: Vec<String>,
    /// How often something was sent; a repetition counts.
    pub times: i64,
    /// When for the first time.
    pub first_at: Timestamp,
    /// When for the last time.
    pub last_at: Timestamp,
}

/// A workload of this region that keeps something of people too.
#[derive(Clone, Copy)]
enum Peer {
    Auth,
    Activation,
}

impl Peer {
    const fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Activation => "activation",
        }
    }

    fn address(self, mesh: &MeshAddresses) -> &str {
        match self {
            Self::Auth => &mesh.auth,
            Self::Activation => &mesh.activation,
        }
    }

    fn failed(self, problem: String) -> StoreError {
        StoreError::Peer {
            peer: self.name(),
            problem,
        }
    }

    /// Without the address: it names the person.
    fn unanswered(self, error: reqwest::Error) -> StoreError {
        self.failed(error.without_url().to_string())
    }
}

/// Auth removes credentials, sessions, identifiers and codes. Repeating it changes nothing.
///
/// # Errors
/// When it does not answer, or could not.
pub async fn forget(store: &ProfileStore, subject: &Subject) -> Result<(), StoreError> {
    ask(store, Peer::Auth, Method::DELETE, subject)
        .await
        .map(drop)
}

/// Everything that auth keeps of the person, for their copy.
///
/// # Errors
/// When it does not answer, or could not.
pub async fn sign_in(store: &ProfileStore, subject: &Subject) -> Result<Value, StoreError> {
    told(store, Peer::Auth, subject).await
}

/// Who received data of the person from activation.
///
/// # Errors
/// When it does not answer, or could not.
pub async fn recipients(
    store: &ProfileStore,
    subject: &Subject,
) -> Result<Vec<Recipient>, StoreError> {
    #[derive(Deserialize)]
    struct Told {
        recipients: Vec<Recipient>,
    }
    let told: Told = told(store, Peer::Activation, subject).await?;
    Ok(told.recipients)
}

async fn told<T: DeserializeOwned>(
    store: &ProfileStore,
    peer: Peer,
    subject: &Subject,
) -> Result<T, StoreError> {
    let response = ask(store, peer, Method::GET, subject).await?;
    response
        .json()
        .await
        .map_err(|error| peer.unanswered(error))
}

async fn ask(
    store: &ProfileStore,
    peer: Peer,
    method: Method,
    subject: &Subject,
) -> Result<Response, StoreError> {
    let loaded = store.bundle();
    let region = loaded
        .bundle
        .own_region()
        .ok_or_else(|| peer.failed("the bundle has no entry of this region".to_owned()))?;
    let address = peer.address(&region.mesh);
    let url = format!("{address}/mesh/v1/persons/{}", subject.as_str());
    let request = store.context.mesh_client().request(method, url);
    request
        .send()
        .await
        .and_then(Response::error_for_status)
        .map_err(|error| peer.unanswered(error))
}
