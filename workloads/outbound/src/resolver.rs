//! Name resolution that gives out public addresses only. The connection goes to exactly the addresses that were
//! checked here, so a name that means something else a moment later changes nothing.

use std::{net::SocketAddr, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{address, trust::Trust};

/// A name stands for no public address.
#[derive(Debug, thiserror::Error)]
#[error("the name stands for no public address")]
pub(crate) struct NoPublicAddress;

/// Resolves names as the system does and keeps what is public; all of it for hosts that the tenant names.
pub(crate) struct PublicResolver {
    pub(crate) trust: Arc<Trust>,
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let trust = Arc::clone(&self.trust);
        Box::pin(async move {
            let host = name.as_str();
            // Port 0 stands for the URL's own.
            let found = tokio::net::lookup_host((host, 0)).await?;
            let allowed = allowed(found, trust.names_host(host));
            if allowed.is_empty() {
                return Err(NoPublicAddress.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn allowed(found: impl Iterator<Item = SocketAddr>, trusted: bool) -> Vec<SocketAddr> {
    found
        .filter(|address| trusted || address::is_public(address.ip()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn a_name_with_a_public_and_a_private_address_leads_to_the_public_one_only() {
        let found = ["1.1.1.1:0", "127.0.0.1:0", "[::1]:0", "10.0.0.1:0"];
        let found = || found.iter().map(|text| text.parse().unwrap());
        assert_eq!(allowed(found(), false), ["1.1.1.1:0".parse().unwrap()]);
        assert_eq!(allowed(found(), true).len(), 4);
    }
}
