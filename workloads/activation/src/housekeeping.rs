//! What has to be done now and then, by whichever replica gets to it.

use std::time::Duration;

use domicile_consent::gate;

use crate::{
    Activation, ActivationError,
    delivery_log::{Outcome, Reason},
    outbox::target_names,
};

/// How often.
pub const EVERY: Duration = Duration::from_secs(5);

impl Activation {
    /// One round: closes attempts of crashed senders, forgets erased people, ends deliveries whose target is gone,
    /// deletes what is old, and measures the queue.
    ///
    /// # Errors
    /// When the database does not answer; the next round does it.
    pub async fn keep_house(&self) -> Result<(), ActivationError> {
        let mut connection = self.pool.acquire().await?;
        let orphans = gate::close_orphans(&mut connection).await?;
        drop(connection);
        if orphans > 0 {
            tracing::warn!(
                orphans,
                "attempts were never ended by their sender; closed at their deadline"
            );
        }
        self.forget_erased().await?;
        self.end_removed_targets().await?;
        self.delete_old().await?;
        let depth: i64 =
            sqlx::query_scalar("SELECT count(*) FROM activation.delivery WHERE state = 'Queued'")
                .fetch_one(&self.pool)
                .await?;
        self.metrics.queue_is(depth);
        Ok(())
    }

    /// Ends deliveries to targets that are not configured any more.
    ///
    /// Only old ones: while a new target's configuration spreads, another replica may know more than this one.
    async fn end_removed_targets(&self) -> Result<(), ActivationError> {
        let bundle = (self.bundle)();
        sqlx::query(
            "WITH ended AS (
                 UPDATE activation.delivery SET state = 'Ended', claimed = false, finished_at = clock_timestamp()
                 WHERE state = 'Queued' AND target <> ALL($1) AND created_at < clock_timestamp() - interval '5 minutes'
                   AND next_attempt_at <= clock_timestamp()
                 RETURNING id, target, sub, attempts
             )
             INSERT INTO activation.log (delivery_id, target, sub, attempt, outcome, reason)
             SELECT id, target, sub, attempts, $2, $3 FROM ended",
        )
        .bind(target_names(&bundle))
        .bind(Outcome::NotSent.as_str())
        .bind(Reason::TargetRemoved.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Deletes finished deliveries after a week and lines of the log after ninety days.
    async fn delete_old(&self) -> Result<(), ActivationError> {
        sqlx::query("DELETE FROM activation.delivery WHERE finished_at < clock_timestamp() - interval '7 days'")
            .execute(&self.pool)
            .await?;
        sqlx::query("DELETE FROM activation.log WHERE at < clock_timestamp() - interval '90 days'")
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
