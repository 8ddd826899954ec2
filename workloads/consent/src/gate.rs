//! The gate: where an attempt to send begins and ends.
//!
//! [`start`] is one short transaction for a batch: shared locks of the people in sorted order, their states read,
//! each permitted attempt recorded with its deadline, commit. Only then do [`Permit`]s exist. The sender stops at
//! the permit's own cut-off, which lies before the recorded deadline by [`DEADLINE_MARGIN`], so that whoever waits
//! for the deadline of a crashed or stalled sender waits long enough.

use std::time::{Duration, Instant};

use domicile_bundle::{Purpose, Target};
use serde::Serialize;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::{
    ConsentError,
    decision::{Decision, decide},
    permit::{AttemptOutcome, Permit, Refusal, Spent},
    person_lock, state,
};

/// How much later than the sender's own cut-off the recorded deadline is.
pub const DEADLINE_MARGIN: Duration = Duration::from_secs(1);

/// One attempt that somebody would like to begin.
#[derive(Clone, Copy, Debug)]
pub struct AttemptRequest<'a> {
    /// The delivery that it belongs to.
    pub delivery_id: Uuid,
    /// The person's `sub`.
    pub subject: &'a str,
    /// Name of the event.
    pub event: &'a str,
    /// Where it would go, with what may leave this region for it.
    pub target: &'a Target,
    /// Purposes under this region's law.
    pub purposes: &'a [Purpose],
}

/// Starts a batch of attempts: for each request, in order, a permit or the reason for no.
///
/// # Errors
/// When the database does not answer; nothing may be sent then.
pub async fn start(
    pool: &PgPool,
    requests: &[AttemptRequest<'_>],
) -> Result<Vec<Result<Permit, Refusal>>, ConsentError> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    // Taken before the database's clock is read: the cut-off can only be early, never late.
    let began = Instant::now();
    let subjects: Vec<&str> = requests.iter().map(|request| request.subject).collect();
    let mut transaction = pool.begin().await?;
    person_lock::shared(&mut transaction, &subjects).await?;
    let states = state::of_all(&mut transaction, &subjects).await?;
    let answers: Vec<Result<Permit, Refusal>> = requests
        .iter()
        .map(|request| {
            let known = states.get(request.subject).map_or(&[][..], Vec::as_slice);
            answer(
                request,
                decide(request.target, request.event, request.purposes, known),
                began,
            )
        })
        .collect();
    record_started(&mut transaction, requests, &answers).await?;
    transaction.commit().await?;
    Ok(answers)
}

/// Records how an attempt ended, in the caller's transaction together with what follows from it.
///
/// # Errors
/// When the database does not answer; the attempt then ends at its deadline.
pub async fn finish(
    connection: &mut PgConnection,
    permit: impl Into<Spent>,
    outcome: AttemptOutcome,
) -> Result<(), ConsentError> {
    sqlx::query(
        "UPDATE consent.attempt SET ended_at = clock_timestamp(), outcome = $2 WHERE id = $1 AND ended_at IS NULL",
    )
    .bind(permit.into().attempt)
    .bind(outcome.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

/// Closes attempts whose sender never said how they ended, and forgets attempts that ended long ago.
/// Says how many were closed.
///
/// # Errors
/// When the database does not answer.
pub async fn close_orphans(connection: &mut PgConnection) -> Result<u64, ConsentError> {
    let closed = sqlx::query(
        "UPDATE consent.attempt SET ended_at = deadline_at, outcome = $1
         WHERE ended_at IS NULL AND deadline_at <= clock_timestamp()",
    )
    .bind(AttemptOutcome::Expired.as_str())
    .execute(&mut *connection)
    .await?
    .rows_affected();
    sqlx::query("SELECT consent.forget_ended_attempts()")
        .execute(connection)
        .await?;
    Ok(closed)
}

fn answer(
    request: &AttemptRequest<'_>,
    decision: Decision,
    began: Instant,
) -> Result<Permit, Refusal> {
    match decision {
        Decision::Permitted { purposes } => Ok(Permit {
            attempt: Uuid::now_v7(),
            delivery: request.delivery_id,
            purposes,
            cut_off: began + timeout_of(request.target),
        }),
        Decision::Refused(reason) => Err(reason),
    }
}

fn timeout_of(target: &Target) -> Duration {
    Duration::from_millis(u64::from(target.delivery.timeout_milliseconds))
}

/// A row of `consent.attempt` as `jsonb_to_recordset` reads it: arrays of different length do not fit `unnest`.
#[derive(Serialize)]
struct StartedAttempt<'a> {
    id: Uuid,
    delivery_id: Uuid,
    subject: &'a str,
    target: &'a str,
    purposes: &'a [String],
    milliseconds: u64,
}

async fn record_started(
    connection: &mut PgConnection,
    requests: &[AttemptRequest<'_>],
    answers: &[Result<Permit, Refusal>],
) -> Result<(), ConsentError> {
    let margin = u64::try_from(DEADLINE_MARGIN.as_millis()).unwrap_or(u64::MAX);
    let started: Vec<StartedAttempt<'_>> = requests
        .iter()
        .zip(answers)
        .filter_map(|(request, answer)| {
            let permit = answer.as_ref().ok()?;
            Some(StartedAttempt {
                id: permit.attempt,
                delivery_id: permit.delivery,
                subject: request.subject,
                target: &request.target.name,
                purposes: &permit.purposes,
                milliseconds: u64::from(request.target.delivery.timeout_milliseconds) + margin,
            })
        })
        .collect();
    if started.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO consent.attempt (id, delivery_id, subject, target, purposes, started_at, deadline_at)
         SELECT id, delivery_id, subject, target, purposes, now.at, now.at + milliseconds * interval '1 millisecond'
         FROM (SELECT clock_timestamp() AS at) AS now,
              jsonb_to_recordset($1) AS started
                  (id uuid, delivery_id uuid, subject text, target text, purposes text[], milliseconds bigint)",
    )
    .bind(Json(started))
    .execute(connection)
    .await?;
    Ok(())
}
