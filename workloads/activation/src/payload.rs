//! What the profile says at the moment of sending.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde_json::{Map, Value};
use sqlx::{PgPool, Row, types::Json};
use uuid::Uuid;

/// An event as the profile keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name.
    pub name: String,
    /// Everything that was kept of it.
    pub properties: Map<String, Value>,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// Events and current attributes of the people in one batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profiles {
    /// By id; an event that was deleted is missing.
    pub events: HashMap<Uuid, Event>,
    /// By person, then by name.
    pub attributes: HashMap<String, BTreeMap<String, Value>>,
}

/// Reads events, and of their people only the attributes that are asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn read(
    pool: &PgPool,
    events: &[Uuid],
    subjects: &[&str],
    attributes: &[&str],
) -> Result<Profiles, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let mut profiles = Profiles::default();
    for row in sqlx::query(
        "SELECT id, name, properties, occurred_at FROM profile.event WHERE id = ANY($1)",
    )
    .bind(events)
    .fetch_all(&mut *connection)
    .await?
    {
        let event = Event {
            name: row.try_get("name")?,
            properties: row.try_get::<Json<_>, _>("properties")?.0,
            occurred_at: row
                .try_get::<jiff_sqlx::Timestamp, _>("occurred_at")?
                .to_jiff(),
        };
        profiles.events.insert(row.try_get("id")?, event);
    }
    for row in sqlx::query(
        "SELECT sub, name, value FROM profile.current_attribute WHERE sub = ANY($1) AND name = ANY($2)",
    )
    .bind(subjects)
    .bind(attributes)
    .fetch_all(&mut *connection)
    .await?
    {
        let value = row.try_get::<Json<Value>, _>("value")?.0;
        profiles.attributes.entry(row.try_get("sub")?).or_default().insert(row.try_get("name")?, value);
    }
    Ok(profiles)
}
