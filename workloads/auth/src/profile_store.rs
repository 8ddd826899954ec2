//! The profile-store of this region, as sign-in sees it. Every call may be repeated.

use domicile_bundle::Bundle;
use domicile_consent::DecisionKind;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Why the profile-store did not do it. Texts carry nothing of a person.
#[derive(Debug, thiserror::Error)]
pub enum ProfileStoreError {
    /// No answer.
    #[error("no answer ({0})")]
    Unreachable(&'static str),
    /// Another answer than agreed.
    #[error("it answered {0}")]
    Status(StatusCode),
    /// The bundle does not say where it is.
    #[error("its address is not known")]
    Address,
}

/// A person to be made, or to be found made already.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPerson<'a> {
    /// Country of residence (ISO 3166-1 alpha-2).
    pub country: &'a str,
    /// BCP 47 tag of the language of the pages.
    pub language: &'a str,
    /// Brand where the person registered.
    pub brand: &'a str,
    /// Address that the person proved.
    pub email: &'a str,
    /// Given name.
    pub given_name: &'a str,
    /// Family name; some people have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<&'a str>,
    /// Application where the person registered.
    pub application: &'a str,
}

/// What a person decided about one purpose.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewDecision {
    /// Purpose.
    pub purpose: String,
    /// Given or denied.
    pub decision: DecisionKind,
    /// Version of the document that was shown.
    pub document_version: String,
    /// Language in which it was shown.
    pub language: String,
    /// Brand that showed it.
    pub brand: String,
    /// Application for which it was shown.
    pub application: String,
    /// Page that showed it.
    pub page: String,
}

/// The current state of one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurposeState {
    /// Purpose.
    pub purpose: String,
    /// The latest decision, if there was one.
    pub decision: Option<DecisionKind>,
    /// Version of the document that it was about.
    pub document_version: Option<String>,
}

/// What is known of a person, read at once.
#[derive(Debug, Deserialize)]
pub struct KnownPerson {
    /// Current values by attribute.
    pub attributes: Map<String, Value>,
    /// The current state of every purpose.
    pub purposes: Vec<PurposeState>,
}

/// Where a person lives.
#[derive(Deserialize)]
struct Residence {
    country: String,
}

/// A value that a provider said of a person, who lets us keep it.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProvidedValue {
    /// Attribute that it is kept as.
    pub attribute: String,
    /// Purpose that it is kept for.
    pub purpose: String,
    /// The value.
    pub value: Value,
}

/// A value that a person typed because an application asked for it.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypedValue {
    /// Attribute that it is kept as.
    pub attribute: String,
    /// Purpose that it was asked for.
    pub purpose: String,
    /// The value.
    pub value: Value,
}

/// Calls over the mesh.
pub struct ProfileStore<'a> {
    client: Client,
    address: &'a str,
}

impl<'a> ProfileStore<'a> {
    /// The one of this region.
    ///
    /// # Errors
    /// When the bundle does not name this region.
    pub fn of(client: Client, bundle: &'a Bundle) -> Result<Self, ProfileStoreError> {
        let region = bundle.own_region().ok_or(ProfileStoreError::Address)?;
        Ok(Self {
            client,
            address: &region.mesh.profile_store,
        })
    }

    /// Makes the person, if that did not happen yet.
    pub async fn put_person(
        &self,
        sub: &str,
        person: &NewPerson<'_>,
    ) -> Result<(), ProfileStoreError> {
        done(self.request(Method::PUT, sub, "").json(person))
            .await
            .map(drop)
    }

    /// Records decisions.
    pub async fn decide(
        &self,
        sub: &str,
        decisions: &[NewDecision],
    ) -> Result<(), ProfileStoreError> {
        done(
            self.request(Method::POST, sub, "/decisions")
                .json(decisions),
        )
        .await
        .map(drop)
    }

    /// The current value of every attribute and the current state of every purpose.
    pub async fn person(&self, sub: &str) -> Result<KnownPerson, ProfileStoreError> {
        read(done(self.request(Method::GET, sub, "")).await?).await
    }

    /// The current state of every purpose.
    pub async fn purposes(&self, sub: &str) -> Result<Vec<PurposeState>, ProfileStoreError> {
        read(done(self.request(Method::GET, sub, "/purposes")).await?).await
    }

    /// The current value of every attribute.
    pub async fn attributes(&self, sub: &str) -> Result<Map<String, Value>, ProfileStoreError> {
        read(done(self.request(Method::GET, sub, "/attributes")).await?).await
    }

    /// The country of residence (ISO 3166-1 alpha-2).
    pub async fn residence(&self, sub: &str) -> Result<String, ProfileStoreError> {
        let answer = done(self.request(Method::GET, sub, "/residence")).await?;
        let residence: Residence = read(answer).await?;
        Ok(residence.country)
    }

    /// Keeps what a provider said, with the provider as its source.
    pub async fn keep_provided(
        &self,
        sub: &str,
        provider: &str,
        values: Vec<ProvidedValue>,
    ) -> Result<(), ProfileStoreError> {
        let body = serde_json::json!({ "provider": provider, "values": values });
        done(self.request(Method::POST, sub, "/attributes").json(&body))
            .await
            .map(drop)
    }

    /// Forgets what a provider said.
    pub async fn forget_provided(
        &self,
        sub: &str,
        provider: &str,
    ) -> Result<(), ProfileStoreError> {
        let path = format!("/providers/{provider}");
        done(self.request(Method::DELETE, sub, &path))
            .await
            .map(drop)
    }

    /// Keeps what the person typed at sign-in.
    pub async fn keep_typed(
        &self,
        sub: &str,
        values: Vec<TypedValue>,
    ) -> Result<(), ProfileStoreError> {
        let body = serde_json::json!({ "values": values });
        done(self.request(Method::POST, sub, "/attributes").json(&body))
            .await
            .map(drop)
    }

    fn request(&self, method: Method, sub: &str, rest: &str) -> RequestBuilder {
        self.client.request(
            method,
            format!("{}/mesh/v1/persons/{sub}{rest}", self.address),
        )
    }
}

async fn done(request: RequestBuilder) -> Result<reqwest::Response, ProfileStoreError> {
    let response = request
        .send()
        .await
        .map_err(|error| unreachable_because(&error))?;
    if response.status().is_success() {
        Ok(response)
    } else {
        Err(ProfileStoreError::Status(response.status()))
    }
}

async fn read<T: serde::de::DeserializeOwned>(
    response: reqwest::Response,
) -> Result<T, ProfileStoreError> {
    response
        .json()
        .await
        .map_err(|error| unreachable_because(&error))
}

/// The client's own texts quote the address, which names a person.
fn unreachable_because(error: &reqwest::Error) -> ProfileStoreError {
    ProfileStoreError::Unreachable(if error.is_timeout() {
        "timed out"
    } else if error.is_connect() {
        "no connection"
    } else if error.is_decode() {
        "the answer is not what was agreed"
    } else {
        "the connection failed"
    })
}
