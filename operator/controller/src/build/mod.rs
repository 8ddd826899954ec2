//! Builds every Kubernetes object of a tenant as a value: no client, no clock, no randomness.
//!
//! Data flows one way: [`input`] (accepted configuration and [`crate::material`]) → one small file per kind of
//! object → [`Prepared`]. The same input always builds the same objects, so a settled pass has nothing to write.

pub mod bundle_config_map;
pub mod component;
pub mod deployment;
pub mod error;
pub mod input;
pub mod names;
pub mod network_peer;
pub mod network_policy;
pub mod node_affinity;
pub mod pod_disruption_budget;
pub mod pod_security;
pub mod ports;
pub mod postgresql;
pub mod quantity;
pub mod region;
pub mod region_bound;
pub mod restart_hash;
pub mod secret;
pub mod service;
pub mod service_account;
pub mod site;
pub mod volume;

#[cfg(test)]
pub(crate) mod tests;

use crate::prepared::Prepared;

pub use error::BuildError;
use input::{RegionInput, TenantInput};

/// Adds what all regions of a tenant share, and the Secrets of what is attached to it.
pub fn tenant(input: TenantInput, prepared: &mut Prepared) {
    let TenantInput {
        scope,
        material,
        attached,
    } = input;
    let shared = material
        .secrets
        .into_iter()
        .map(|secret| secret::of_tenant(&scope, secret));
    prepared.secrets.extend(shared);
    prepared
        .secrets
        .extend(attached.into_iter().map(secret::attached));
}

/// Adds every object of one tenant in one region.
///
/// # Errors
/// When something cannot be expressed, with what to change; nothing is added then.
pub fn region(input: RegionInput, prepared: &mut Prepared) -> Result<(), BuildError> {
    region::build(input, prepared)
}
