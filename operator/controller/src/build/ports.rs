//! Ports, defined once. Services use the same numbers as pods.

/// Public HTTPS of auth and profile-store.
pub const PUBLIC: i32 = 8443;
/// HTTPS with client certificates between workloads and regions of a tenant.
pub const MESH: i32 = 9443;
/// Health, metrics and status, plain HTTP, behind no Service.
pub const MANAGEMENT: i32 = 9090;
/// PostgreSQL.
pub const POSTGRESQL: i32 = 5432;
/// Name resolution.
pub const DNS: i32 = 53;
