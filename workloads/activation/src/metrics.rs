//! What is counted. Labels come from configuration and enums, never from people.

use std::time::Duration;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
};

use crate::delivery_log::Entry;

/// Labels of the delivery counter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct DeliveryLabels {
    target: String,
    outcome: &'static str,
    reason: &'static str,
}

/// What is counted about deliveries. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DeliveryMetrics {
    deliveries: Family<DeliveryLabels, Counter>,
    queue_depth: Gauge,
    attempt_seconds: Histogram,
}

impl Default for DeliveryMetrics {
    fn default() -> Self {
        Self {
            deliveries: Family::default(),
            queue_depth: Gauge::default(),
            // 5 ms to 20 s.
            attempt_seconds: Histogram::new(exponential_buckets(0.005, 2.0, 13)),
        }
    }
}

impl DeliveryMetrics {
    /// Makes the metrics visible on `/metrics`.
    pub fn register(&self, metrics: &domicile_service::metrics::Metrics) {
        metrics.register(
            "deliveries",
            "Lines of the delivery log by target, outcome and reason",
            self.deliveries.clone(),
        );
        metrics.register(
            "delivery_queue_depth",
            "Deliveries that are queued in this region",
            self.queue_depth.clone(),
        );
        metrics.register(
            "delivery_attempt_duration_seconds",
            "How long attempts last from the permit to the answer",
            self.attempt_seconds.clone(),
        );
    }

    pub(crate) fn count(&self, entry: &Entry<'_>) {
        let labels = DeliveryLabels {
            target: entry.target.to_owned(),
            outcome: entry.outcome.as_str(),
            reason: entry.reason.as_str(),
        };
        self.deliveries.get_or_create(&labels).inc();
    }

    pub(crate) fn attempt_took(&self, duration: Duration) {
        self.attempt_seconds.observe(duration.as_secs_f64());
    }

    pub(crate) fn queue_is(&self, depth: i64) {
        self.queue_depth.set(depth);
    }
}
