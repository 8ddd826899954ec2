//! Which passes an event asks for.
//!
//! Our own writes to a status come back as events too: they ask for nothing, or a settled operator would never rest.

use std::{sync::Arc, time::Duration};

use domicile_api::{Attached, IdentityTenant, Region};
use k8s_openapi::api::core::v1::PersistentVolume;
use kube::{Resource, ResourceExt, core::object::HasSpec, runtime::reflector::Store};

use crate::{
    labels,
    queue::{Key, TenantKey, WorkQueue},
};

/// Events of one change come in bursts; one pass that starts a moment later sees all of them.
const BURST: Duration = Duration::from_millis(100);

/// An object before and after an event.
pub struct Change<'a, K> {
    /// As the cache had it.
    pub before: Option<&'a K>,
    /// As it is now; absent when it is gone.
    pub after: Option<&'a K>,
}

/// Puts keys into the queue.
#[derive(Clone)]
pub struct Waker {
    queue: Arc<WorkQueue>,
    tenants: Store<IdentityTenant>,
    regions: Store<Region>,
}

impl Waker {
    /// Wakes keys of `queue`; the caches say which tenants and regions there are.
    pub fn new(
        queue: Arc<WorkQueue>,
        tenants: Store<IdentityTenant>,
        regions: Store<Region>,
    ) -> Self {
        Self {
            queue,
            tenants,
            regions,
        }
    }

    fn wake(&self, key: Key) {
        self.queue.wake(key, BURST);
    }

    fn wake_every_tenant(&self) {
        for tenant in self.tenants.state() {
            self.wake(Key::Tenant(key_of(&tenant)));
        }
    }

    fn wake_every_region(&self) {
        for region in self.regions.state() {
            self.wake(Key::Region(region.name_any()));
        }
    }
}

impl<K> Change<'_, K> {
    fn sides(&self) -> impl Iterator<Item = &K> {
        self.before.into_iter().chain(self.after)
    }
}

impl<K: Resource> Change<'_, K> {
    /// Whether more than the status changed.
    fn is_more_than_status(&self) -> bool {
        let (Some(before), Some(after)) = (self.before, self.after) else {
            return true;
        };
        let (before, after) = (before.meta(), after.meta());
        before.generation != after.generation
            || before.uid != after.uid
            || before.deletion_timestamp != after.deletion_timestamp
            || before.labels != after.labels
            || before.annotations != after.annotations
            || before.finalizers != after.finalizers
    }
}

/// The tenant itself.
pub fn tenant(waker: &Waker, change: &Change<'_, IdentityTenant>) {
    if change.is_more_than_status() {
        change
            .sides()
            .for_each(|tenant| waker.wake(Key::Tenant(key_of(tenant))));
    }
}

/// The region, and every tenant: any of them may name it.
pub fn region(waker: &Waker, change: &Change<'_, Region>) {
    if change.is_more_than_status() {
        change
            .sides()
            .for_each(|region| waker.wake(Key::Region(region.name_any())));
        waker.wake_every_tenant();
    }
}

/// The tenant that the object names, and the one that it named before.
pub fn attached<K>(waker: &Waker, change: &Change<'_, K>)
where
    K: Resource + HasSpec,
    K::Spec: Attached,
{
    if change.is_more_than_status() {
        for object in change.sides() {
            let namespace = object.namespace().unwrap_or_default();
            let reference = object.spec().tenant_ref();
            let key = TenantKey::new(reference.namespace_from(&namespace), &reference.name);
            waker.wake(Key::Tenant(key));
        }
    }
}

/// A namespace or a node: only labels matter, and they matter to everyone.
pub fn labels_of_all<K: Resource>(waker: &Waker, change: &Change<'_, K>) {
    if change.before.map(ResourceExt::labels) != change.after.map(ResourceExt::labels) {
        waker.wake_every_region();
        waker.wake_every_tenant();
    }
}

/// The tenant that the labels name.
pub fn labelled<K: Resource>(waker: &Waker, change: &Change<'_, K>) {
    for object in change.sides() {
        if let Some(key) = labels::tenant_of(object.namespace(), object.labels()) {
            waker.wake(Key::Tenant(key));
        }
    }
}

/// The tenants in the namespace of the claim that the volume is bound to.
pub fn volume(waker: &Waker, change: &Change<'_, PersistentVolume>) {
    let namespaces: Vec<_> = change
        .sides()
        .filter_map(|volume| {
            volume
                .spec
                .as_ref()?
                .claim_ref
                .as_ref()?
                .namespace
                .as_deref()
        })
        .collect();
    for tenant in waker.tenants.state() {
        if namespaces.contains(&tenant.namespace().unwrap_or_default().as_str()) {
            waker.wake(Key::Tenant(key_of(&tenant)));
        }
    }
}

fn key_of(tenant: &IdentityTenant) -> TenantKey {
    TenantKey::new(tenant.namespace().unwrap_or_default(), tenant.name_any())
}
