//! The queue itself.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::{Backoff, Key};

/// Keys that wait for their time, and those that are being worked on.
#[derive(Debug, Default)]
pub struct WorkQueue {
    state: Mutex<State>,
    changed: Notify,
    backoff: Backoff,
}

#[derive(Debug, Default)]
struct State {
    by_time: BTreeSet<(Instant, Key)>,
    by_key: BTreeMap<Key, Instant>,
    running: HashSet<Key>,
    failures: HashMap<Key, u32>,
}

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Look again after that time, whatever happens.
    Again(Duration),
    /// Look again when something changes.
    Settled,
    /// Look again after a wait that grows from failure to failure.
    Failed,
}

impl WorkQueue {
    /// Looks at the key after the delay, or sooner where it already waits for less.
    pub fn wake(&self, key: Key, delay: Duration) {
        let at = Instant::now() + delay;
        let mut state = self.lock();
        if state.by_key.get(&key).is_some_and(|sooner| *sooner <= at) {
            return;
        }
        if let Some(later) = state.by_key.insert(key.clone(), at) {
            state.by_time.remove(&(later, key.clone()));
        }
        state.by_time.insert((at, key));
        drop(state);
        self.changed.notify_one();
    }

    /// The next key whose time has come, from now on regarded as being worked on.
    pub async fn next(&self) -> Key {
        loop {
            let changed = self.changed.notified();
            let wait_until = match self.take_due(Instant::now()) {
                Ok(key) => return key,
                Err(wait_until) => wait_until,
            };
            match wait_until {
                Some(at) => tokio::select! {
                    () = changed => {}
                    () = tokio::time::sleep_until(at) => {}
                },
                None => changed.await,
            }
        }
    }

    /// Says how the pass over a key ended.
    pub fn done(&self, key: &Key, outcome: Outcome) {
        let delay = {
            let mut state = self.lock();
            state.running.remove(key);
            if outcome == Outcome::Failed {
                let failures = state.failures.entry(key.clone()).or_default();
                *failures = failures.saturating_add(1);
                Some(self.backoff.wait(*failures))
            } else {
                state.failures.remove(key);
                match outcome {
                    Outcome::Again(delay) => Some(delay),
                    Outcome::Settled | Outcome::Failed => None,
                }
            }
        };
        if let Some(delay) = delay {
            self.wake(key.clone(), delay);
        }
        // The key may have been woken while it was worked on, when it was no key to be taken.
        self.changed.notify_one();
    }

    /// A due key that nobody works on, or the time at which there may be one.
    fn take_due(&self, now: Instant) -> Result<Key, Option<Instant>> {
        let mut state = self.lock();
        let next = state
            .by_time
            .iter()
            .find(|(_, key)| !state.running.contains(key))
            .cloned();
        let Some((at, key)) = next else {
            return Err(None);
        };
        if at > now {
            return Err(Some(at));
        }
        state.by_time.remove(&(at, key.clone()));
        state.by_key.remove(&key);
        state.running.insert(key.clone());
        Ok(key)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    fn region(name: &str) -> Key {
        Key::Region(name.to_owned())
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_waits_once_however_often_it_is_woken() {
        let queue = WorkQueue::default();
        queue.wake(region("eu"), Duration::from_secs(9));
        queue.wake(region("eu"), Duration::from_secs(1));
        queue.wake(region("eu"), Duration::from_secs(5));
        let started = Instant::now();
        assert_eq!(queue.next().await, region("eu"));
        assert_eq!(started.elapsed().as_secs(), 1);
        queue.done(&region("eu"), Outcome::Settled);
        assert!(queue.next().now_or_never().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_that_is_worked_on_waits_for_its_end() {
        let queue = WorkQueue::default();
        queue.wake(region("eu"), Duration::ZERO);
        assert_eq!(queue.next().await, region("eu"));
        queue.wake(region("eu"), Duration::ZERO);
        queue.wake(region("us"), Duration::ZERO);
        assert_eq!(queue.next().await, region("us"));
        assert!(queue.next().now_or_never().is_none());
        queue.done(&region("eu"), Outcome::Settled);
        assert_eq!(queue.next().await, region("eu"));
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_hears_of_a_key_that_was_woken_while_it_was_worked_on() {
        let queue = WorkQueue::default();
        queue.wake(region("eu"), Duration::ZERO);
        let key = queue.next().await;
        queue.wake(region("eu"), Duration::ZERO);
        let mut waiting = std::pin::pin!(queue.next());
        assert!(waiting.as_mut().now_or_never().is_none());
        queue.done(&key, Outcome::Again(Duration::from_secs(30)));
        let waited = tokio::time::timeout(Duration::from_secs(1), waiting).await;
        assert_eq!(waited, Ok(region("eu")));
    }

    #[tokio::test(start_paused = true)]
    async fn failures_wait_longer_and_longer_until_one_pass_succeeds() {
        let queue = WorkQueue::default();
        queue.wake(region("eu"), Duration::ZERO);
        let key = queue.next().await;
        for failures in 1..6_u32 {
            queue.done(&key, Outcome::Failed);
            let started = Instant::now();
            queue.next().await;
            assert!(started.elapsed() >= Backoff::default().first * 2_u32.pow(failures - 1) / 2);
        }
        queue.done(&key, Outcome::Again(Duration::ZERO));
        queue.next().await;
        queue.done(&key, Outcome::Failed);
        let started = Instant::now();
        queue.next().await;
        assert!(started.elapsed() <= Backoff::default().first);
    }
}
