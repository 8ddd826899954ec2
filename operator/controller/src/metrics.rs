//! What the operator counts. Names and labels are defined here once; nothing in them names a person.

use std::time::Duration;

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Metrics of the operator, all with the prefix `domicile_operator`.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    passes: Family<PassLabels, Counter>,
    duration: Family<KindLabels, Histogram>,
    writes: Family<WriteLabels, Counter>,
    objects: Family<ObjectLabels, Gauge>,
    signing_keys: Counter,
    leader: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PassLabels {
    kind: &'static str,
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabels {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WriteLabels {
    kind: String,
    verb: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ObjectLabels {
    kind: String,
    ready: &'static str,
}

/// What a write does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Server-side apply, or another patch of an object.
    Patch,
    /// Patch of a status.
    PatchStatus,
    /// Deletion.
    Delete,
    /// A Kubernetes Event.
    CreateEvent,
}

impl Verb {
    fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::PatchStatus => "patch_status",
            Self::Delete => "delete",
            Self::CreateEvent => "create_event",
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let passes = Family::default();
        let duration = Family::<KindLabels, Histogram>::new_with_constructor(|| {
            Histogram::new([0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
        });
        let writes = Family::default();
        let objects = Family::default();
        let signing_keys = Counter::default();
        let leader = Gauge::default();
        let mut registry = Registry::with_prefix("domicile_operator");
        registry.register(
            "reconciles",
            "Passes that ended, by kind and result",
            passes.clone(),
        );
        registry.register(
            "reconcile_duration_seconds",
            "How long a pass took",
            duration.clone(),
        );
        registry.register(
            "writes",
            "Writes sent to the API server, by kind and verb",
            writes.clone(),
        );
        registry.register(
            "objects",
            "Custom resources by kind and readiness",
            objects.clone(),
        );
        registry.register(
            "signing_keys_succeeded",
            "Signing keys that were given a successor, in any region",
            signing_keys.clone(),
        );
        registry.register("leader", "1 on the replica that writes", leader.clone());
        Self {
            registry,
            passes,
            duration,
            writes,
            objects,
            signing_keys,
            leader,
        }
    }
}

impl Metrics {
    /// A pass ended.
    pub fn pass(&self, kind: &'static str, succeeded: bool, took: Duration) {
        let result = if succeeded { "success" } else { "error" };
        self.passes
            .get_or_create(&PassLabels { kind, result })
            .inc();
        self.duration
            .get_or_create(&KindLabels { kind })
            .observe(took.as_secs_f64());
    }

    /// A write was sent.
    pub fn wrote(&self, kind: &str, verb: Verb) {
        self.writes
            .get_or_create(&WriteLabels {
                kind: kind.to_owned(),
                verb: verb.as_str(),
            })
            .inc();
    }

    /// How many objects of a kind are ready, and how many are not.
    pub fn objects(&self, kind: &str, ready: usize, not_ready: usize) {
        for (label, count) in [("true", ready), ("false", not_ready)] {
            let kind = kind.to_owned();
            let gauge = self
                .objects
                .get_or_create(&ObjectLabels { kind, ready: label })
                .clone();
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }

    /// A signing key was given a successor.
    pub fn signing_key_succeeded(&self) {
        self.signing_keys.inc();
    }

    /// Whether this replica writes.
    pub fn leads(&self, leads: bool) {
        self.leader.set(i64::from(leads));
    }

    /// The text that Prometheus reads.
    ///
    /// # Errors
    /// When the text cannot be written, which a `String` excludes.
    pub fn encode(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
