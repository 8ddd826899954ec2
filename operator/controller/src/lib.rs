//! The Domicile operator: turns custom resources into running, resident workloads.
//!
//! Level-triggered, one tenant at a time, in stages that each are a type of their own:
//! [`dereference`] (all reads) → [`provision`] (keys that are missing) → [`validate`] (pure) → [`build`] (pure) →
//! [`apply`] (the only writer of objects) → [`status`] (from what was applied and observed). [`reconcile`] calls them
//! in this order, [`queue`] says for what and when, [`caches`] keep what they read, [`lease`] decides which replica
//! writes.

pub mod apply;
pub mod assemble;
pub mod build;
pub mod caches;
pub mod context;
pub mod dereference;
pub mod http_server;
pub mod labels;
pub mod lease;
pub mod material;
pub mod metrics;
pub mod observe;
pub mod prepared;
pub mod provision;
pub mod queue;
pub mod reconcile;
pub mod residency;
pub mod run;
pub mod settings;
pub mod status;
pub mod telemetry;
pub mod validate;
