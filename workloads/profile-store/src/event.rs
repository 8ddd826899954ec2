//! What happened.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{StoreError, Subject, outbox};

/// Whose event it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A person homed here: the event is delivered to targets.
    Person(Subject),
    /// Somebody who is not known: the event is kept under the source's own identifier and never delivered.
    Anonymous(String),
}

/// An event to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Whose.
    pub owner: Owner,
    /// Name, as the schema knows it.
    pub name: String,
    /// Properties that the schema knows.
    pub properties: Map<String, Value>,
    /// `<namespace>/<name>` of the source.
    pub source: String,
    /// Purpose under which the source collects.
    pub purpose: String,
    /// The source's own name for the message: the same one is kept once.
    pub message_id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it came to us.
    pub received_at: Timestamp,
}

/// Whether an event was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new, and in the outbox if a person's.
    Now,
    /// The same message came before.
    Before,
}

/// Keeps an event and tells activation of it, inside the caller's transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(connection: &mut PgConnection, event: &Event) -> Result<Kept, StoreError> {
    let id = Uuid::now_v7();
    let (subject, anonymous) = match &event.owner {
        Owner::Person(subject) => (Some(subject.as_str()), None),
        Owner::Anonymous(id) => (None, Some(id.as_str())),
    };
    let inserted = sqlx::query(
        "INSERT INTO profile.event
             (id, sub, anonymous_id, name, properties, source, purpose, message_id, occurred_at, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (source, message_id) DO NOTHING",
    )
    .bind(id)
    .bind(subject)
    .bind(anonymous)
    .bind(&event.name)
    .bind(Value::Object(event.properties.clone()))
    .bind(&event.source)
    .bind(&event.purpose)
    .bind(&event.message_id)
    .bind(event.occurred_at.to_sqlx())
    .bind(event.received_at.to_sqlx())
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(Kept::Before);
    }
    if let Owner::Person(subject) = &event.owner {
        outbox::append(connection, id, subject).await?;
    }
    Ok(Kept::Now)
}

/// An event as it is shown to the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Name.
    pub name: String,
    /// Properties.
    pub properties: Map<String, Value>,
    /// `<namespace>/<name>` of the source.
    pub source: String,
    /// Purpose under which the source collects.
    pub purpose: String,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// The latest events of a person, newest first, and how many there are in all.
///
/// # Errors
/// When the database does not answer.
pub async fn latest(
    connection: &mut PgConnection,
    subject: &Subject,
    most: i64,
) -> Result<(Vec<Shown>, i64), StoreError> {
    let rows = sqlx::query(
        "SELECT name, properties, source, purpose, occurred_at FROM profile.event
         WHERE sub = $1 ORDER BY occurred_at DESC, id DESC LIMIT $2",
    )
    .bind(subject.as_str())
    .bind(most)
    .fetch_all(&mut *connection)
    .await?;
    let all = sqlx::query_scalar("SELECT count(*) FROM profile.event WHERE sub = $1")
        .bind(subject.as_str())
        .fetch_one(connection)
        .await?;
    Ok((rows.iter().map(shown_from).collect::<Result<_, _>>()?, all))
}

/// An event as it is copied for the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Copied {
    /// Its own name.
    pub id: Uuid,
    /// Name, as the schema knows it.
    pub name: String,
    /// Properties.
    pub properties: Map<String, Value>,
    /// `<namespace>/<name>` of the source.
    pub source: String,
    /// Purpose under which the source collects.
    pub purpose: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it came to us.
    pub received_at: Timestamp,
}

/// Where a person's events are gone on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    occurred_at: Timestamp,
    id: Uuid,
}

impl Copied {
    /// The place of this event.
    pub const fn position(&self) -> Position {
        Position {
            occurred_at: self.occurred_at,
            id: self.id,
        }
    }
}

/// At most so many events of a person after a place, oldest first; from the first one where none is named.
///
/// # Errors
/// When the database does not answer.
pub async fn following(
    connection: &mut PgConnection,
    subject: &Subject,
    after: Option<Position>,
    most: i64,
) -> Result<Vec<Copied>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, properties, source, purpose, occurred_at, received_at FROM profile.event
         WHERE sub = $1 AND ($2::timestamptz IS NULL OR (occurred_at, id) > ($2, $3))
         ORDER BY occurred_at, id LIMIT $4",
    )
    .bind(subject.as_str())
    .bind(after.map(|place| place.occurred_at.to_sqlx()))
    .bind(after.map(|place| place.id))
    .bind(most)
    .fetch_all(connection)
    .await?;
    rows.iter().map(copied_from).collect()
}

fn copied_from(row: &PgRow) -> Result<Copied, StoreError> {
    let shown = shown_from(row)?;
    Ok(Copied {
        id: row.try_get("id")?,
        name: shown.name,
        properties: shown.properties,
        source: shown.source,
        purpose: shown.purpose,
        occurred_at: shown.occurred_at,
        received_at: row
            .try_get::<jiff_sqlx::Timestamp, _>("received_at")?
            .to_jiff(),
    })
}

fn shown_from(row: &PgRow) -> Result<Shown, StoreError> {
    let Value::Object(properties) = row.try_get("properties")? else {
        return Err(StoreError::UnknownValue("event.properties"));
    };
    Ok(Shown {
        name: row.try_get("name")?,
        properties,
        source: row.try_get("source")?,
        purpose: row.try_get("purpose")?,
        occurred_at: row
            .try_get::<jiff_sqlx::Timestamp, _>("occurred_at")?
            .to_jiff(),
    })
}
