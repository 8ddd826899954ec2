//! What a provider said about somebody.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Somebody, as a provider knows them. `Debug` shows the provider alone.
#[derive(Clone)]
pub struct Identity {
    /// The provider's name in the configuration.
    pub provider: String,
    /// Who it is there: `sub`, or what the configuration says that stands for it.
    pub subject: String,
    /// The e-mail address, where the provider gave one.
    pub email: Option<ProvidedEmail>,
    /// Values of the claims that the configuration names, by the text of their path: texts, numbers, booleans. What
    /// is missing, of another shape or too long is not here.
    pub claims: BTreeMap<String, Value>,
    /// How they proved who they are there; nothing of providers without `OpenID` Connect.
    pub authentication: Authentication,
    /// The ID token, by which the provider finds their session again when they sign out.
    pub id_token: Option<SecretString>,
}

/// How somebody proved who they are at a provider, as its ID token says it (`OpenID` Connect Core 1.0, section 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// `auth_time`: when, in seconds since 1970.
    pub auth_time: Option<i64>,
    /// `acr`: how surely.
    pub acr: Option<String>,
    /// `amr`: how; what is no text of printable ASCII characters or too long is left out.
    pub methods: Vec<String>,
    /// `sid`: in which session of the provider's.
    pub session_id: Option<String>,
}

/// An e-mail address that a provider gave.
#[derive(Clone, PartialEq, Eq)]
pub struct ProvidedEmail {
    /// As it was written; not proven to be an address.
    pub address: String,
    /// Whether the provider says that it is the person's.
    pub verified: bool,
    /// Whether the provider says that it is not known to be: `email_verified` is there, and no yes.
    pub denied: bool,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Identity")
            .field(&self.provider)
            .finish()
    }
}

impl std::fmt::Debug for ProvidedEmail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ProvidedEmail(…)")
    }
}
