//! What every Domicile workload process shares: configuration that reloads without a restart, TLS listeners,
//! the mutually authenticated mesh between workloads and regions, keys, the database pool, health, metrics and
//! status, problem+json errors, migrations, and a graceful stop.
//!
//! ```no_run
//! use domicile_bundle::status::Workload;
//! use domicile_service::{Listeners, start};
//!
//! # async fn example() -> Result<(), domicile_service::ServiceError> {
//! let context = start(Workload::Auth).await?;
//! let bundle = context.bundle(); // a snapshot: take one per request
//! let public = axum::Router::new();
//! context.serve(Listeners { public: Some(public), mesh: None }).await
//! # }
//! ```
//!
//! Data flows one way: mounted files → [`Context`] → handlers. Nothing here talks to the Kubernetes API.

pub mod client_certificate;
pub mod configuration;
mod context;
pub mod database;
mod error;
pub mod keys;
mod listeners;
mod management;
pub mod mesh;
pub mod metrics;
pub mod migrate;
mod mounted;
pub mod openapi;
pub mod problem;
mod readiness;
mod settings;
mod stop;
mod telemetry;
mod tls;
mod unread_body;

pub use client_certificate::ClientCertificate;
pub use configuration::LoadedBundle;
pub use context::{Context, start, start_with};
pub use database::Database;
pub use error::ServiceError;
pub use keys::Key32;
pub use listeners::Listeners;
pub use mounted::Mounted;
pub use problem::Problem;
pub use readiness::ReadinessHold;
pub use settings::Settings;
pub use stop::Stop;
pub use telemetry::install as install_telemetry;
