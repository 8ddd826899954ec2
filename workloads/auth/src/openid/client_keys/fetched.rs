//! Key sets that were asked for at an address.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, header};
use domicile_bundle::Bundle;
use domicile_jose::ForeignKeys;
use tokio::sync::Mutex;

use crate::{app::App, bounded_map::BoundedMap};

/// Sets that are kept.
const MOST_SETS: usize = 1024;
/// A set is asked for at most this often, whatever it was asked for.
const BETWEEN_REQUESTS: Duration = Duration::from_secs(10);
/// How long a set is fresh when its host does not say.
const FRESH: Duration = Duration::from_mins(5);
/// Least and most of what a host may say.
const FRESH_BOUNDS: (Duration, Duration) = (Duration::from_mins(1), Duration::from_hours(24));
/// How long the last good set stays in use after it was fresh while its host does not answer.
const KEPT: Duration = Duration::from_hours(1);
/// What is asked for.
const MEDIA_TYPE: &str = "application/jwk-set+json, application/json";

/// Key sets by address. Requests for one address wait for each other, so that one of them asks.
#[derive(Debug)]
pub struct FetchedKeys(BoundedMap<Arc<Mutex<KeySet>>>);

#[derive(Debug, Default)]
struct KeySet {
    keys: Arc<ForeignKeys>,
    asked_at: Option<Instant>,
    fresh_until: Option<Instant>,
}

impl Default for FetchedKeys {
    fn default() -> Self {
        Self(BoundedMap::holding(MOST_SETS))
    }
}

impl FetchedKeys {
    /// The set as it is known, asked for only when it is not fresh.
    pub(super) async fn known(&self, app: &App, bundle: &Bundle, uri: &str) -> Arc<ForeignKeys> {
        let entry = self.entry(uri);
        let mut set = entry.lock().await;
        let now = Instant::now();
        if !set.is_fresh(now) && set.may_ask(now) {
            set.ask(app, bundle, uri, now).await;
        }
        set.usable(now)
    }

    /// The set, asked for again unless that happened a moment ago.
    pub(super) async fn newer(&self, app: &App, bundle: &Bundle, uri: &str) -> Arc<ForeignKeys> {
        let entry = self.entry(uri);
        let mut set = entry.lock().await;
        let now = Instant::now();
        if set.may_ask(now) {
            set.ask(app, bundle, uri, now).await;
        }
        set.usable(now)
    }

    fn entry(&self, uri: &str) -> Arc<Mutex<KeySet>> {
        self.0.get(uri).unwrap_or_else(|| {
            let entry = Arc::<Mutex<KeySet>>::default();
            self.0.insert(uri, Arc::clone(&entry));
            entry
        })
    }
}

impl KeySet {
    fn is_fresh(&self, now: Instant) -> bool {
        self.fresh_until.is_some_and(|until| now < until)
    }

    fn may_ask(&self, now: Instant) -> bool {
        self.asked_at
            .is_none_or(|asked| now.duration_since(asked) >= BETWEEN_REQUESTS)
    }

    /// The keys, unless they are older than may be used.
    fn usable(&self, now: Instant) -> Arc<ForeignKeys> {
        if self.fresh_until.is_some_and(|until| now < until + KEPT) {
            Arc::clone(&self.keys)
        } else {
            Arc::default()
        }
    }

    async fn ask(&mut self, app: &App, bundle: &Bundle, uri: &str, now: Instant) {
        self.asked_at = Some(now);
        let client = match app.outbound().client(bundle) {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(%error, "the keys of clients cannot be asked for");
                return;
            }
        };
        let reason = match client.get(uri, MEDIA_TYPE).await {
            Ok(answer) if answer.status == 200 => match ForeignKeys::from_document(&answer.body) {
                Ok(keys) => {
                    self.keys = Arc::new(keys);
                    self.fresh_until = Some(now + freshness(&answer.headers));
                    return;
                }
                Err(error) => error.to_string(),
            },
            Ok(answer) => format!("status {}", answer.status),
            Err(error) => error.to_string(),
        };
        tracing::warn!(uri, reason, "the keys of a client could not be had");
    }
}

/// `max-age` of `Cache-Control` (RFC 9111, section 5.2.2.1), within bounds.
fn freshness(headers: &HeaderMap) -> Duration {
    let (least, most) = FRESH_BOUNDS;
    let seconds = headers
        .get(header::CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .into_iter()
        .flat_map(|text| text.split(','))
        .find_map(|directive| directive.trim().strip_prefix("max-age=")?.parse().ok());
    seconds.map_or(FRESH, |seconds| {
        Duration::from_secs(seconds).clamp(least, most)
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{BETWEEN_REQUESTS, FRESH, KEPT, KeySet, freshness};

    #[test]
    fn a_set_is_fresh_as_long_as_its_host_says_within_bounds() {
        let fresh = |text: &'static str| {
            let value = HeaderValue::from_static(text);
            freshness(&HeaderMap::from_iter([(header::CACHE_CONTROL, value)]))
        };
        assert_eq!(fresh("public, max-age=600"), Duration::from_mins(10));
        assert_eq!(fresh("max-age=0"), Duration::from_mins(1));
        assert_eq!(fresh("max-age=99999999"), Duration::from_hours(24));
        assert_eq!(fresh("no-store"), FRESH);
        assert_eq!(freshness(&HeaderMap::new()), FRESH);
    }

    #[test]
    fn a_set_is_asked_for_rarely_and_outlives_its_host_for_a_while() {
        let now = Instant::now();
        let set = KeySet {
            asked_at: Some(now),
            fresh_until: Some(now + FRESH),
            ..KeySet::default()
        };
        assert!(!set.may_ask(now) && set.may_ask(now + BETWEEN_REQUESTS));
        assert!(set.is_fresh(now) && !set.is_fresh(now + FRESH));
        assert!(std::sync::Arc::ptr_eq(&set.usable(now + FRESH), &set.keys));
        assert!(!std::sync::Arc::ptr_eq(
            &set.usable(now + FRESH + KEPT),
            &set.keys
        ));
    }
}
