//! Prometheus metrics. Label values come from configuration and enums, never from people.

use std::sync::{Arc, Mutex, PoisonError};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, gauge::Gauge},
    registry::{Metric, Registry},
};

/// The process's registry. Every name gets the prefix `domicile_`.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Mutex<Registry>>);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BuildLabels {
    workload: String,
    version: String,
    region: String,
}

impl Metrics {
    pub(crate) fn new(workload: &str, region: &str) -> Self {
        let metrics = Self(Arc::new(Mutex::new(Registry::with_prefix("domicile"))));
        let build = Family::<BuildLabels, Gauge>::default();
        build
            .get_or_create(&BuildLabels {
                workload: workload.to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                region: region.to_owned(),
            })
            .set(1);
        metrics.register("build", "Which build runs where", build);
        metrics
    }

    /// Registers a metric (a clone of it: its counters are shared).
    pub fn register(&self, name: &str, help: &str, metric: impl Metric) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .register(name, help, metric);
    }

    pub(crate) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(
            &mut text,
            &self.0.lock().unwrap_or_else(PoisonError::into_inner),
        )?;
        Ok(text)
    }
}
