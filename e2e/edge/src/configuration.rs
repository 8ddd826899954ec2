//! What the edge is told: listeners, domain, and where each region's workloads are.

use std::{collections::BTreeMap, net::SocketAddr, path::Path};

use anyhow::Context as _;
use serde::Deserialize;

/// The edge's configuration file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Configuration {
    /// Listen address → name of the region that answers global names there.
    pub listeners: BTreeMap<SocketAddr, String>,
    /// The tenant's domain.
    pub domain: String,
    /// Region → its workloads.
    pub regions: BTreeMap<String, Backends>,
}

/// Where the workloads of one region are, as `host:port`. Names are looked up for every connection, so a Service that was
/// made anew is found.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Backends {
    /// Public HTTPS of the auth workload.
    pub auth: String,
    /// Public HTTPS of the profile-store workload.
    pub profile_store: String,
}

impl Configuration {
    /// Reads and checks the file.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let configuration: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} is not valid", file.display()))?;
        for (address, region) in &configuration.listeners {
            anyhow::ensure!(
                configuration.regions.contains_key(region),
                "listeners.{address} names region {region}, which is not in regions"
            );
        }
        Ok(configuration)
    }
}
