//! Why something was sent or not.

use domicile_consent::permit::Refusal;
use sqlx::PgConnection;
use uuid::Uuid;

/// What became of a delivery for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The target took it.
    Delivered,
    /// It will be tried again.
    Retrying,
    /// It was tried as often as the target's rules say.
    GaveUp,
    /// It ended without a byte to the target.
    NotSent,
}

impl Outcome {
    /// The name in log and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "Delivered",
            Self::Retrying => "Retrying",
            Self::GaveUp => "GaveUp",
            Self::NotSent => "NotSent",
        }
    }
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The gate said no.
    Gate(Refusal),
    /// The target took it.
    Delivered,
    /// The target answered, and did not take it.
    TargetRefused,
    /// The target says that it is gone for good (410).
    TargetGone,
    /// The target could not be reached.
    Unreachable,
    /// The attempt was cut off at its deadline.
    TimedOut,
    /// The target's filter says no.
    FilteredOut,
    /// The target's filter cannot be evaluated, which means no.
    FilterInvalid,
    /// The person or the event is not there any more.
    PersonErased,
    /// The target is not configured any more.
    TargetRemoved,
    /// The target's signing secret or address cannot be used.
    TargetMisconfigured,
}

impl Reason {
    /// The name in log and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gate(refusal) => refusal.as_str(),
            Self::Delivered => "Delivered",
            Self::TargetRefused => "TargetRefused",
            Self::TargetGone => "TargetGone",
            Self::Unreachable => "Unreachable",
            Self::TimedOut => "TimedOut",
            Self::FilteredOut => "FilteredOut",
            Self::FilterInvalid => "FilterInvalid",
            Self::PersonErased => "PersonErased",
            Self::TargetRemoved => "TargetRemoved",
            Self::TargetMisconfigured => "TargetMisconfigured",
        }
    }
}

/// One line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The delivery.
    pub delivery: Uuid,
    /// The target's name.
    pub target: &'a str,
    /// Which attempt, from 1; 0 before the first.
    pub attempt: i32,
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// HTTP status of the target, where it answered.
    pub status: Option<u16>,
}

impl<'a> Entry<'a> {
    /// A line without a target's answer.
    pub const fn new(
        delivery: Uuid,
        target: &'a str,
        attempt: i32,
        outcome: Outcome,
        reason: Reason,
    ) -> Self {
        Self {
            delivery,
            target,
            attempt,
            outcome,
            reason,
            status: None,
        }
    }
}

/// Writes one line, in the transaction that changed the delivery.
pub(crate) async fn write(
    connection: &mut PgConnection,
    entry: &Entry<'_>,
) -> Result<(), sqlx::Error> {
    write_all(connection, std::slice::from_ref(entry)).await
}

/// Writes lines, in the transaction that changed the deliveries.
///
/// The person comes from the delivery, which an erasure deletes: what is logged later names nobody.
pub(crate) async fn write_all(
    connection: &mut PgConnection,
    entries: &[Entry<'_>],
) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO activation.log (delivery_id, target, sub, attempt, outcome, reason, status)
         SELECT entry.id, entry.target, delivery.sub, entry.attempt, entry.outcome, entry.reason, entry.status
         FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::smallint[])
              AS entry (id, target, attempt, outcome, reason, status)
         LEFT JOIN activation.delivery ON delivery.id = entry.id",
    )
    .bind(entries.iter().map(|entry| entry.delivery).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.target).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.attempt).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.outcome.as_str()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.reason.as_str()).collect::<Vec<_>>())
    .bind(entries.iter().map(|entry| entry.status.and_then(|status| i16::try_from(status).ok())).collect::<Vec<_>>())
    .execute(connection)
    .await?;
    Ok(())
}
