//! The session of a signed-in person: sealed into a cookie, kept nowhere else.

use domicile_bundle::SignIn;
use domicile_service::{Key32, keys::random_token};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{StoreError, Subject};

/// What the seal is for: a value sealed for another use is not taken.
const USAGE: &str = "portal-session";
/// A portal session lasts at most this long, whatever the tenant allows for sign-in: signing in again is one redirect.
const LONGEST_SECONDS: i64 = 12 * 60 * 60;
/// A session is sealed again when it was last seen this long ago.
const REFRESH_SECONDS: i64 = 60;

/// Who is signed in, since when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    sub: String,
    id: String,
    started_at: i64,
    seen_at: i64,
}

impl Session {
    /// A new session.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn start(subject: &Subject, now: Timestamp) -> Result<Self, StoreError> {
        let now = now.as_second();
        let id = random_token(16).map_err(|_| StoreError::Random)?;
        Ok(Self {
            sub: subject.as_str().to_owned(),
            id,
            started_at: now,
            seen_at: now,
        })
    }

    /// Opens the value of the cookie; nothing when it is not ours or too old.
    pub fn open(key: &Key32, sealed: &str, limits: &SignIn, now: Timestamp) -> Option<Self> {
        let session: Self = serde_json::from_slice(&key.open(USAGE, sealed)?).ok()?;
        let (idle, age) = (
            now.as_second() - session.seen_at,
            now.as_second() - session.started_at,
        );
        let alive = idle <= i64::from(limits.session_idle_seconds) && age <= longest(limits);
        alive.then_some(session)
    }

    /// The value of the cookie.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn seal(&self, key: &Key32) -> Result<String, StoreError> {
        let plain = serde_json::to_vec(self).map_err(|_| StoreError::UnknownValue("session"))?;
        key.seal(USAGE, &plain).map_err(|_| StoreError::Random)
    }

    /// The same session seen now, if it is time to seal it again.
    pub fn refreshed(&self, now: Timestamp) -> Option<Self> {
        let now = now.as_second();
        (now - self.seen_at >= REFRESH_SECONDS).then(|| Self {
            seen_at: now,
            ..self.clone()
        })
    }

    /// How long the browser keeps the cookie, in seconds.
    pub fn cookie_seconds(&self, limits: &SignIn, now: Timestamp) -> i64 {
        (self.started_at + longest(limits) - now.as_second()).max(0)
    }

    /// Who is signed in.
    pub fn subject(&self) -> Option<Subject> {
        Subject::parse(&self.sub)
    }

    /// Names the session, for the token in its forms.
    pub fn id(&self) -> &str {
        &self.id
    }
}

fn longest(limits: &SignIn) -> i64 {
    i64::from(limits.session_absolute_seconds).min(LONGEST_SECONDS)
}

#[cfg(test)]
mod tests {

    use super::*;

    fn limits() -> SignIn {
        SignIn {
            session_idle_seconds: 100,
            session_absolute_seconds: 1000,
            ..SignIn::default()
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_session_ends_when_it_is_idle_or_old() {
        let (key, limits) = (Key32::from_bytes([7; 32]), limits());
        let session =
            Session::start(&Subject::parse("4Zk0uY0m3mW2p0QJr1xq7g").unwrap(), at(0)).unwrap();
        let sealed = session.seal(&key).unwrap();
        assert!(Session::open(&key, &sealed, &limits, at(100)).is_some());
        assert!(Session::open(&key, &sealed, &limits, at(101)).is_none());
        let seen = session.refreshed(at(950)).unwrap().seal(&key).unwrap();
        assert!(Session::open(&key, &seen, &limits, at(1000)).is_some());
        assert!(Session::open(&key, &seen, &limits, at(1001)).is_none());
        assert!(Session::open(&Key32::from_bytes([8; 32]), &sealed, &limits, at(1)).is_none());
    }
}
