//! Authenticator apps: the shared secret is kept sealed under the region's key, for its person alone.

use domicile_credentials::time_based_code::SharedSecret;
use domicile_jose::now;

use crate::{error::AuthError, store::second_factors, web::Visit};

fn usage(sub: &str) -> String {
    format!("domicile authenticator app of {sub}, version 1")
}

/// Seals a secret for its person.
///
/// # Errors
/// When it cannot be sealed.
pub fn seal(visit: &Visit, sub: &str, secret: &SharedSecret) -> Result<String, AuthError> {
    Ok(visit.app.keys().seal.seal(&usage(sub), secret.as_bytes())?)
}

/// Opens a secret of a person.
pub fn open(visit: &Visit, sub: &str, sealed: &str) -> Option<SharedSecret> {
    let bytes = visit.app.keys().seal.open(&usage(sub), sealed)?;
    SharedSecret::from_bytes(&bytes)
}

/// The step of a typed code, if it is one of the secret's that is good now.
pub fn step_of(secret: &SharedSecret, typed: &str, last_used: Option<i64>) -> Option<i64> {
    let seconds = u64::try_from(now()).ok()?;
    let last = last_used.map(|step| u64::try_from(step).unwrap_or_default());
    i64::try_from(secret.step_of(typed, seconds, last)?).ok()
}

/// Whether a typed code is one of the person's app; it is used up.
///
/// # Errors
/// When the database fails.
pub async fn is_right(visit: &Visit, sub: &str, typed: &str) -> Result<bool, AuthError> {
    let Some(app) = second_factors::app_of(visit.app.pool(), sub).await? else {
        return Ok(false);
    };
    let secret = open(visit, sub, &app.sealed_secret);
    let step = secret.and_then(|secret| step_of(&secret, typed, Some(app.last_used_step)));
    match step {
        Some(step) => Ok(second_factors::use_step(visit.app.pool(), sub, step).await?),
        None => Ok(false),
    }
}
