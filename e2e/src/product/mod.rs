//! Domicile on a cluster: chart, example, edge, and the walk through it.

pub mod authority;
pub mod chart;
pub mod client_libraries;
pub mod edge;
pub mod environment;
pub mod example;
pub mod partners;
pub mod receiver;
pub mod regions;
pub mod rollout;
pub mod scenario;

/// Namespace of the operator.
pub const SYSTEM_NAMESPACE: &str = "domicile-system";
/// Namespace and name of the airline's tenant.
pub const TENANT: &str = "aurora";
/// Domain of the airline's tenant.
pub const DOMAIN: &str = "aurora.localhost";
/// Public port of the airline's tenant.
pub const PORT: u16 = 8443;
