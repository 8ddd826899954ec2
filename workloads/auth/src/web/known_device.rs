//! A browser in which somebody signed in before. It has tries of its own, so that a stranger who uses up everybody
//! else's tries at an account cannot lock its owner out (OWASP, "device cookies").

use axum::http::HeaderMap;
use domicile_service::keys::{hexadecimal, random_token};
use serde::{Deserialize, Serialize};

use crate::{
    error::AuthError,
    web::{Visit, cookie},
};

/// What the cookie is sealed for.
const USAGE: &str = "domicile known device, version 1";
/// So many people of one device are remembered, the latest.
const MOST_PEOPLE: usize = 5;

/// What a browser carries: a name of its own and keyed hashes of who signed in there. Sealed: it says nothing to
/// anybody but this region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KnownDevice {
    id: String,
    people: Vec<String>,
}

impl KnownDevice {
    /// The one of this browser, if it carries one.
    pub fn of(visit: &Visit) -> Option<Self> {
        let sealed = visit.cookie(cookie::DEVICE)?;
        serde_json::from_slice(&visit.app.keys().seal.open(USAGE, sealed)?).ok()
    }

    /// Its name, if this person signed in there before.
    pub fn known_to(visit: &Visit, sub: Option<&str>) -> Option<String> {
        let person = person(visit, sub?);
        let device = Self::of(visit)?;
        device.people.contains(&person).then_some(device.id)
    }

    /// Remembers that a person signed in here.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn remember(visit: &Visit, headers: &mut HeaderMap, sub: &str) -> Result<(), AuthError> {
        let mut device = match Self::of(visit) {
            Some(device) => device,
            None => Self {
                id: random_token(16)?,
                people: Vec::new(),
            },
        };
        let person = person(visit, sub);
        device.people.retain(|own| *own != person);
        device.people.insert(0, person);
        device.people.truncate(MOST_PEOPLE);
        let plain = serde_json::to_vec(&device).map_err(|_| AuthError::Cryptography)?;
        let sealed = visit.app.keys().seal.seal(USAGE, &plain)?;
        cookie::set(headers, cookie::DEVICE, &sealed, Some(cookie::A_YEAR));
        Ok(())
    }
}

fn person(visit: &Visit, sub: &str) -> String {
    let message = format!("known-device:{sub}");
    hexadecimal(&visit.app.keys().pseudonym.hmac_sha256(message.as_bytes())[..8])
}
