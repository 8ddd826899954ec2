//! How long to wait after a failure.

use std::time::Duration;

use ring::rand::{SecureRandom, SystemRandom};

/// Doubles from failure to failure up to a limit; each wait is spread so that objects that failed together do not
/// come back together.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// Wait after the first failure.
    pub first: Duration,
    /// Longest wait.
    pub longest: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(500),
            longest: Duration::from_mins(1),
        }
    }
}

impl Backoff {
    /// The wait after that many failures in a row: between half of the doubled time and all of it.
    pub fn wait(&self, failures: u32) -> Duration {
        let doubled = self
            .first
            .saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
        let whole = doubled.min(self.longest);
        whole.mul_f64(0.5 + 0.5 * random_fraction())
    }
}

fn random_fraction() -> f64 {
    let mut byte = [0_u8];
    // Without randomness the wait is only less spread, so there is nothing to report.
    let _ = SystemRandom::new().fill(&mut byte);
    f64::from(byte[0]) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_under_the_limit() {
        let backoff = Backoff::default();
        for failures in 1..200 {
            let wait = backoff.wait(failures);
            assert!(
                wait >= backoff.first / 2 && wait <= backoff.longest,
                "{failures}: {wait:?}"
            );
        }
        assert!(backoff.wait(5) >= Duration::from_secs(4));
    }
}
