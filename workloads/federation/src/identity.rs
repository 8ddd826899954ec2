//! What a provider said about somebody.

use std::collections::BTreeMap;

use serde_json::Value;

/// Somebody, as a provider knows them. `Debug` shows the provider alone.
#[derive(Clone, PartialEq)]
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
}

/// An e-mail address that a provider gave.
#[derive(Clone, PartialEq, Eq)]
pub struct ProvidedEmail {
    /// As it was written; not proven to be an address.
    pub address: String,
    /// Whether the provider says that it is the person's.
    pub verified: bool,
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
