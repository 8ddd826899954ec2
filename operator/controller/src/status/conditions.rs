//! The conditions that every kind has, as kstatus reads them.

use domicile_api::condition::{ConditionType, NewCondition, Reason};

use super::Finding;
use crate::validate::Verdict;

/// Where an object is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// What runs is what is asked for.
    Settled,
    /// The operator is working on it.
    Working(Finding),
    /// A person has to change something.
    Stuck(Finding),
    /// Nothing is done about it, on purpose.
    Resting(Finding),
}

impl Progress {
    /// Stuck when it is not accepted; else what stands between it and being in force.
    pub(super) fn of(verdict: &Verdict, finding: Option<Finding>) -> Self {
        match (verdict, finding) {
            (Verdict::Rejected { reason, message }, _) => Self::Stuck(Finding {
                reason: *reason,
                message: message.clone(),
            }),
            (Verdict::Accepted, Some(finding)) => Self::Working(finding),
            (Verdict::Accepted, None) => Self::Settled,
        }
    }

    /// `Ready`, `Reconciling` and `Stalled`.
    pub(super) fn conditions(&self, what_is_in_force: &str) -> Vec<NewCondition> {
        use ConditionType::{Ready, Reconciling, Stalled};
        let quiet =
            || NewCondition::fails(Reconciling, Reason::Settled, "nothing is being changed");
        let free = || NewCondition::fails(Stalled, Reason::NotStalled, "nothing stands in the way");
        match self {
            Self::Settled => {
                vec![
                    NewCondition::holds(Ready, Reason::AsSpecified, what_is_in_force),
                    quiet(),
                    free(),
                ]
            }
            Self::Working(Finding { reason, message }) => vec![
                NewCondition::fails(Ready, *reason, message.clone()),
                NewCondition::holds(Reconciling, *reason, message.clone()),
                free(),
            ],
            Self::Stuck(Finding { reason, message }) => vec![
                NewCondition::fails(Ready, *reason, message.clone()),
                quiet(),
                NewCondition::holds(Stalled, *reason, message.clone()),
            ],
            Self::Resting(Finding { reason, message }) => {
                vec![
                    NewCondition::fails(Ready, *reason, message.clone()),
                    quiet(),
                    free(),
                ]
            }
        }
    }
}

/// `Accepted`.
pub(super) fn accepted(verdict: &Verdict) -> NewCondition {
    match verdict {
        Verdict::Accepted => {
            NewCondition::holds(ConditionType::Accepted, Reason::Valid, "valid and in use")
        }
        Verdict::Rejected { reason, message } => {
            NewCondition::fails(ConditionType::Accepted, *reason, message.clone())
        }
    }
}
