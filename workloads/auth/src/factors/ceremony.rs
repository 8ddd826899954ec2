//! A ceremony between its two halves: it travels with the page, sealed and bound to what the page belongs to, and is
//! answered once.

use domicile_credentials::passkey::Ceremony;
use domicile_jose::now;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    error::AuthError,
    store::used_ceremonies::{self, Challenge},
};

/// How long a page may stay open before its passkey is asked for: as long as a sign-in may take.
const LIFETIME_SECONDS: i64 = 1800;

/// What a ceremony is for; one cannot stand in for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A passkey is made.
    Registration,
    /// A passkey is shown.
    Assertion,
}

impl Purpose {
    const fn usage(self) -> &'static str {
        match self {
            Self::Registration => "domicile passkey registration, version 1",
            Self::Assertion => "domicile passkey assertion, version 1",
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    bound_to: String,
    expires: i64,
    state: String,
}

/// Seals a ceremony for a page. `bound_to` names the sign-in or session that may answer.
///
/// # Errors
/// When it cannot be sealed.
pub fn seal(
    app: &App,
    purpose: Purpose,
    bound_to: &str,
    ceremony: Ceremony,
) -> Result<String, AuthError> {
    let kept = Kept {
        bound_to: bound_to.to_owned(),
        expires: now() + LIFETIME_SECONDS,
        state: ceremony.0,
    };
    let plain = serde_json::to_vec(&kept).map_err(|_| AuthError::Cryptography)?;
    Ok(app.keys().seal.seal(purpose.usage(), &plain)?)
}

/// A ceremony that is being answered.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What the answer is judged by.
    pub ceremony: Ceremony,
    /// What is used up with it.
    pub challenge: Challenge,
}

impl Answered {
    /// A ceremony that another region has opened: it cannot be older than the oldest page.
    pub fn elsewhere(ceremony: Ceremony) -> Self {
        Self::until(ceremony, now() + LIFETIME_SECONDS)
    }

    fn until(ceremony: Ceremony, expires: i64) -> Self {
        let mut used = [0; 32];
        used.copy_from_slice(digest(&SHA256, ceremony.0.as_bytes()).as_ref());
        let challenge = Challenge {
            digest: used,
            expires,
        };
        Self {
            ceremony,
            challenge,
        }
    }

    /// Uses the challenge up, whatever becomes of the answer; false when it was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_up(&self, app: &App) -> Result<bool, AuthError> {
        Ok(used_ceremonies::accept(app.pool(), self.challenge).await?)
    }
}

/// Opens a ceremony: nothing when it is none of ours, of another sign-in, or too old. Its challenge is good once (Web
/// Authentication, section 13.4.3): whoever takes the answer uses it up.
pub fn open(app: &App, purpose: Purpose, bound_to: &str, sealed: &str) -> Option<Answered> {
    let plain = app.keys().seal.open(purpose.usage(), sealed)?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    let ours = kept.bound_to == bound_to && kept.expires > now();
    ours.then(|| Answered::until(Ceremony(kept.state), kept.expires))
}
