//! When a delivery is tried again: a pure function.

use std::time::Duration;

use domicile_bundle::Delivery;

/// Whether and when to try again after attempt number `attempt` (from 1) failed.
///
/// Exponential back-off with full jitter: a uniform share (`fraction`, from 0 to 1) of
/// `min(maximum, initial * 2^(attempt - 1))`, so that what failed together does not come back together
/// (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015). A target that asked to wait
/// (`Retry-After`, RFC 9110, section 10.2.3) is not tried earlier than that, as far as the maximum allows.
pub fn next(
    rules: &Delivery,
    attempt: u32,
    fraction: f64,
    asked_to_wait: Option<Duration>,
) -> Option<Duration> {
    if attempt >= rules.attempts {
        return None;
    }
    let maximum = Duration::from_millis(u64::from(rules.maximum_backoff_milliseconds));
    let doubled = 1_u64
        .checked_shl(attempt.saturating_sub(1))
        .and_then(|factor| factor.checked_mul(u64::from(rules.initial_backoff_milliseconds)))
        .map_or(maximum, Duration::from_millis);
    let jittered = doubled.min(maximum).mul_f64(fraction.clamp(0.0, 1.0));
    Some(asked_to_wait.map_or(jittered, |asked| jittered.max(asked.min(maximum))))
}

/// A random number from 0 up to 1, for [`next`].
pub(crate) fn random_fraction() -> f64 {
    use ring::rand::{SecureRandom, SystemRandom};
    let mut bytes = [0; 4];
    // Without random numbers the full back-off is waited: later, never earlier.
    SystemRandom::new().fill(&mut bytes).map_or(1.0, |()| {
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Delivery = Delivery {
        timeout_milliseconds: 1000,
        attempts: 6,
        initial_backoff_milliseconds: 100,
        maximum_backoff_milliseconds: 1000,
    };

    #[test]
    fn the_wait_doubles_up_to_the_maximum_and_the_last_attempt_is_the_last() {
        let waits: Vec<_> = (1..=6)
            .map(|attempt| next(&RULES, attempt, 1.0, None).map(|wait| wait.as_millis()))
            .collect();
        assert_eq!(
            waits,
            [Some(100), Some(200), Some(400), Some(800), Some(1000), None]
        );
    }

    #[test]
    fn jitter_takes_any_share_of_the_wait() {
        assert_eq!(next(&RULES, 3, 0.0, None), Some(Duration::ZERO));
        assert_eq!(next(&RULES, 3, 0.5, None), Some(Duration::from_millis(200)));
    }

    #[test]
    fn a_target_that_asks_to_wait_is_heard_within_the_maximum() {
        assert_eq!(
            next(&RULES, 1, 0.0, Some(Duration::from_millis(700))),
            Some(Duration::from_millis(700))
        );
        assert_eq!(
            next(&RULES, 1, 0.0, Some(Duration::from_hours(1))),
            Some(Duration::from_secs(1))
        );
    }

    #[test]
    fn very_many_attempts_do_not_overflow() {
        let rules = Delivery {
            attempts: u32::MAX,
            ..RULES
        };
        assert_eq!(next(&rules, 5000, 1.0, None), Some(Duration::from_secs(1)));
    }

    #[test]
    fn a_random_fraction_is_a_fraction() {
        assert!(
            (0..100)
                .map(|_| random_fraction())
                .all(|fraction| (0.0..=1.0).contains(&fraction))
        );
    }
}
