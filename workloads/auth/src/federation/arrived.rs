//! Somebody whom a provider knows and we do not yet: what the provider said, sealed in the browser, bound to one
//! sign-in, until the person has proven an account of ours.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use domicile_bundle::SocialProvider;
use domicile_federation::Identity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{error::AuthError, registration::flow::Flow, web::Visit, web::cookie};

/// What the cookie is sealed for.
const USAGE: &str = "domicile federated identity, version 1";

/// Somebody whom a provider knows. `Debug` shows the provider alone.
#[derive(Clone, Serialize, Deserialize)]
pub struct Arrived {
    /// The sign-in that it belongs to, and no other.
    flow: String,
    /// The provider's name.
    pub provider: String,
    /// Who it is there.
    pub subject: String,
    /// Address that the provider named. It is proposed to the person, and proves nothing.
    pub email: Option<String>,
    /// Values of claims, by path.
    pub claims: BTreeMap<String, Value>,
}

impl Arrived {
    /// Somebody who came back in a sign-in.
    pub fn new(flow: &Flow, identity: Identity) -> Self {
        Self {
            flow: flow.id.clone(),
            provider: identity.provider,
            subject: identity.subject,
            email: identity.email.map(|email| email.address),
            claims: identity.claims,
        }
    }

    /// Whoever came back in this sign-in, with the provider as it is configured now.
    pub fn of<'a>(visit: &'a Visit, flow: &Flow) -> Option<(Self, &'a SocialProvider)> {
        let sealed = visit.cookie(cookie::ARRIVED)?;
        let plain = visit.app.keys().seal.open(USAGE, sealed)?;
        let arrived: Self = serde_json::from_slice(&plain).ok()?;
        let provider = visit.bundle().sign_in.provider(&arrived.provider)?;
        (arrived.flow == flow.id).then_some((arrived, provider))
    }

    /// Keeps it in the browser; claims that do not fit into a cookie are not proposed.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn keep(mut self, visit: &Visit, headers: &mut HeaderMap) -> Result<(), AuthError> {
        let seal = &visit.app.keys().seal;
        loop {
            let plain = serde_json::to_vec(&self).map_err(|_| AuthError::Cryptography)?;
            let sealed = seal.seal(USAGE, &plain)?;
            if sealed.len() <= cookie::LONGEST_VALUE {
                cookie::set(headers, cookie::ARRIVED, &sealed, None);
                return Ok(());
            }
            if self.claims.pop_last().is_none() {
                return Err(AuthError::Configuration("room for a provider's answer"));
            }
        }
    }

    /// What the provider said of an attribute, as text.
    pub fn text_of(&self, provider: &SocialProvider, attribute: &str) -> Option<String> {
        let claim = provider
            .claims
            .iter()
            .find(|claim| claim.attribute == attribute)?;
        Some(self.claims.get(&claim.claim)?.as_str()?.to_owned())
    }
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Arrived")
            .field(&self.provider)
            .finish()
    }
}
