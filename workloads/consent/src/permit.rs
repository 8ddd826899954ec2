//! What the gate hands out: a permit for one attempt, or the reason for no.

use std::{
    fmt,
    time::{Duration, Instant},
};

use uuid::Uuid;

/// Permission for one attempt, made by [`crate::gate::start`] only, after its attempt was committed.
///
/// It cannot be cloned or made elsewhere, and sending consumes it: one permit, one attempt.
#[derive(Debug)]
#[must_use = "a started attempt is open until it is finished or its deadline passes"]
pub struct Permit {
    pub(crate) attempt: Uuid,
    pub(crate) delivery: Uuid,
    pub(crate) purposes: Vec<String>,
    /// When the sender must have stopped, on this process's monotonic clock; earlier than the recorded deadline.
    pub(crate) cut_off: Instant,
}

impl Permit {
    /// The delivery that may be attempted.
    pub fn delivery(&self) -> Uuid {
        self.delivery
    }

    /// Purposes that permit it, sorted, at least one.
    pub fn purposes(&self) -> &[String] {
        &self.purposes
    }

    /// How long the attempt may still last; `None` once it must not send any more.
    pub fn remaining(&self) -> Option<Duration> {
        self.cut_off
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
    }

    /// Gives the permission up: what is left can only be finished.
    pub fn spend(self) -> Spent {
        Spent {
            attempt: self.attempt,
        }
    }
}

/// A permit that was used, to be handed to [`crate::gate::finish`].
#[derive(Debug)]
#[must_use = "a started attempt is open until it is finished or its deadline passes"]
pub struct Spent {
    pub(crate) attempt: Uuid,
}

impl From<Permit> for Spent {
    fn from(permit: Permit) -> Self {
        permit.spend()
    }
}

/// Why the gate says no. A later variant is the stronger reason, told where several purposes say no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// Nothing may leave this region for the target.
    NoFlowFromRegion,
    /// No flow to the target names the event.
    EventNotInFlow,
    /// The bundle knows no legal basis for the purpose.
    UnknownPurpose,
    /// The person was never asked, or never answered.
    ConsentNotGiven,
    /// The person said no when asked.
    ConsentDenied,
    /// The person took consent back.
    ConsentWithdrawn,
    /// The person objected.
    Objected,
    /// Processing is restricted.
    Restricted,
}

impl Refusal {
    /// The name in the delivery log and in metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoFlowFromRegion => "NoFlowFromRegion",
            Self::EventNotInFlow => "EventNotInFlow",
            Self::UnknownPurpose => "UnknownPurpose",
            Self::ConsentNotGiven => "ConsentNotGiven",
            Self::ConsentDenied => "ConsentDenied",
            Self::ConsentWithdrawn => "ConsentWithdrawn",
            Self::Objected => "Objected",
            Self::Restricted => "Restricted",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptOutcome {
    /// The target took it.
    Delivered,
    /// The target answered, and did not take it.
    TargetRefused,
    /// The target could not be reached.
    Unreachable,
    /// The attempt was cut off at its deadline.
    TimedOut,
    /// Nothing was sent: another rule said no after the gate.
    NotSent,
    /// The sender never said how it ended.
    Expired,
}

impl AttemptOutcome {
    /// The stored text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "Delivered",
            Self::TargetRefused => "TargetRefused",
            Self::Unreachable => "Unreachable",
            Self::TimedOut => "TimedOut",
            Self::NotSent => "NotSent",
            Self::Expired => "Expired",
        }
    }
}
