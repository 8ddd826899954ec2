//! Metadata and keys of issuers, read when they are needed and kept as [`CachePolicy`] says.

use std::{sync::Arc, time::Instant};

use domicile_jose::ForeignKeys;
use domicile_outbound::Client;

use crate::{
    CachePolicy, FederationError, Issuer, ProviderMetadata,
    cache::{Need, Slot, Slots},
    fetch::{JSON, body},
};

const METADATA: &str = "metadata";
const KEYS: &str = "keys";

/// What is known of issuers.
#[derive(Debug)]
pub(crate) struct Discovery {
    http: Client,
    policy: CachePolicy,
    known: Slots<Known>,
}

#[derive(Debug, Default)]
struct Known {
    metadata: Slot<ProviderMetadata>,
    keys: Slot<ForeignKeys>,
}

impl Discovery {
    pub(crate) fn new(http: Client, policy: CachePolicy) -> Self {
        Self {
            http,
            policy,
            known: Slots::default(),
        }
    }

    /// Metadata of an issuer.
    pub(crate) async fn metadata(
        &self,
        issuer: &Issuer,
    ) -> Result<Arc<ProviderMetadata>, FederationError> {
        let known = self.known.of(issuer);
        let read = async || self.read_metadata(issuer).await;
        self.kept(METADATA, &known.metadata, false, read).await
    }

    /// Keys of an issuer; newer ones than are kept where those are known not to be enough.
    pub(crate) async fn keys(
        &self,
        issuer: &Issuer,
        metadata: &ProviderMetadata,
        newer: bool,
    ) -> Result<Arc<ForeignKeys>, FederationError> {
        let known = self.known.of(issuer);
        let read = async || self.read_keys(metadata).await;
        self.kept(KEYS, &known.keys, newer, read).await
    }

    /// Reads both now, and keeps them: whoever has just repaired them need not wait.
    pub(crate) async fn inspect(&self, issuer: &Issuer) -> Result<(), FederationError> {
        let metadata = Arc::new(self.read_metadata(issuer).await?);
        let keys = Arc::new(self.read_keys(&metadata).await?);
        let known = self.known.of(issuer);
        known
            .metadata
            .lock()
            .await
            .tried(Instant::now(), Some(&metadata));
        known.keys.lock().await.tried(Instant::now(), Some(&keys));
        Ok(())
    }

    async fn read_metadata(&self, issuer: &Issuer) -> Result<ProviderMetadata, FederationError> {
        let answer = self.http.get(&issuer.configuration_url(), JSON).await;
        Ok(ProviderMetadata::parse(issuer, &body(METADATA, answer)?)?)
    }

    async fn read_keys(&self, metadata: &ProviderMetadata) -> Result<ForeignKeys, FederationError> {
        let answer = self.http.get(metadata.jwks_uri.as_str(), JSON).await;
        ForeignKeys::from_document(&body(KEYS, answer)?)
            .map_err(|_| FederationError::Unreadable { what: KEYS })
    }

    async fn kept<T>(
        &self,
        what: &'static str,
        slot: &Slot<T>,
        newer: bool,
        read: impl AsyncFnOnce() -> Result<T, FederationError>,
    ) -> Result<Arc<T>, FederationError> {
        let mut kept = slot.lock().await;
        let need = kept.need(&self.policy, Instant::now(), newer);
        let there = match need {
            Need::Nothing => return kept.value().ok_or(FederationError::Unreadable { what }),
            Need::Wait => {
                let error = domicile_outbound::OutboundError::Unreachable;
                return Err(FederationError::Unreachable { what, error });
            }
            Need::Refresh => kept.value(),
            Need::Read => None,
        };
        let read = read().await.map(Arc::new);
        kept.tried(Instant::now(), read.as_ref().ok());
        // Sign-in goes on with what is there while the provider's documents do not.
        read.or_else(|error| there.ok_or(error))
    }
}
