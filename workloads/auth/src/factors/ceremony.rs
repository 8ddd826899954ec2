//! A ceremony between its two halves: it travels with the page, sealed and bound to what the page belongs to, and is
//! answered once.

use domicile_credentials::passkey::Ceremony;
use domicile_jose::now;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::{app::App, error::AuthError, store::used_ceremonies};

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

/// Opens a ceremony and uses it up: nothing when it is none of ours, of another sign-in, too old, or was answered
/// before (Web Authentication, section 13.4.3: a challenge is good once).
///
/// # Errors
/// When the database fails.
pub async fn use_up(
    app: &App,
    purpose: Purpose,
    bound_to: &str,
    sealed: &str,
) -> Result<Option<Ceremony>, AuthError> {
    let opened = app.keys().seal.open(purpose.usage(), sealed);
    let Some(kept) = opened.and_then(|plain| serde_json::from_slice::<Kept>(&plain).ok()) else {
        return Ok(None);
    };
    if kept.bound_to != bound_to || kept.expires <= now() {
        return Ok(None);
    }
    let mut used = [0; 32];
    used.copy_from_slice(digest(&SHA256, kept.state.as_bytes()).as_ref());
    let first = used_ceremonies::accept(app.pool(), &used, kept.expires).await?;
    Ok(first.then_some(Ceremony(kept.state)))
}
