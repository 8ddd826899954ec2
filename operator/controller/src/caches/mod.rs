//! What the operator knows of the cluster, kept up to date by watches.
//!
//! Our kinds whole; children, Secrets among them, only those that carry our label; pods, volumes and nodes cut down
//! to what a proof of residency needs; everything without `managedFields`. Each event wakes the keys that it is
//! about, see [`interest`].

mod children;
mod interest;
mod reflect;
mod trim;

use std::sync::Arc;

use domicile_api::{
    ActivationTarget, Application, Brand, ConsentPolicy, IdentityTenant, ProfileSchema,
    ProfileSource, Region,
};
use k8s_openapi::api::core::v1::{Namespace, Node, PersistentVolume, PersistentVolumeClaim, Pod};
use kube::{
    Client,
    core::PartialObjectMeta,
    runtime::{reflector::Store, watcher},
};
use tokio::task::JoinSet;

pub use children::Children;

use self::{
    interest::Waker,
    reflect::{Cluster, Reflector},
};
use crate::{labels, queue::WorkQueue};

/// Read handles on every cache.
#[derive(Clone)]
pub struct Caches {
    /// Regions.
    pub regions: Store<Region>,
    /// Tenants.
    pub tenants: Store<IdentityTenant>,
    /// Brands.
    pub brands: Store<Brand>,
    /// Applications.
    pub applications: Store<Application>,
    /// Profile schemas.
    pub schemas: Store<ProfileSchema>,
    /// Consent policies.
    pub policies: Store<ConsentPolicy>,
    /// Profile sources.
    pub sources: Store<ProfileSource>,
    /// Activation targets.
    pub targets: Store<ActivationTarget>,
    /// Labels of namespaces, which decide about who may attach.
    pub namespaces: Store<PartialObjectMeta<Namespace>>,
    /// Labels of nodes, which say in which region they are.
    pub nodes: Store<PartialObjectMeta<Node>>,
    /// Our pods: where they run, and how they are.
    pub pods: Store<Pod>,
    /// Our volume claims.
    pub claims: Store<PersistentVolumeClaim>,
    /// Which nodes a volume is bound to.
    pub volumes: Store<PersistentVolume>,
    /// Everything that the operator wrote.
    pub children: Children,
}

impl std::fmt::Debug for Caches {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Caches")
            .field("tenants", &self.tenants.len())
            .finish_non_exhaustive()
    }
}

/// A cache whose watch ended, which only a defect does.
#[derive(Debug, thiserror::Error)]
#[error("a cache stopped before it was filled")]
pub struct CacheStopped;

impl Caches {
    /// Starts every watch in `tasks`; the caches fill in the background.
    pub fn start(client: &Client, queue: &Arc<WorkQueue>, tasks: &mut JoinSet<()>) -> Self {
        let (tenants, regions) = (Reflector::new(()), Reflector::new(()));
        let waker = Waker::new(Arc::clone(queue), tenants.store(), regions.store());
        let ours = watcher::Config::default().labels(&format!(
            "{}={}",
            labels::MANAGED_BY,
            labels::OPERATOR
        ));
        // Pods and claims are made by controllers from our templates: they carry the tenant's label only.
        let of_tenants = watcher::Config::default().labels(labels::TENANT);
        let all = watcher::Config::default;
        let mut cluster = Cluster {
            client,
            waker: &waker,
            tasks,
        };
        Self {
            tenants: cluster.watch_into(tenants, all(), trim::managed_fields, interest::tenant),
            regions: cluster.watch_into(regions, all(), trim::managed_fields, interest::region),
            brands: cluster.watch(all(), trim::managed_fields, interest::attached),
            applications: cluster.watch(all(), trim::managed_fields, interest::attached),
            schemas: cluster.watch(all(), trim::managed_fields, interest::attached),
            policies: cluster.watch(all(), trim::managed_fields, interest::attached),
            sources: cluster.watch(all(), trim::managed_fields, interest::attached),
            targets: cluster.watch(all(), trim::managed_fields, interest::attached),
            namespaces: cluster.watch(all(), trim::to_labels, interest::labels_of_all),
            nodes: cluster.watch(all(), trim::to_labels, interest::labels_of_all),
            pods: cluster.watch(of_tenants.clone(), trim::pod, interest::labelled),
            claims: cluster.watch(of_tenants, trim::managed_fields, interest::labelled),
            volumes: cluster.watch(all(), trim::volume, interest::volume),
            children: Children::start(&mut cluster, &ours),
        }
    }

    /// Waits until every cache is filled.
    ///
    /// # Errors
    /// When a watch ended.
    pub async fn filled(&self) -> Result<(), CacheStopped> {
        let Self {
            regions,
            tenants,
            brands,
            applications,
            schemas,
            policies,
            sources,
            targets,
            namespaces,
            nodes,
            pods,
            claims,
            volumes,
            children,
        } = self;
        let ready = async {
            tokio::try_join!(
                regions.wait_until_ready(),
                tenants.wait_until_ready(),
                brands.wait_until_ready(),
                applications.wait_until_ready(),
                schemas.wait_until_ready(),
                policies.wait_until_ready(),
                sources.wait_until_ready(),
                targets.wait_until_ready(),
                namespaces.wait_until_ready(),
                nodes.wait_until_ready(),
                pods.wait_until_ready(),
                claims.wait_until_ready(),
                volumes.wait_until_ready(),
                children.wait_until_ready(),
            )
        };
        ready.await.map(|_| ()).map_err(|_| CacheStopped)
    }
}
