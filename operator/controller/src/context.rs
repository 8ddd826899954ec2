//! What every pass works with.

use std::sync::Arc;

use kube::Client;

use crate::{
    apply::Writer, build::input::Images, caches::Caches, metrics::Metrics, status::StatusWriter,
};

/// What every pass works with.
#[derive(Clone)]
pub struct Context {
    /// For reads that no cache answers.
    pub client: Client,
    /// What is known of the cluster.
    pub caches: Caches,
    /// Writes objects.
    pub writer: Writer,
    /// Writes statuses.
    pub statuses: StatusWriter,
    /// Counts.
    pub metrics: Arc<Metrics>,
    /// Which images run.
    pub images: Images,
}
