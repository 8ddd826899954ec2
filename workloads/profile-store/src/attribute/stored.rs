//! Reading and writing attributes.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, MergeRule};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::{PgConnection, Row, postgres::PgRow};

use super::merge::{self, Candidate};
use crate::{StoreError, Subject};

/// Keeps new values of a person and brings the current ones up to date, inside the caller's transaction and under the
/// person's lock ([`crate::person::lock`]).
///
/// # Errors
/// When the database does not answer.
pub async fn keep(
    connection: &mut PgConnection,
    bundle: &Bundle,
    subject: &Subject,
    values: &[(String, Candidate)],
) -> Result<(), StoreError> {
    for (name, candidate) in values {
        let rule = rule_of(bundle, name);
        if replaces_own(connection, subject, name, candidate, rule).await? {
            write(connection, subject, name, candidate).await?;
            refresh(connection, bundle, subject, name).await?;
        }
    }
    Ok(())
}

/// Forgets what a source said of a person, inside the caller's transaction and under the person's lock.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(
    connection: &mut PgConnection,
    bundle: &Bundle,
    subject: &Subject,
    source: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM profile.current_attribute WHERE sub = $1 AND source = $2")
        .bind(subject.as_str())
        .bind(source)
        .execute(&mut *connection)
        .await?;
    let names: Vec<String> = sqlx::query_scalar(
        "DELETE FROM profile.attribute WHERE sub = $1 AND source = $2 RETURNING name",
    )
    .bind(subject.as_str())
    .bind(source)
    .fetch_all(&mut *connection)
    .await?;
    for name in names {
        refresh(connection, bundle, subject, &name).await?;
    }
    Ok(())
}

/// The current values of a person, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn current(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<BTreeMap<String, Candidate>, StoreError> {
    let rows = sqlx::query(
        "SELECT current.name, current.value, current.source, current.purpose, current.observed_at, own.received_at
         FROM profile.current_attribute current
         JOIN profile.attribute own USING (sub, name, source)
         WHERE current.sub = $1",
    )
    .bind(subject.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("name")?, candidate_from(row)?)))
        .collect()
}

/// Every value that any source gave, with the name of its attribute, by name and source.
///
/// # Errors
/// When the database does not answer.
pub async fn all(
    connection: &mut PgConnection,
    subject: &Subject,
) -> Result<Vec<(String, Candidate)>, StoreError> {
    let rows = sqlx::query(
        "SELECT name, value, source, purpose, observed_at, received_at
         FROM profile.attribute WHERE sub = $1 ORDER BY name, source",
    )
    .bind(subject.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get("name")?, candidate_from(row)?)))
        .collect()
}

/// Computes the current value of one attribute again.
///
/// # Errors
/// When the database does not answer.
pub async fn refresh(
    connection: &mut PgConnection,
    bundle: &Bundle,
    subject: &Subject,
    name: &str,
) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT value, source, purpose, observed_at, received_at FROM profile.attribute WHERE sub = $1 AND name = $2",
    )
    .bind(subject.as_str())
    .bind(name)
    .fetch_all(&mut *connection)
    .await?;
    let candidates = rows
        .iter()
        .map(candidate_from)
        .collect::<Result<Vec<_>, StoreError>>()?;
    let Some(winner) = merge::winner(rule_of(bundle, name), &candidates, &bundle.sources) else {
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO profile.current_attribute (sub, name, value, source, purpose, observed_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (sub, name) DO UPDATE SET value = excluded.value, source = excluded.source,
             purpose = excluded.purpose, observed_at = excluded.observed_at",
    )
    .bind(subject.as_str())
    .bind(name)
    .bind(&winner.value)
    .bind(&winner.source)
    .bind(&winner.purpose)
    .bind(winner.observed_at.to_sqlx())
    .execute(connection)
    .await?;
    Ok(())
}

/// An attribute that left the schema keeps its values, and the newest one is current until it returns.
fn rule_of(bundle: &Bundle, name: &str) -> MergeRule {
    bundle
        .attributes
        .iter()
        .find(|attribute| attribute.name == name)
        .map_or(MergeRule::MostRecent, |attribute| attribute.merge)
}

async fn replaces_own(
    connection: &mut PgConnection,
    subject: &Subject,
    name: &str,
    candidate: &Candidate,
    rule: MergeRule,
) -> Result<bool, StoreError> {
    let older: Option<jiff_sqlx::Timestamp> = sqlx::query_scalar(
        "SELECT observed_at FROM profile.attribute WHERE sub = $1 AND name = $2 AND source = $3",
    )
    .bind(subject.as_str())
    .bind(name)
    .bind(&candidate.source)
    .fetch_optional(connection)
    .await?;
    Ok(older
        .is_none_or(|older| merge::takes_place_of(rule, older.to_jiff(), candidate.observed_at)))
}

async fn write(
    connection: &mut PgConnection,
    subject: &Subject,
    name: &str,
    candidate: &Candidate,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO profile.attribute (sub, name, value, source, purpose, observed_at, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (sub, name, source) DO UPDATE SET value = excluded.value, purpose = excluded.purpose,
             observed_at = excluded.observed_at, received_at = excluded.received_at",
    )
    .bind(subject.as_str())
    .bind(name)
    .bind(&candidate.value)
    .bind(&candidate.source)
    .bind(&candidate.purpose)
    .bind(candidate.observed_at.to_sqlx())
    .bind(candidate.received_at.to_sqlx())
    .execute(connection)
    .await?;
    Ok(())
}

fn candidate_from(row: &PgRow) -> Result<Candidate, StoreError> {
    let time = |column: &str| -> Result<Timestamp, sqlx::Error> {
        Ok(row.try_get::<jiff_sqlx::Timestamp, _>(column)?.to_jiff())
    };
    Ok(Candidate {
        value: row.try_get::<Value, _>("value")?,
        source: row.try_get("source")?,
        purpose: row.try_get("purpose")?,
        observed_at: time("observed_at")?,
        received_at: time("received_at")?,
    })
}
