//! Flags and environment of the operator.

use std::net::SocketAddr;

use clap::Parser;

use crate::build::input::Images;

/// Turns Domicile's custom resources into running, resident workloads.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Settings {
    /// Image of the auth workload.
    #[arg(long, env = "DOMICILE_IMAGE_AUTH")]
    pub image_auth: String,
    /// Image of the profile-store workload.
    #[arg(long, env = "DOMICILE_IMAGE_PROFILE_STORE")]
    pub image_profile_store: String,
    /// Image of the activation workload.
    #[arg(long, env = "DOMICILE_IMAGE_ACTIVATION")]
    pub image_activation: String,
    /// Image of `PostgreSQL` 15 or later, Debian layout; a tenant may name another.
    #[arg(long, env = "DOMICILE_IMAGE_POSTGRESQL")]
    pub image_postgresql: String,
    /// Namespace of this operator, where its Lease is.
    #[arg(long, env = "POD_NAMESPACE", default_value = "domicile-system")]
    pub namespace: String,
    /// Name of this replica in the Lease; no two replicas may share one.
    #[arg(long, env = "POD_NAME")]
    pub identity: String,
    /// Name of the Lease that decides which replica writes.
    #[arg(long, env = "DOMICILE_LEASE", default_value = "domicile-operator")]
    pub lease: String,
    /// Address of `/healthz`, `/readyz` and `/metrics`.
    #[arg(long, env = "DOMICILE_METRICS_ADDRESS", default_value = "0.0.0.0:8080")]
    pub metrics_address: SocketAddr,
    /// What is logged, for example `info` or `domicile_operator=debug,info`.
    #[arg(long, env = "RUST_LOG", default_value = "info")]
    pub log: String,
    /// Passes at the same time.
    #[arg(long, env = "DOMICILE_CONCURRENCY", default_value_t = 8)]
    pub concurrency: usize,
}

impl Settings {
    /// The images of workloads.
    pub fn images(&self) -> Images {
        Images {
            auth: self.image_auth.clone(),
            profile_store: self.image_profile_store.clone(),
            activation: self.image_activation.clone(),
            postgresql: self.image_postgresql.clone(),
        }
    }
}
