//! The way to addresses that applications name, as the bundle in force and the mounted authorities have it.

use std::sync::{Mutex, PoisonError};

use domicile_bundle::Bundle;
use domicile_outbound::{Client, ClientError, Trust, TrustedHost};

/// Reads the PEM certificates of the tenant's authorities, if it has any.
pub type Authorities = Box<dyn Fn() -> Option<String> + Send + Sync>;

/// Makes the client anew only when what it trusts has changed.
pub struct Outbound {
    authorities: Authorities,
    made: Mutex<Option<(Trust, Client)>>,
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
        let trusted = bundle.openid.trusted_hosts.iter();
        let trust = Trust {
            hosts: trusted
                .filter_map(|text| TrustedHost::parse(text))
                .collect(),
            authorities: self.authorities(),
        };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((with, client)) = made.as_ref()
            && *with == trust
        {
            return Ok(client.clone());
        }
        let client = Client::new(trust.clone())?;
        *made = Some((trust, client.clone()));
        Ok(client)
    }
}
