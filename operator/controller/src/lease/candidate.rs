//! The decision, without input or output.

use std::time::{Duration, Instant};

use k8s_openapi::{
    api::coordination::v1::LeaseSpec, apimachinery::pkg::apis::meta::v1::MicroTime, jiff::Timestamp,
};

/// How long a holder is believed without hearing from it.
pub const DURATION: Duration = Duration::from_secs(15);
/// How often a holder renews.
pub const RENEW_EVERY: Duration = Duration::from_secs(5);
/// How long a holder goes on without having renewed; well before others may take over.
pub const GIVE_UP_AFTER: Duration = Duration::from_secs(10);
/// How often a candidate looks.
pub const LOOK_EVERY: Duration = Duration::from_secs(2);

/// One replica that wants to write.
#[derive(Debug)]
pub struct Candidate {
    identity: String,
    seen: Option<Seen>,
}

/// The holder's last sign of life, and when it was seen by our clock.
#[derive(Debug)]
struct Seen {
    holder: String,
    renewed: Option<MicroTime>,
    at: Instant,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Write this record: the lease is free, expired, or ours.
    Write(Box<LeaseSpec>),
    /// Somebody else holds it.
    StandBy,
}

impl Candidate {
    /// A replica of that identity, which no other replica has.
    pub fn new(identity: impl Into<String>) -> Self {
        Self {
            identity: identity.into(),
            seen: None,
        }
    }

    /// What to do, given the record as it is now.
    pub fn next_step(
        &mut self,
        record: Option<&LeaseSpec>,
        now: Instant,
        wall_clock: Timestamp,
    ) -> Step {
        let holder = record
            .and_then(|record| record.holder_identity.as_deref())
            .unwrap_or_default();
        if holder == self.identity {
            return Step::Write(Box::new(self.record(record, wall_clock)));
        }
        if !holder.is_empty() && !self.has_expired(holder, record, now) {
            return Step::StandBy;
        }
        Step::Write(Box::new(self.record(record, wall_clock)))
    }

    /// The record that gives the lease up.
    pub fn released(record: &LeaseSpec) -> LeaseSpec {
        LeaseSpec {
            holder_identity: Some(String::new()),
            ..record.clone()
        }
    }

    fn has_expired(&mut self, holder: &str, record: Option<&LeaseSpec>, now: Instant) -> bool {
        let renewed = record.and_then(|record| record.renew_time.clone());
        match &self.seen {
            Some(seen) if seen.holder == holder && seen.renewed == renewed => {
                now.duration_since(seen.at) >= DURATION
            }
            _ => {
                self.seen = Some(Seen {
                    holder: holder.to_owned(),
                    renewed,
                    at: now,
                });
                false
            }
        }
    }

    fn record(&self, previous: Option<&LeaseSpec>, wall_clock: Timestamp) -> LeaseSpec {
        let kept =
            previous.filter(|record| record.holder_identity.as_ref() == Some(&self.identity));
        let transitions = previous
            .and_then(|record| record.lease_transitions)
            .unwrap_or(0);
        LeaseSpec {
            holder_identity: Some(self.identity.clone()),
            lease_duration_seconds: i32::try_from(DURATION.as_secs()).ok(),
            acquire_time: kept.map_or(Some(MicroTime(wall_clock)), |record| {
                record.acquire_time.clone()
            }),
            renew_time: Some(MicroTime(wall_clock)),
            lease_transitions: Some(if kept.is_some() {
                transitions
            } else {
                transitions.saturating_add(1)
            }),
            ..LeaseSpec::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn held_by(holder: &str, renewed: i64) -> LeaseSpec {
        LeaseSpec {
            holder_identity: Some(holder.to_owned()),
            renew_time: Some(MicroTime(at(renewed))),
            ..LeaseSpec::default()
        }
    }

    fn writes(step: &Step) -> bool {
        matches!(step, Step::Write(_))
    }

    #[test]
    fn a_free_or_released_lease_is_taken_at_once() {
        let mut candidate = Candidate::new("a");
        assert!(writes(&candidate.next_step(None, Instant::now(), at(0))));
        let released = Candidate::released(&held_by("b", 0));
        assert!(writes(&candidate.next_step(
            Some(&released),
            Instant::now(),
            at(0)
        )));
    }

    #[test]
    fn a_holder_is_gone_when_its_record_rests_for_the_whole_duration_by_our_clock() {
        let mut candidate = Candidate::new("a");
        let start = Instant::now();
        // The holder's wall clock is far off, which must not matter.
        let record = held_by("b", 4_000_000_000);
        assert_eq!(
            candidate.next_step(Some(&record), start, at(0)),
            Step::StandBy
        );
        assert_eq!(
            candidate.next_step(Some(&record), start + DURATION / 2, at(0)),
            Step::StandBy
        );
        assert!(writes(&candidate.next_step(
            Some(&record),
            start + DURATION,
            at(0)
        )));
    }

    #[test]
    fn a_sign_of_life_starts_the_wait_again() {
        let mut candidate = Candidate::new("a");
        let start = Instant::now();
        candidate.next_step(Some(&held_by("b", 1)), start, at(0));
        candidate.next_step(Some(&held_by("b", 2)), start + DURATION / 2, at(0));
        assert_eq!(
            candidate.next_step(Some(&held_by("b", 2)), start + DURATION, at(0)),
            Step::StandBy
        );
    }

    #[test]
    fn renewing_keeps_the_time_of_taking_and_counts_no_transition() {
        let mut candidate = Candidate::new("a");
        let Step::Write(first) = candidate.next_step(
            Some(&Candidate::released(&held_by("b", 0))),
            Instant::now(),
            at(1),
        ) else {
            panic!("a released lease is taken");
        };
        let Step::Write(second) = candidate.next_step(Some(&first), Instant::now(), at(6)) else {
            panic!("our own lease is renewed");
        };
        assert_eq!(
            (second.acquire_time.clone(), second.lease_transitions),
            (first.acquire_time.clone(), first.lease_transitions)
        );
        assert_eq!(second.renew_time, Some(MicroTime(at(6))));
    }
}
