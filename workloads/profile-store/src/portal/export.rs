//! The copy of a person's data (GDPR, Art. 15(3)), in a structured and machine-readable form (Art. 20(1)).
//!
//! What there is few of is read first, so that a part that cannot be had fails as a page does. Events follow page by
//! page while the browser takes them: nobody's history is held in memory.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domicile_consent::{Record, ledger};
use domicile_pages::security_headers;
use futures::stream;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::{failure::Failure, signed_in::SignedIn};
use crate::{
    ProfileStore, StoreError, Subject,
    attribute::{merge::Candidate, stored},
    event::{self, Position},
    identifier,
    peers::{self, Recipient},
};

/// Where it is.
pub(super) const PATH: &str = "/export";
/// Events that are read at once.
const PAGE: i64 = 500;

/// Everything but the events.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Copy {
    made_at: Timestamp,
    issuer: String,
    region: String,
    jurisdiction: String,
    person: Registration,
    identifiers: Vec<identifier::Kept>,
    attributes: Vec<Attribute>,
    decisions: Vec<Record>,
    sign_in: Value,
    recipients: Vec<Recipient>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Registration {
    sub: String,
    country: String,
    language: String,
    brand: String,
    application: String,
    created_at: Timestamp,
}

/// What one source says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Attribute {
    name: String,
    value: Value,
    source: String,
    purpose: String,
    observed_at: Timestamp,
    received_at: Timestamp,
    /// Whether it is this one that is used.
    current: bool,
}

/// `GET /export`.
pub(super) async fn download(
    State(store): State<ProfileStore>,
    signed_in: SignedIn,
) -> Result<Response, Failure> {
    let visit = &signed_in.visit;
    let copy = copy(&store, &signed_in)
        .await
        .map_err(|error| visit.broken(error))?;
    let beginning = serde_json::to_string(&copy).map_err(|_| Failure::unrendered())?;
    tracing::info!(
        person = store.context.pseudonym(signed_in.person.subject.as_str()),
        "a person has taken a copy of their data"
    );
    let body = Body::from_stream(parts(store, signed_in.person.subject, beginning));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    security_headers::apply(headers, "default-src 'none'; frame-ancestors 'none'");
    for (name, value) in [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-data.json\"",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

async fn copy(store: &ProfileStore, signed_in: &SignedIn) -> Result<Copy, StoreError> {
    let person = &signed_in.person;
    let bundle = &signed_in.visit.loaded.bundle;
    // Asked before a connection is taken, which would be held while waiting.
    let (sign_in, recipients) = tokio::try_join!(
        peers::sign_in(store, &person.subject),
        peers::recipients(store, &person.subject)
    )?;
    let mut connection = store.pool.acquire().await?;
    let current = stored::current(&mut connection, &person.subject).await?;
    let attribute = |(name, own): (String, Candidate)| Attribute {
        current: current
            .get(&name)
            .is_some_and(|winner| winner.source == own.source),
        name,
        value: own.value,
        source: own.source,
        purpose: own.purpose,
        observed_at: own.observed_at,
        received_at: own.received_at,
    };
    Ok(Copy {
        made_at: Timestamp::now(),
        issuer: bundle.issuer.clone(),
        region: bundle.region.clone(),
        jurisdiction: bundle
            .own_region()
            .map_or_else(String::new, |region| region.jurisdiction.clone()),
        person: Registration {
            sub: person.subject.as_str().to_owned(),
            country: person.country.clone(),
            language: person.language.clone(),
            brand: person.brand.clone(),
            application: person.application.clone(),
            created_at: person.created_at,
        },
        identifiers: identifier::of_person(&mut connection, &person.subject).await?,
        attributes: stored::all(&mut connection, &person.subject)
            .await?
            .into_iter()
            .map(attribute)
            .collect(),
        decisions: ledger::records_of(&mut connection, person.subject.as_str()).await?,
        sign_in,
        recipients,
    })
}

/// How far the answer is.
enum Progress {
    Beginning(String),
    /// After this event; whether one was written already.
    Events(Option<Position>),
    Over,
}

/// The document in pieces. When an event cannot be read, the answer breaks off, and what was taken is no JSON: half a copy
/// never looks like a whole one.
fn parts(
    store: ProfileStore,
    subject: Subject,
    beginning: String,
) -> impl futures::Stream<Item = Result<Bytes, StoreError>> {
    stream::try_unfold(Progress::Beginning(beginning), move |progress| {
        let (store, subject) = (store.clone(), subject.clone());
        async move {
            match progress {
                Progress::Over => Ok(None),
                Progress::Beginning(mut text) => {
                    // The object goes on with its last member.
                    text.pop();
                    text.push_str(",\"events\":[");
                    Ok(Some((Bytes::from(text), Progress::Events(None))))
                }
                Progress::Events(after) => events(&store, &subject, after).await.map(Some),
            }
        }
    })
}

async fn events(
    store: &ProfileStore,
    subject: &Subject,
    after: Option<Position>,
) -> Result<(Bytes, Progress), StoreError> {
    let found = async {
        let mut connection = store.pool.acquire().await?;
        event::following(&mut connection, subject, after, PAGE).await
    };
    let found = found.await.inspect_err(|error| {
        tracing::warn!(%error, "a copy of a person's data broke off");
    })?;
    let mut text = String::new();
    let mut first = after.is_none();
    for event in &found {
        if !std::mem::take(&mut first) {
            text.push(',');
        }
        let event = serde_json::to_string(event).map_err(|_| StoreError::UnknownValue("event"))?;
        text.push_str(&event);
    }
    Ok(match found.last() {
        Some(last) => (Bytes::from(text), Progress::Events(Some(last.position()))),
        None => (Bytes::from_static(b"]}"), Progress::Over),
    })
}
