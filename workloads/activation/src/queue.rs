//! The queue of deliveries.
//!
//! Claiming is a short transaction with `FOR UPDATE SKIP LOCKED`, so that replicas share the work. A claim moves the
//! next attempt behind the claim's end: when the claimant dies, the delivery comes due by itself.

use std::time::Duration;

use sqlx::{PgConnection, PgPool, Row};
use uuid::Uuid;

/// A delivery that this process may attempt now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The delivery.
    pub id: Uuid,
    /// The event; absent once it is deleted.
    pub event: Option<String>,
    /// Id of the event.
    pub event_id: Uuid,
    /// Whose event it is.
    pub subject: String,
    /// The target's name.
    pub target: String,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// How many deliveries a target has room for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The target's name.
    pub target: String,
    /// How many may be claimed.
    pub deliveries: i32,
}

/// What becomes of a delivery after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It arrived.
    Delivered,
    /// It is due again after this time.
    Retry(Duration),
    /// It will not be tried again.
    Ended,
}

/// Claims deliveries that are due, oldest first, per target as many as there is room for.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(
    pool: &PgPool,
    rooms: &[Room],
    lease: Duration,
) -> Result<Vec<Claimed>, sqlx::Error> {
    let rows = sqlx::query(
        "WITH due AS (
             SELECT found.id, found.event_id
             FROM unnest($1::text[], $2::integer[]) AS room (target, deliveries)
             CROSS JOIN LATERAL (
                 SELECT id, event_id FROM activation.delivery
                 WHERE target = room.target AND state = 'Queued' AND next_attempt_at <= clock_timestamp()
                 ORDER BY next_attempt_at LIMIT room.deliveries FOR UPDATE SKIP LOCKED
             ) AS found
         )
         UPDATE activation.delivery AS delivery
         SET attempts = attempts + 1, claimed = true,
             next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'
         FROM due LEFT JOIN profile.event ON event.id = due.event_id
         WHERE delivery.id = due.id
         RETURNING delivery.id, delivery.event_id, delivery.sub, delivery.target, delivery.attempts, event.name",
    )
    .bind(rooms.iter().map(|room| room.target.as_str()).collect::<Vec<_>>())
    .bind(rooms.iter().map(|room| room.deliveries).collect::<Vec<_>>())
    .bind(milliseconds(lease))
    .fetch_all(pool)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Claimed {
                id: row.try_get("id")?,
                event: row.try_get("name")?,
                event_id: row.try_get("event_id")?,
                subject: row.try_get("sub")?,
                target: row.try_get("target")?,
                attempt: row.try_get("attempts")?,
            })
        })
        .collect()
}

/// How long until the next delivery to one of these targets is due; nothing when none is queued.
///
/// # Errors
/// When the database does not answer.
pub async fn until_next(pool: &PgPool, targets: &[&str]) -> Result<Option<Duration>, sqlx::Error> {
    let milliseconds: Option<i64> = sqlx::query_scalar(
        "SELECT ceil(extract(epoch FROM min(next_attempt_at) - clock_timestamp()) * 1000)::bigint
         FROM activation.delivery WHERE state = 'Queued' AND target = ANY($1)",
    )
    .bind(targets)
    .fetch_one(pool)
    .await?;
    Ok(milliseconds.map(|left| Duration::from_millis(u64::try_from(left).unwrap_or(0))))
}

/// Records what becomes of a delivery. One that was ended or deleted meanwhile stays so, unless it arrived.
pub(crate) async fn settle(
    connection: &mut PgConnection,
    delivery: Uuid,
    settlement: Settlement,
) -> Result<(), sqlx::Error> {
    let (state, wait) = match settlement {
        Settlement::Delivered => ("Delivered", 0),
        Settlement::Retry(wait) => ("Queued", milliseconds(wait)),
        Settlement::Ended => ("Ended", 0),
    };
    sqlx::query(
        "UPDATE activation.delivery
         SET state = $2, claimed = false, next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond',
             finished_at = CASE WHEN $2 = 'Queued' THEN NULL ELSE clock_timestamp() END
         WHERE id = $1 AND (state = 'Queued' OR $2 = 'Delivered')",
    )
    .bind(delivery)
    .bind(state)
    .bind(wait)
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes a delivery whose event is gone.
pub(crate) async fn delete(
    connection: &mut PgConnection,
    delivery: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM activation.delivery WHERE id = $1")
        .bind(delivery)
        .execute(connection)
        .await?;
    Ok(())
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
