//! What was read of a provider, kept for a while.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::{Mutex as AsyncMutex, MutexGuard};

use crate::Issuer;

/// Issuers that are kept at once: many more than a tenant names, and those of its organisations that are busy.
const MOST_ISSUERS: usize = 256;

/// How long metadata and keys are kept.
#[derive(Clone, Copy, Debug)]
pub struct CachePolicy {
    /// After this time they are read again.
    pub lifetime: Duration,
    /// Until this time they are used while the provider does not answer.
    pub longest_life: Duration,
    /// Time between two tries to read the same: a token with an unknown key, and a provider that does not answer, do
    /// not make us ask at every sign-in.
    pub least_interval: Duration,
}

impl Default for CachePolicy {
    fn default() -> Self {
        Self {
            lifetime: Duration::from_hours(1),
            longest_life: Duration::from_hours(24),
            least_interval: Duration::from_secs(30),
        }
    }
}

/// One document, as it was last read.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    value: Option<(Arc<T>, Instant)>,
    tried_at: Option<Instant>,
}

/// What is kept of one issuer. Whoever reads holds the lock, so that the provider is asked once for all who wait.
#[derive(Debug)]
pub(crate) struct Slot<T>(AsyncMutex<Kept<T>>);

/// What is to be done for a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Use what is there.
    Nothing,
    /// Read it again; use what is there if that fails.
    Refresh,
    /// Read it; nothing is there that could be used.
    Read,
    /// It was tried a moment ago, in vain, and nothing is there.
    Wait,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(AsyncMutex::new(Kept {
            value: None,
            tried_at: None,
        }))
    }
}

impl<T> Slot<T> {
    pub(crate) async fn lock(&self) -> MutexGuard<'_, Kept<T>> {
        self.0.lock().await
    }
}

impl<T> Kept<T> {
    pub(crate) fn value(&self) -> Option<Arc<T>> {
        self.value.as_ref().map(|(value, _)| Arc::clone(value))
    }

    /// What is to be done; `wanted` says that what is there is known not to be enough.
    pub(crate) fn need(&self, policy: &CachePolicy, now: Instant, wanted: bool) -> Need {
        let since = |at: Instant| now.saturating_duration_since(at);
        let tried_just_now = self
            .tried_at
            .is_some_and(|at| since(at) < policy.least_interval);
        match &self.value {
            Some((_, at)) if since(*at) < policy.longest_life => {
                let stale = wanted || since(*at) >= policy.lifetime;
                if stale && !tried_just_now {
                    Need::Refresh
                } else {
                    Need::Nothing
                }
            }
            _ if tried_just_now => Need::Wait,
            _ => Need::Read,
        }
    }

    /// Keeps what was read, if it could be.
    pub(crate) fn tried(&mut self, now: Instant, read: Option<&Arc<T>>) {
        self.tried_at = Some(now);
        if let Some(value) = read {
            self.value = Some((Arc::clone(value), now));
        }
    }
}

/// Slots by issuer, the longest unused given up first.
#[derive(Debug)]
pub(crate) struct Slots<T>(Mutex<HashMap<Issuer, (Arc<T>, Instant)>>);

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Default> Slots<T> {
    /// The slot of an issuer.
    pub(crate) fn of(&self, issuer: &Issuer) -> Arc<T> {
        let now = Instant::now();
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= MOST_ISSUERS && !slots.contains_key(issuer) {
            let oldest = slots.iter().min_by_key(|(_, (_, used_at))| *used_at);
            if let Some(oldest) = oldest.map(|(issuer, _)| issuer.clone()) {
                slots.remove(&oldest);
            }
        }
        let (slot, used_at) = slots
            .entry(issuer.clone())
            .or_insert_with(|| (Arc::default(), now));
        *used_at = now;
        Arc::clone(slot)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::Arc,
        time::{Duration, Instant},
    };

    use super::{CachePolicy, Kept, MOST_ISSUERS, Need, Slot, Slots};
    use crate::Issuer;

    const POLICY: CachePolicy = CachePolicy {
        lifetime: Duration::from_secs(100),
        longest_life: Duration::from_secs(1000),
        least_interval: Duration::from_secs(10),
    };

    #[test]
    fn the_table_of_what_is_read_when() {
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        let kept = |value: Option<u64>, tried: Option<u64>| Kept {
            value: value.map(|seconds| (Arc::new(()), at(seconds))),
            tried_at: tried.map(at),
        };
        for (value, tried, now, wanted, expected) in [
            (None, None, 0, false, Need::Read),
            (None, Some(0), 9, false, Need::Wait),
            (None, Some(0), 10, false, Need::Read),
            (Some(0), Some(0), 99, false, Need::Nothing),
            (Some(0), Some(0), 9, true, Need::Nothing),
            (Some(0), Some(0), 10, true, Need::Refresh),
            (Some(0), Some(0), 100, false, Need::Refresh),
            (Some(0), Some(95), 100, false, Need::Nothing),
            (Some(0), Some(0), 1000, false, Need::Read),
            (Some(0), Some(995), 1000, false, Need::Wait),
        ] {
            let found = kept(value, tried).need(&POLICY, at(now), wanted);
            assert_eq!(found, expected, "{value:?} {tried:?} {now} {wanted}");
        }
    }

    #[test]
    fn the_cache_is_bounded() {
        let slots: Slots<Slot<()>> = Slots::default();
        for number in 0..MOST_ISSUERS * 3 {
            let issuer = Issuer::parse(&format!("https://{number}.example")).unwrap();
            assert!(Arc::ptr_eq(&slots.of(&issuer), &slots.of(&issuer)));
        }
        assert_eq!(slots.0.lock().unwrap().len(), MOST_ISSUERS);
    }
}
