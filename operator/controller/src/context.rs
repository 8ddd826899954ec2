//! What every pass works with.

use std::sync::Arc;

use domicile_api::{
    Observed,
    condition::{ConditionType, is_true},
};
use kube::{Client, Resource, core::object::HasStatus, runtime::reflector::Store};

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

impl Context {
    /// Counts the objects of every kind by readiness.
    pub fn count_objects(&self) {
        self.count(&self.caches.regions);
        self.count(&self.caches.tenants);
        self.count(&self.caches.brands);
        self.count(&self.caches.applications);
        self.count(&self.caches.schemas);
        self.count(&self.caches.policies);
        self.count(&self.caches.sources);
        self.count(&self.caches.targets);
    }

    fn count<K>(&self, store: &Store<K>)
    where
        K: Resource<DynamicType = ()> + HasStatus<Status: Observed> + Clone + 'static,
    {
        let is_ready = |object: &K| {
            let status = object.status();
            status.is_some_and(|status| is_true(status.conditions(), ConditionType::Ready))
        };
        let ready = store.state_filter(is_ready).len();
        self.metrics
            .objects(&K::kind(&()), ready, store.len().saturating_sub(ready));
    }
}
