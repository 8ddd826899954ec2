//! Everything that the operator wrote, by kind.

use std::{collections::BTreeMap, sync::Arc};

use kube::{
    ResourceExt,
    core::DynamicObject,
    runtime::{
        reflector::{ObjectRef, Store, store::WriterDropped},
        watcher,
    },
};

use super::{
    interest,
    reflect::{Cluster, Reflector},
    trim,
};
use crate::{labels, prepared::ChildKind, queue::TenantKey};

/// Caches of the objects that carry our label.
#[derive(Clone)]
pub struct Children(BTreeMap<ChildKind, Store<DynamicObject>>);

impl Children {
    pub(super) fn start(cluster: &mut Cluster<'_>, ours: &watcher::Config) -> Self {
        let watch = |kind: ChildKind| {
            let reflector = Reflector::new(kind.resource());
            (
                kind,
                cluster.watch_into(reflector, ours.clone(), trim::child, interest::labelled),
            )
        };
        Self(ChildKind::ALL.into_iter().map(watch).collect())
    }

    pub(super) async fn wait_until_ready(&self) -> Result<(), WriterDropped> {
        for store in self.0.values() {
            store.wait_until_ready().await?;
        }
        Ok(())
    }

    /// The object of that kind, namespace and name.
    pub fn get(&self, kind: ChildKind, namespace: &str, name: &str) -> Option<Arc<DynamicObject>> {
        self.0
            .get(&kind)?
            .get(&ObjectRef::new_with(name, kind.resource()).within(namespace))
    }

    /// Every object of a kind that was made for a tenant, in any namespace.
    pub fn of_tenant(&self, kind: ChildKind, tenant: &TenantKey) -> Vec<Arc<DynamicObject>> {
        let belongs = |object: &DynamicObject| {
            labels::tenant_of(object.namespace(), object.labels()).as_ref() == Some(tenant)
        };
        self.0
            .get(&kind)
            .map(|store| store.state_filter(belongs))
            .unwrap_or_default()
    }
}
