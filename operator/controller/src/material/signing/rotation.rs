//! When signing keys are made, sign, and go. Pure: keys, a time and a policy give what is to be.
//!
//! ```text
//! made, published ──(everybody has it)──→ signs ──(its successor signs)──→ published only ──(nothing of it lives)──→ gone
//! ```
//!
//! A key is given its successor before it stops, so that at any time exactly one key of an algorithm signs.

use std::cmp::{max, min};

use domicile_jose::{Algorithm, KeyTimes};

/// How long a new key is published before it signs: `/jwks` may be kept for 5 minutes, and a region that is slow to
/// learn of it has as long again, twice.
pub const PROPAGATION_SECONDS: i64 = 15 * 60;

/// What `IdentityTenant.spec.signing` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Algorithms that there are keys for.
    pub algorithms: Vec<Algorithm>,
    /// How long a key signs.
    pub rotation_seconds: i64,
    /// How long a key stays published after it has signed last.
    pub overlap_seconds: i64,
    /// A key that was made before this time is replaced, once the time has come.
    pub rotate_after: Option<i64>,
}

/// What is to be done. Times are seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Keys that stay, by their place in the list that was given, with their times as they are to be.
    pub kept: Vec<(usize, KeyTimes)>,
    /// Keys to be made.
    pub made: Vec<KeyTimes>,
}

/// What is to become of keys.
pub fn plan(keys: &[KeyTimes], policy: &Policy, now: i64) -> Plan {
    let mut plan = Plan::default();
    for (place, key) in keys.iter().enumerate() {
        let times = if policy.algorithms.contains(&key.algorithm) {
            *key
        } else {
            ended(*key, now)
        };
        plan.kept.push((place, times));
    }
    for algorithm in &policy.algorithms {
        plan.made
            .extend(succeed(&mut plan.kept, *algorithm, policy, now));
    }
    plan.kept
        .retain(|(_, key)| !is_forgotten(key, policy.overlap_seconds, now));
    plan
}

/// Nobody wants its algorithm any more: it stops at once.
fn ended(key: KeyTimes, now: i64) -> KeyTimes {
    KeyTimes {
        retires_at: Some(key.retires_at.map_or(now, |already| min(already, now))),
        ..key
    }
}

/// The successor of the newest key of an algorithm where it is due, or the first.
fn succeed(
    keys: &mut [(usize, KeyTimes)],
    algorithm: Algorithm,
    policy: &Policy,
    now: i64,
) -> Option<KeyTimes> {
    let newest = keys
        .iter_mut()
        .map(|(_, key)| key)
        .find(|key| key.algorithm == algorithm && key.retires_at.is_none());
    let Some(newest) = newest else {
        // Nobody has kept keys of an algorithm that was not there: the first one need not wait.
        return Some(KeyTimes {
            algorithm,
            made_at: now,
            signs_from: now,
            retires_at: None,
        });
    };
    if newest.signs_from > now || !is_due(newest, policy, now) {
        return None;
    }
    let signs_from = now.saturating_add(PROPAGATION_SECONDS);
    newest.retires_at = Some(signs_from);
    Some(KeyTimes {
        algorithm,
        made_at: now,
        signs_from,
        retires_at: None,
    })
}

fn is_due(key: &KeyTimes, policy: &Policy, now: i64) -> bool {
    let by_demand = policy
        .rotate_after
        .is_some_and(|after| after <= now && key.made_at < after);
    by_demand || now >= due_at(key, policy)
}

/// When the successor of a key that signs is made.
pub fn due_at(key: &KeyTimes, policy: &Policy) -> i64 {
    let lead = max(policy.rotation_seconds - PROPAGATION_SECONDS, 0);
    key.signs_from.saturating_add(lead)
}

fn is_forgotten(key: &KeyTimes, overlap_seconds: i64, now: i64) -> bool {
    key.retires_at
        .is_some_and(|retired| retired.saturating_add(overlap_seconds) <= now)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 3_600;

    fn policy(rotate_after: Option<i64>) -> Policy {
        Policy {
            algorithms: vec![Algorithm::ES256],
            rotation_seconds: 24 * HOUR,
            overlap_seconds: 2 * HOUR,
            rotate_after,
        }
    }

    fn after(keys: &[KeyTimes], policy: &Policy, now: i64) -> Vec<KeyTimes> {
        let plan = plan(keys, policy, now);
        let kept = plan.kept.into_iter().map(|(_, key)| key);
        kept.chain(plan.made).collect()
    }

    #[test]
    fn the_first_key_signs_at_once_and_stays() {
        let keys = after(&[], &policy(None), 1_000);
        assert_eq!((keys.len(), keys[0].signs_from), (1, 1_000));
        assert_eq!(after(&keys, &policy(None), 1_000 + HOUR), keys);
    }

    #[test]
    fn a_key_is_replaced_on_schedule_and_goes_when_nothing_of_it_lives() {
        let first = after(&[], &policy(None), 0);
        let due = 24 * HOUR - PROPAGATION_SECONDS;
        assert_eq!(after(&first, &policy(None), due - 1), first);
        let both = after(&first, &policy(None), due);
        assert_eq!(both[0].retires_at, Some(24 * HOUR));
        assert_eq!((both[1].made_at, both[1].signs_from), (due, 24 * HOUR));
        assert_eq!(after(&both, &policy(None), 26 * HOUR - 1), both);
        assert_eq!(after(&both, &policy(None), 26 * HOUR), both[1..]);
    }

    #[test]
    fn a_key_is_replaced_on_demand_once() {
        let first = after(&[], &policy(None), 0);
        let demand = policy(Some(5 * HOUR));
        assert_eq!(after(&first, &demand, 5 * HOUR - 1), first);
        let both = after(&first, &demand, 5 * HOUR);
        assert_eq!(both.len(), 2);
        assert_eq!(after(&both, &demand, 6 * HOUR), both);
        assert_eq!(after(&both, &demand, 9 * HOUR), both[1..]);
    }

    #[test]
    fn an_algorithm_that_is_no_longer_wanted_stops_and_stays_published() {
        let first = after(&[], &policy(None), 0);
        let other = Policy {
            algorithms: vec![Algorithm::EdDSA],
            ..policy(None)
        };
        let both = after(&first, &other, HOUR);
        assert_eq!(both[0].retires_at, Some(HOUR));
        assert_eq!(both[1].algorithm, Algorithm::EdDSA);
        assert_eq!(after(&both, &other, 3 * HOUR), both[1..]);
    }

    #[derive(Clone, Debug)]
    struct Step {
        later: i64,
        algorithms: Vec<Algorithm>,
        demand: bool,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let algorithms = prop_oneof![
            4 => Just(vec![Algorithm::ES256, Algorithm::RS256]),
            1 => Just(vec![Algorithm::ES256]),
            1 => Just(vec![Algorithm::EdDSA, Algorithm::ES256]),
        ];
        let step = (0_i64..40_000, algorithms, prop::bool::weighted(0.1));
        prop::collection::vec(
            step.prop_map(|(later, algorithms, demand)| Step {
                later,
                algorithms,
                demand,
            }),
            1..60,
        )
    }

    proptest! {
        #[test]
        fn at_any_time_one_key_signs_and_it_was_published_and_stays_published(steps in steps()) {
            let (mut now, mut keys, mut rotate_after) = (0, Vec::<KeyTimes>::new(), None);
            for step in steps {
                now += step.later;
                rotate_after = if step.demand { Some(now) } else { rotate_after };
                let policy = Policy { algorithms: step.algorithms, ..policy(rotate_after) };
                let plan = plan(&keys, &policy, now);
                for (place, key) in keys.iter().enumerate() {
                    // Whatever signed stays until the last thing that it signed has ended.
                    let stays = plan.kept.iter().any(|(kept, _)| *kept == place);
                    let signed_until = key.retires_at.unwrap_or(now);
                    prop_assert!(stays || signed_until + policy.overlap_seconds <= now);
                }
                let before = keys;
                keys = plan.kept.iter().map(|(_, key)| *key).chain(plan.made.iter().copied()).collect();
                for algorithm in &policy.algorithms {
                    let of = |key: &&KeyTimes| key.algorithm == *algorithm;
                    for at in [now, now + PROPAGATION_SECONDS - 1, now + PROPAGATION_SECONDS] {
                        let signing = keys.iter().filter(of).filter(|key| {
                            key.signs_from <= at && key.retires_at.is_none_or(|retires| at < retires)
                        });
                        prop_assert_eq!(signing.count(), 1, "{} at {}: {:?}", algorithm, at, keys);
                    }
                    let was_there = before.iter().filter(of).any(|key| key.retires_at.is_none());
                    for made in plan.made.iter().filter(of) {
                        let published = made.signs_from - made.made_at;
                        prop_assert!(!was_there || published >= PROPAGATION_SECONDS);
                    }
                }
                // A pass right after finds nothing to do.
                let again = super::plan(&keys, &policy, now);
                prop_assert_eq!(again.made, Vec::<KeyTimes>::new());
                prop_assert_eq!(again.kept.len(), keys.len());
            }
        }
    }
}
