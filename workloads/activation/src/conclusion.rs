//! What an attempt came to and what follows from it: pure.

use domicile_bundle::Target;
use domicile_consent::permit::{AttemptOutcome, Permit, Spent};

use crate::{
    delivery_log::{Outcome, Reason},
    exit::Sent,
    queue::Settlement,
    retry,
};

/// What an attempt came to, before it is recorded.
#[derive(Debug)]
pub(crate) struct Conclusion {
    /// To be finished at the gate.
    pub spent: Spent,
    /// What the gate is told.
    pub attempt: AttemptOutcome,
    /// What the log is told.
    pub reason: Reason,
    /// HTTP status, where the target answered.
    pub status: Option<u16>,
    /// What becomes of the delivery.
    pub settlement: Settlement,
}

impl Conclusion {
    /// Nothing was sent although the gate said yes.
    pub(crate) fn not_sent(permit: Permit, reason: Reason) -> Self {
        Self {
            spent: permit.spend(),
            attempt: AttemptOutcome::NotSent,
            reason,
            status: None,
            settlement: Settlement::Ended,
        }
    }

    /// What a target's answer to attempt number `number` (from 1) means.
    ///
    /// Standard Webhooks: 2xx is taken, 410 means never again, everything else is tried again.
    pub(crate) fn of_answer(target: &Target, number: i32, spent: Spent, answer: Sent) -> Self {
        let (attempt, reason, status, asked_to_wait) = match answer {
            Sent::Answered {
                status,
                retry_after,
            } => {
                let (attempt, reason) = match status {
                    200..=299 => (AttemptOutcome::Delivered, Reason::Delivered),
                    410 => (AttemptOutcome::TargetRefused, Reason::TargetGone),
                    _ => (AttemptOutcome::TargetRefused, Reason::TargetRefused),
                };
                (attempt, reason, Some(status), retry_after)
            }
            Sent::Unreachable | Sent::BrokenOff => {
                (AttemptOutcome::Unreachable, Reason::Unreachable, None, None)
            }
            Sent::TimedOut => (AttemptOutcome::TimedOut, Reason::TimedOut, None, None),
        };
        let settlement = match reason {
            Reason::Delivered => Settlement::Delivered,
            Reason::TargetGone => Settlement::Ended,
            _ => {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                retry::next(
                    &target.delivery,
                    number,
                    retry::random_fraction(),
                    asked_to_wait,
                )
                .map_or(Settlement::Ended, Settlement::Retry)
            }
        };
        Self {
            spent,
            attempt,
            reason,
            status,
            settlement,
        }
    }

    /// What the log says became of the delivery.
    pub(crate) fn outcome(&self) -> Outcome {
        match (self.settlement, self.attempt) {
            (Settlement::Delivered, _) => Outcome::Delivered,
            (Settlement::Retry(_), _) => Outcome::Retrying,
            (Settlement::Ended, AttemptOutcome::NotSent) => Outcome::NotSent,
            (Settlement::Ended, _) => Outcome::GaveUp,
        }
    }
}
