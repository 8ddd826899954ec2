//! What every step of a delivery needs.

use std::{fmt, sync::Arc};

use domicile_service::LoadedBundle;
use sqlx::PgPool;

use crate::{exit::Exit, metrics::DeliveryMetrics, signing_secret::SigningSecrets};

/// Gives the configuration in force; asked once per batch, so that a batch sees one configuration.
pub type BundleSource = Arc<dyn Fn() -> Arc<LoadedBundle> + Send + Sync>;

/// What every step of a delivery needs. Cheap to clone.
#[derive(Clone)]
pub struct Activation {
    /// Connections of the runtime role.
    pub pool: PgPool,
    /// The configuration in force.
    pub bundle: BundleSource,
    /// The way out.
    pub exit: Exit,
    /// Where the targets' signing secrets are mounted.
    pub secrets: SigningSecrets,
    /// What is counted.
    pub metrics: DeliveryMetrics,
}

impl fmt::Debug for Activation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Activation").finish_non_exhaustive()
    }
}
