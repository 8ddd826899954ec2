//! Decisions about purposes, for auth of the same region.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domicile_bundle::{Bundle, status::Workload};
use domicile_consent::{DecisionKind, NewRecord, PurposeState, ledger, state};
use domicile_service::{Problem, mesh::PeerIdentity};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{invalid, subject};
use crate::{
    ProfileStore, StoreError, Subject,
    decision::{self, Place},
    person,
};

/// Most decisions in one request.
const MOST_DECISIONS: usize = 200;

/// What a person decided about one purpose when asked at registration or later at sign-in.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Decided {
    purpose: String,
    decision: Choice,
    document_version: String,
    language: String,
    brand: String,
    application: String,
    page: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum Choice {
    Given,
    Denied,
}

impl Choice {
    const fn kind(self) -> DecisionKind {
        match self {
            Self::Given => DecisionKind::Given,
            Self::Denied => DecisionKind::Denied,
        }
    }
}

/// What a person last decided about one purpose.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PurposeDecision {
    purpose: String,
    decision: Option<DecisionKind>,
    document_version: Option<String>,
}

/// `POST /mesh/v1/persons/{sub}/decisions`: answers once the decisions are in force. Repeating it appends nothing.
pub(super) async fn decide(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
    Json(decided): Json<Vec<Decided>>,
) -> Result<StatusCode, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    if decided.len() > MOST_DECISIONS {
        return Err(invalid("Too many decisions in one request."));
    }
    let loaded = store.bundle();
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    let states = states_of_person(&mut connection, &subject).await?;
    drop(connection);
    let records = decided
        .iter()
        .filter(|decided| !is_known(&states, decided))
        .map(|decided| record(&loaded.bundle, &subject, decided))
        .collect::<Result<Vec<_>, _>>()?;
    if !records.is_empty() {
        ledger::decide(&store.pool, &records)
            .await
            .map_err(StoreError::from)?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /mesh/v1/persons/{sub}/purposes`: every purpose of the tenant with the latest decision.
pub(super) async fn purposes(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
) -> Result<Json<Vec<PurposeDecision>>, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    let bundle = &store.bundle().bundle;
    Ok(Json(of_person(&mut connection, bundle, &subject).await?))
}

/// Every purpose of the tenant with the latest decision of a person.
pub(super) async fn of_person(
    connection: &mut PgConnection,
    bundle: &Bundle,
    subject: &Subject,
) -> Result<Vec<PurposeDecision>, StoreError> {
    let states = states_of_person(connection, subject).await?;
    let decided = |name: &str| states.iter().find(|state| state.purpose == name);
    let purposes = bundle.purposes.iter();
    Ok(purposes
        .map(|purpose| PurposeDecision {
            purpose: purpose.name.clone(),
            decision: decided(&purpose.name).map(|state| state.decision),
            document_version: decided(&purpose.name).map(|state| state.document_version.clone()),
        })
        .collect())
}

async fn states_of_person(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<Vec<PurposeState>, StoreError> {
    person::find(connection, subject)
        .await?
        .ok_or(StoreError::Gone)?;
    Ok(state::of(connection, subject.as_str()).await?)
}

fn is_known(states: &[PurposeState], decided: &Decided) -> bool {
    states.iter().any(|state| {
        state.purpose == decided.purpose
            && state.decision == decided.decision.kind()
            && state.document_version == decided.document_version
    })
}

fn record(bundle: &Bundle, subject: &Subject, decided: &Decided) -> Result<NewRecord, Problem> {
    let purpose = bundle.purpose(&decided.purpose).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "purpose-unknown",
            "A decision names an unknown purpose.",
        )
    })?;
    let place = Place {
        application: &decided.application,
        page: &decided.page,
        language: &decided.language,
        brand: &decided.brand,
    };
    Ok(decision::record(
        bundle,
        subject,
        purpose,
        &decided.document_version,
        decided.decision.kind(),
        &place,
    ))
}
