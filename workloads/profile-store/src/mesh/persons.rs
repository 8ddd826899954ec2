//! Registering a person and reading their attributes, for auth of the same region.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use domicile_bundle::{Bundle, IdentifierKind, status::Workload};
use domicile_residency::EmailAddress;
use domicile_service::{Problem, mesh::PeerIdentity};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    decisions::{self, PurposeDecision},
    invalid, subject,
};
use crate::{
    ProfileStore, StoreError, Subject,
    attribute::{
        merge::{Candidate, REGISTRATION},
        registered, stored,
    },
    identifier,
    ingest::time::to_microsecond,
    person::{self, Person, Registered},
};

/// What a person typed when registering; the e-mail address is verified.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Registration {
    country: String,
    language: String,
    brand: String,
    email: String,
    #[serde(default)]
    given_name: String,
    #[serde(default)]
    family_name: String,
    application: String,
}

/// The person that is now here.
#[derive(Debug, Serialize)]
pub(super) struct Here {
    sub: String,
}

/// `PUT /mesh/v1/persons/{sub}`: repeating it changes nothing.
pub(super) async fn register(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
    Json(registration): Json<Registration>,
) -> Result<(StatusCode, Json<Here>), Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let loaded = store.bundle();
    let person = person_of(&loaded.bundle, &sub, &registration)?;
    let email = EmailAddress::parse(&registration.email)
        .map_err(|_| invalid("`email` is no e-mail address."))?;
    let registered = keep(&store, &loaded.bundle, &person, &email, &registration).await?;
    tracing::info!(
        person = store.context.pseudonym(&sub),
        new = registered == Registered::Now,
        "registered"
    );
    let status = match registered {
        Registered::Now => StatusCode::CREATED,
        Registered::Before => StatusCode::OK,
    };
    Ok((status, Json(Here { sub })))
}

/// What sign-in may know of a person.
#[derive(Serialize)]
pub(super) struct Known {
    attributes: BTreeMap<String, Value>,
    purposes: Vec<PurposeDecision>,
}

/// `GET /mesh/v1/persons/{sub}`: attributes and purposes in one answer.
pub(super) async fn known(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
) -> Result<Json<Known>, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    Ok(Json(Known {
        attributes: values(&mut connection, &subject).await?,
        purposes: decisions::of_person(&mut connection, &store.bundle().bundle, &subject).await?,
    }))
}

/// `GET /mesh/v1/persons/{sub}/attributes`: current values by name.
pub(super) async fn attributes(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
) -> Result<Json<BTreeMap<String, Value>>, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    Ok(Json(values(&mut connection, &subject).await?))
}

async fn values(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<BTreeMap<String, Value>, StoreError> {
    person::find(connection, subject)
        .await?
        .ok_or(StoreError::Gone)?;
    let current = stored::current(connection, subject).await?;
    Ok(current
        .into_iter()
        .map(|(name, winner)| (name, winner.value))
        .collect())
}

/// Where a person lives.
#[derive(Serialize)]
pub(super) struct Residence {
    country: String,
}

/// `GET /mesh/v1/persons/{sub}/residence`: the country of residence.
pub(super) async fn residence(
    State(store): State<ProfileStore>,
    peer: PeerIdentity,
    Path(sub): Path<String>,
) -> Result<Json<Residence>, Problem> {
    peer.require_in(Workload::Auth, store.context.region())?;
    let subject = subject(&sub)?;
    let mut connection = store.pool.acquire().await.map_err(StoreError::from)?;
    let person = person::find(&mut connection, &subject)
        .await?
        .ok_or(StoreError::Gone)?;
    let country = person.country;
    Ok(Json(Residence { country }))
}

fn person_of(bundle: &Bundle, sub: &str, registration: &Registration) -> Result<Person, Problem> {
    check_form(registration)?;
    let home = bundle
        .home_of(&registration.country)
        .map(|region| region.name.as_str());
    if home != Some(bundle.region.as_str()) {
        // Nobody is stored where they do not live, whoever asks for it (invariant I1).
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "other-home-region",
            "A resident of this country is homed in another region.",
        ));
    }
    Ok(Person {
        subject: subject(sub)?,
        country: registration.country.clone(),
        language: registration.language.clone(),
        brand: registration.brand.clone(),
        application: registration.application.clone(),
        created_at: to_microsecond(Timestamp::now()),
    })
}

/// What the table would refuse is refused before: PostgreSQL writes the refused row into its log.
fn check_form(registration: &Registration) -> Result<(), Problem> {
    let country = &registration.country;
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(invalid(
            "`country` is two capital letters (ISO 3166-1 alpha-2).",
        ));
    }
    let plain = |text: &String| (1..=200).contains(&text.len()) && !text.contains('\0');
    let texts = [
        &registration.language,
        &registration.brand,
        &registration.application,
    ];
    if texts.into_iter().all(plain) {
        Ok(())
    } else {
        Err(invalid(
            "`language`, `brand` and `application` are texts of 1 to 200 bytes.",
        ))
    }
}

async fn keep(
    store: &ProfileStore,
    bundle: &Bundle,
    person: &Person,
    email: &EmailAddress,
    registration: &Registration,
) -> Result<Registered, StoreError> {
    let subject = &person.subject;
    let typed = [
        ("email", email.written()),
        ("givenName", registration.given_name.as_str()),
        ("familyName", registration.family_name.as_str()),
        ("language", registration.language.as_str()),
        ("country", registration.country.as_str()),
    ];
    let mut transaction = store.pool.begin().await?;
    let registered = person::register(
        &mut transaction,
        person,
        store.digest("sub", subject.as_str()),
    )
    .await?;
    // A repeated registration must not look newer than what came in between: only the first one sets values.
    if registered == Registered::Now {
        let digest = store.digest("email", email.normalised());
        identifier::keep_verified(
            &mut transaction,
            subject,
            IdentifierKind::Email,
            email.normalised(),
            digest,
            person.created_at,
        )
        .await?;
        let values: Vec<_> = registered::attributes(bundle, &typed)
            .into_iter()
            .map(|(name, value, purpose)| (name, candidate(value, purpose, person.created_at)))
            .collect();
        stored::keep(&mut transaction, bundle, subject, &values).await?;
    }
    transaction.commit().await?;
    Ok(registered)
}

fn candidate(value: Value, purpose: String, at: Timestamp) -> Candidate {
    Candidate {
        value,
        source: REGISTRATION.to_owned(),
        purpose,
        observed_at: at,
        received_at: at,
    }
}
