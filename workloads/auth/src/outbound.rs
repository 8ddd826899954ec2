//! The way to addresses that applications name and to providers that people sign in by, as the bundle in force and the mounted authorities have it.

use std::sync::{Arc, Mutex, PoisonError};

use domicile_bundle::Bundle;
use domicile_federation::{CachePolicy, RelyingParty};
use domicile_outbound::{Client, ClientError, Trust, TrustedHost};

/// Reads the PEM certificates of the tenant's authorities, if it has any.
pub type Authorities = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// Makes the client anew only when what it trusts has changed.
pub struct Outbound {
    authorities: Authorities,
    made: Mutex<Option<Made>>,
}

/// What was made with one trust. Metadata and keys of providers are read again under another.
struct Made {
    with: Trust,
    client: Client,
    relying_party: Arc<RelyingParty>,
}

impl Outbound {
    /// A way out with these authorities.
    pub fn new(authorities: Authorities) -> Self {
        Self {
            authorities,
            made: Mutex::new(None),
        }
    }

    /// PEM certificates of the tenant's authorities, as they are now.
    pub fn authorities(&self) -> Option<String> {
        (self.authorities)()
    }

    /// The client.
    ///
    /// # Errors
    /// When the authorities are no PEM certificates.
    pub fn client(&self, bundle: &Bundle) -> Result<Client, ClientError> {
        self.made(bundle, |made| made.client.clone())
    }

    /// The relying party that signs people in by providers.
    ///
    /// # Errors
    /// When the authorities are no PEM certificates.
    pub fn relying_party(&self, bundle: &Bundle) -> Result<Arc<RelyingParty>, ClientError> {
        self.made(bundle, |made| Arc::clone(&made.relying_party))
    }

    fn made<T>(&self, bundle: &Bundle, take: impl Fn(&Made) -> T) -> Result<T, ClientError> {
        let trusted = bundle.openid.trusted_hosts.iter();
        let trust = Trust {
            hosts: trusted
                .filter_map(|text| TrustedHost::parse(text))
                .collect(),
            authorities: self.authorities(),
        };
        let mut kept = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = kept.as_ref()
            && made.with == trust
        {
            return Ok(take(made));
        }
        let client = Client::new(trust.clone())?;
        let relying_party = RelyingParty::new(client.clone(), CachePolicy::default());
        let made = kept.insert(Made {
            with: trust,
            client,
            relying_party: Arc::new(relying_party),
        });
        Ok(take(made))
    }
}
