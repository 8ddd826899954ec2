//! Ending what is queued as soon as a person decides otherwise.
//!
//! The gate refuses it at the next attempt anyway; this makes the queue and the log tell at once.

use domicile_consent::{
    decision::{Decision, decide},
    permit::Refusal,
    state,
};
use sqlx::Row;
use uuid::Uuid;

use crate::{
    Activation, ActivationError,
    delivery_log::{self, Entry, Outcome, Reason},
    queue::{self, Settlement},
};

/// A delivery that ends.
struct Ending {
    id: Uuid,
    target: String,
    attempt: i32,
    refusal: Refusal,
}

impl Activation {
    /// Ends the person's queued deliveries that the ledger does not permit any more; says how many.
    ///
    /// What is being attempted at this moment is left to its attempt, which the ledger waits for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_refused(&self, subject: &str) -> Result<usize, ActivationError> {
        let bundle = (self.bundle)();
        let mut transaction = self.pool.begin().await?;
        let rows = sqlx::query(
            "SELECT delivery.id, delivery.target, delivery.attempts, event.name
             FROM activation.delivery JOIN profile.event ON event.id = delivery.event_id
             WHERE delivery.sub = $1 AND state = 'Queued' AND NOT claimed
             FOR UPDATE OF delivery SKIP LOCKED",
        )
        .bind(subject)
        .fetch_all(&mut *transaction)
        .await?;
        let states = state::of(&mut transaction, subject).await?;
        let mut endings = Vec::new();
        for row in rows {
            let (target, event): (String, &str) = (row.try_get("target")?, row.try_get("name")?);
            let Some(configured) = bundle
                .bundle
                .targets
                .iter()
                .find(|configured| configured.name == target)
            else {
                continue;
            };
            if let Decision::Refused(refusal) =
                decide(configured, event, &bundle.bundle.purposes, &states)
            {
                endings.push(Ending {
                    id: row.try_get("id")?,
                    target,
                    attempt: row.try_get("attempts")?,
                    refusal,
                });
            }
        }
        let entries: Vec<Entry<'_>> = endings
            .iter()
            .map(|ending| {
                Entry::new(
                    ending.id,
                    &ending.target,
                    ending.attempt,
                    Outcome::NotSent,
                    Reason::Gate(ending.refusal),
                )
            })
            .collect();
        for entry in &entries {
            queue::settle(&mut transaction, entry.delivery, Settlement::Ended).await?;
        }
        delivery_log::write_all(&mut transaction, &entries).await?;
        transaction.commit().await?;
        for entry in &entries {
            self.metrics.count(entry);
        }
        Ok(entries.len())
    }
}
