//! What ingest counts. Labels come from enums and configuration, never from people.

use domicile_service::metrics::Metrics;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};

/// Messages by what became of them.
#[derive(Clone, Debug, Default)]
pub struct IngestMetrics {
    messages: Family<Labels, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    outcome: &'static str,
}

impl IngestMetrics {
    /// Registers the counters.
    pub fn register(registry: &Metrics) -> Self {
        let metrics = Self::default();
        registry.register(
            "ingest_messages",
            "Messages by what became of them",
            metrics.messages.clone(),
        );
        metrics
    }

    /// Counts messages.
    pub fn count(&self, outcome: &'static str, messages: usize) {
        if messages > 0 {
            self.messages
                .get_or_create(&Labels { outcome })
                .inc_by(messages as u64);
        }
    }
}
