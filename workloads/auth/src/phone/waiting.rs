//! A number that was sent a code, until the code is typed.

use domicile_residency::Handle;
use serde::{Deserialize, Serialize};

use super::number::PhoneNumber;
use crate::{error::AuthError, web::Visit};

/// It waits in the form, sealed: no table of ours holds it before it is proven.
#[derive(Serialize, Deserialize)]
pub struct Waiting {
    number: String,
    challenge: String,
    /// In this session or sign-in alone.
    bound_to: String,
}

fn usage(sub: &str) -> String {
    format!("domicile telephone number to be proven by {sub}, version 2")
}

impl Waiting {
    /// A number whose code belongs to this challenge.
    pub fn new(number: &PhoneNumber, challenge: &Handle, bound_to: String) -> Self {
        Self {
            number: number.as_e164().to_owned(),
            challenge: challenge.as_str().to_owned(),
            bound_to,
        }
    }

    /// Seals it for the form of its person.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn seal(&self, visit: &Visit, sub: &str) -> Result<String, AuthError> {
        let plain = serde_json::to_vec(self).map_err(|_| AuthError::Cryptography)?;
        Ok(visit.app.keys().seal.seal(&usage(sub), &plain)?)
    }

    /// The number and its challenge, where the form is of this person and of what it is bound to.
    pub fn open(
        visit: &Visit,
        sub: &str,
        bound_to: &str,
        sealed: &str,
    ) -> Option<(PhoneNumber, Handle)> {
        let plain = visit.app.keys().seal.open(&usage(sub), sealed)?;
        let waiting: Self = serde_json::from_slice(&plain).ok()?;
        let number = PhoneNumber::parse(&waiting.number, None)?;
        let challenge = Handle::parse(&waiting.challenge).ok()?;
        (waiting.bound_to == bound_to).then_some((number, challenge))
    }
}
