//! Who received what of a person: names and times, never a value.

use domicile_bundle::Bundle;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::{PgConnection, PgPool, Row, types::Json};
use uuid::Uuid;

use crate::projection::Disclosed;

/// What one target received of a person for one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// `<namespace>/<name>` of the `ActivationTarget`.
    target: String,
    /// Who it is; nothing where nobody says so, or once the target is not configured any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    /// Where it processes; nothing once the target is not configured any more.
    jurisdiction: Option<String>,
    purpose: String,
    /// Names of the attributes that left.
    attributes: Vec<String>,
    /// Names of the events that left, with the properties that their schema names.
    events: Vec<String>,
    /// How often something left; a repetition counts.
    times: i64,
    first_at: Timestamp,
    last_at: Timestamp,
}

/// Keeps what has left with a delivery, in the transaction that records it.
///
/// The person comes from the delivery, which an erasure deletes: what is recorded later is kept of nobody.
pub(crate) async fn keep(
    connection: &mut PgConnection,
    delivery: Uuid,
    event: &str,
    disclosed: &[Disclosed],
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO activation.disclosure AS known
             (sub, target, purpose, attributes, events, times, first_at, last_at)
         SELECT delivery.sub, delivery.target, part.purpose, part.attributes, ARRAY[$3], 1, now(), now()
         FROM activation.delivery, jsonb_to_recordset($2) AS part (purpose text, attributes text[])
         WHERE delivery.id = $1
         ORDER BY part.purpose
         ON CONFLICT (sub, target, purpose) DO UPDATE SET
             attributes = ARRAY(SELECT DISTINCT unnest(known.attributes || excluded.attributes) ORDER BY 1),
             events = ARRAY(SELECT DISTINCT unnest(known.events || excluded.events) ORDER BY 1),
             times = known.times + 1,
             last_at = greatest(known.last_at, excluded.last_at)",
    )
    .bind(delivery)
    .bind(Json(disclosed))
    .bind(event)
    .execute(connection)
    .await?;
    Ok(())
}

/// Everybody who received data of a person.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(
    pool: &PgPool,
    bundle: &Bundle,
    subject: &str,
) -> Result<Vec<Recipient>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT target, purpose, attributes, events, times, first_at, last_at
         FROM activation.disclosure WHERE sub = $1 ORDER BY target, purpose",
    )
    .bind(subject)
    .fetch_all(pool)
    .await?;
    let time = |row: &sqlx::postgres::PgRow, name| {
        Ok::<_, sqlx::Error>(row.try_get::<jiff_sqlx::Timestamp, _>(name)?.to_jiff())
    };
    rows.iter()
        .map(|row| {
            let target: String = row.try_get("target")?;
            let mut configured = bundle.targets.iter();
            let configured = configured.find(|known| known.name == target);
            Ok(Recipient {
                display_name: configured.and_then(|known| known.display_name.clone()),
                jurisdiction: configured.map(|known| known.jurisdiction.clone()),
                target,
                purpose: row.try_get("purpose")?,
                attributes: row.try_get("attributes")?,
                events: row.try_get("events")?,
                times: row.try_get("times")?,
                first_at: time(row, "first_at")?,
                last_at: time(row, "last_at")?,
            })
        })
        .collect()
}

/// Forgets who received data of a person.
pub(crate) async fn forget(
    connection: &mut PgConnection,
    subject: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM activation.disclosure WHERE sub = $1")
        .bind(subject)
        .execute(connection)
        .await?;
    Ok(())
}
