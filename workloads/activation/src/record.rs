//! Recording what became of a delivery: the gate's attempt, the queue, the log and what
//! the person is told in one transaction.

use domicile_consent::{gate, permit::Refusal};

use crate::{
    Activation, ActivationError,
    conclusion::Conclusion,
    delivery_log::{self, Entry, Outcome, Reason},
    disclosure,
    projection::Disclosed,
    queue::{self, Claimed, Settlement},
};

impl Activation {
    /// An attempt at a delivery of this event ended, and this has left with it.
    pub(crate) async fn record(
        &self,
        claimed: &Claimed,
        event: &str,
        conclusion: Conclusion,
        left: &[Disclosed],
    ) -> Result<(), ActivationError> {
        let entry = Entry {
            status: conclusion.status,
            ..entry(claimed, conclusion.outcome(), conclusion.reason)
        };
        let mut transaction = self.pool.begin().await?;
        gate::finish(&mut transaction, conclusion.spent, conclusion.attempt).await?;
        queue::settle(&mut transaction, claimed.id, conclusion.settlement).await?;
        if !left.is_empty() {
            disclosure::keep(&mut transaction, claimed.id, event, left).await?;
        }
        delivery_log::write(&mut transaction, &entry).await?;
        transaction.commit().await?;
        self.told(&entry);
        Ok(())
    }

    /// The gate said no.
    pub(crate) async fn record_refusal(
        &self,
        claimed: &Claimed,
        refusal: Refusal,
    ) -> Result<(), ActivationError> {
        let entry = entry(claimed, Outcome::NotSent, Reason::Gate(refusal));
        let mut transaction = self.pool.begin().await?;
        queue::settle(&mut transaction, claimed.id, Settlement::Ended).await?;
        delivery_log::write(&mut transaction, &entry).await?;
        transaction.commit().await?;
        self.told(&entry);
        Ok(())
    }

    /// The event is gone, and with it the person: nothing of the delivery is kept but a line that names nobody.
    pub(crate) async fn forget_orphan(&self, claimed: &Claimed) -> Result<(), ActivationError> {
        let entry = entry(claimed, Outcome::NotSent, Reason::PersonErased);
        let mut transaction = self.pool.begin().await?;
        queue::delete(&mut transaction, claimed.id).await?;
        delivery_log::write(&mut transaction, &entry).await?;
        transaction.commit().await?;
        self.told(&entry);
        Ok(())
    }

    fn told(&self, entry: &Entry<'_>) {
        self.metrics.count(entry);
        let Entry {
            delivery,
            target,
            attempt,
            outcome,
            reason,
            status,
        } = entry;
        tracing::info!(
            %delivery, to = target, attempt, outcome = outcome.as_str(), reason = reason.as_str(), status,
            "delivery attempted"
        );
    }
}

fn entry(claimed: &Claimed, outcome: Outcome, reason: Reason) -> Entry<'_> {
    Entry::new(
        claimed.id,
        &claimed.target,
        claimed.attempt,
        outcome,
        reason,
    )
}
