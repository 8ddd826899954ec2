//! Regions of a tenant, as every region knows them.

use serde::{Deserialize, Serialize};

/// One region of the tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegionEntry {
    /// Name of the `Region` resource; also the first label of its regional hosts and the prefix of its codes.
    pub name: String,
    /// Jurisdiction whose law governs people homed here, for example `EU`, `US`, `JP`.
    pub jurisdiction: String,
    /// Countries of residence homed here (ISO 3166-1 alpha-2, upper case), sorted.
    pub residents: Vec<String>,
    /// Whether people of countries that no region names are homed here; true for exactly one region.
    pub takes_other_countries: bool,
    /// Where the other regions' workloads reach this region's workloads.
    pub mesh: MeshAddresses,
    /// Public JSON Web Keys (RFC 7517) of this region's signing keys.
    pub signing_keys: Vec<serde_json::Value>,
}

/// `https://host:port` of the mesh listener of each workload of a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeshAddresses {
    /// The auth workload.
    pub auth: String,
    /// The profile-store workload.
    pub profile_store: String,
    /// The activation workload.
    pub activation: String,
}
