//! What a person types at sign-in, and what a provider says about them that they let us keep: for auth of the same
//! region.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domicile_bundle::{Attribute, Bundle, Purpose, status::Workload};
use domicile_consent::{PurposeState, decision::permitted, state};
use domicile_service::{Problem, mesh::PeerIdentity};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{invalid, subject};
use crate::{
    ProfileStore, StoreError,
    attribute::{
        merge::{Candidate, PROVIDER, SIGN_IN},
        stored, value,
    },
    ingest::time::to_microsecond,
    person,
};

/// Most values in one request.
const MOST_VALUES: usize = 32;
/// Longest name of a provider.
const LONGEST_NAME: usize = 63;

/// Values that a person typed or let us keep.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Provided {
    /// Who said them; the person, where nobody is named.
    #[serde(default)]
    provider: Option<String>,
    values: Vec<ProvidedValue>,
}

/// One of them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ProvidedValue {
    attribute: String,
    purpose: String,
    value: Value,
}

/// `POST /mesh/v1/persons/{sub}/attributes`: keeps what schema and purposes permit, with `sign-in` or
/// `provider:<name>` as its source. What they do not is left out: the person's permission to take a value is no consent
/// to its purpose.
pub(super) async fn keep(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
    Json(provided): Json<Provided>,
) -> Result<StatusCode, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    if provided.values.len() > MOST_VALUES {
        return Err(invalid("Too many values in one request."));
    }
    let source = source_of(provided.provider.as_deref())?;
    let loaded = store.bundle();
    let mut transaction = store.pool.begin().await.map_err(StoreError::from)?;
    person::lock(&mut transaction, &subject)
        .await?
        .ok_or(StoreError::Gone)?;
    let states = state::of(&mut transaction, subject.as_str())
        .await
        .map_err(StoreError::from)?;
    let at = to_microsecond(Timestamp::now());
    let values: Vec<_> = provided
        .values
        .into_iter()
        .filter(|one| is_permitted(&loaded.bundle, &states, one))
        .map(|one| {
            let candidate = Candidate {
                value: one.value,
                source: source.clone(),
                purpose: one.purpose,
                observed_at: at,
                received_at: at,
            };
            (one.attribute, candidate)
        })
        .collect();
    stored::keep(&mut transaction, &loaded.bundle, &subject, &values).await?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /mesh/v1/persons/{sub}/providers/{provider}`: forgets what a provider said.
pub(super) async fn forget(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path((sub, provider)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    if !is_name(&provider) {
        return Err(invalid("The path names no provider."));
    }
    let loaded = store.bundle();
    let mut transaction = store.pool.begin().await.map_err(StoreError::from)?;
    person::lock(&mut transaction, &subject)
        .await?
        .ok_or(StoreError::Gone)?;
    let source = format!("{PROVIDER}{provider}");
    stored::forget(&mut transaction, &loaded.bundle, &subject, &source).await?;
    transaction.commit().await.map_err(StoreError::from)?;
    Ok(StatusCode::NO_CONTENT)
}

fn source_of(provider: Option<&str>) -> Result<String, Problem> {
    match provider {
        None => Ok(SIGN_IN.to_owned()),
        Some(name) if is_name(name) => Ok(format!("{PROVIDER}{name}")),
        Some(_) => Err(invalid("`provider` is no name of a provider.")),
    }
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn is_permitted(bundle: &Bundle, states: &[PurposeState], one: &ProvidedValue) -> bool {
    let attribute = bundle
        .attributes
        .iter()
        .find(|attribute| attribute.name == one.attribute);
    let fits = |attribute: &Attribute| {
        attribute.identifier.is_none() && value::fits(&one.value, attribute.attribute_type)
    };
    let covers = |purpose: &Purpose| {
        let latest = states
            .iter()
            .find(|state| state.purpose == purpose.name)
            .map(|state| state.decision);
        purpose.attributes.contains(&one.attribute)
            && permitted(purpose.legal_basis, latest).is_ok()
    };
    attribute.is_some_and(fits) && bundle.purpose(&one.purpose).is_some_and(covers)
}
