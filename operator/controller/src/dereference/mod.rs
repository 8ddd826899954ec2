//! Everything that a pass looks at, read at its beginning: the only stage that reads.
//!
//! From caches, except where a cache must not be trusted: Secrets that are not in it are asked for by name, because
//! making a key anew that exists already would lose what the old one protects. Workloads are asked for the
//! revision that they run through the API server's pod proxy.

mod attached_objects;
mod last_accepted;
mod permission;
mod secrets;
mod workload_status;

use std::{collections::BTreeMap, sync::Arc};

use domicile_api::{IdentityTenant, Region};
use k8s_openapi::api::core::v1;
use kube::{Client, ResourceExt, runtime::reflector::ObjectRef};

pub use attached_objects::{AttachedKind, AttachedObjects};
pub use last_accepted::{LastAccepted, StoreError};
pub use permission::Permission;
pub use secrets::{SecretName, Secrets};

use crate::{
    apply::Live,
    caches::Caches,
    observe::{Observation, Pod, Rollout, Volume},
    prepared::ChildKind,
    queue::TenantKey,
};

/// Why a pass cannot even begin.
#[derive(Debug, thiserror::Error)]
pub enum DereferenceError {
    /// The API server did not answer.
    #[error("cannot read {what}: {source}")]
    Read {
        /// What was asked for.
        what: String,
        /// What the API server said.
        source: Box<kube::Error>,
    },
}

/// Everything that a pass looks at.
#[derive(Debug)]
pub struct Dereferenced {
    /// Which tenant.
    pub key: TenantKey,
    /// The tenant.
    pub tenant: Arc<IdentityTenant>,
    /// Every region of the cluster.
    pub regions: Vec<Arc<Region>>,
    /// Every object that names the tenant, allowed or not.
    pub attached: AttachedObjects,
    /// Which namespaces may attach.
    pub permission: Permission,
    /// What was accepted before.
    pub last_accepted: Option<LastAccepted>,
    /// Secrets that a pass needs, present ones only.
    pub secrets: Secrets,
    /// What was written before.
    pub live: Live,
    /// What runs.
    pub observation: Observation,
}

/// Reads everything about a tenant.
///
/// # Errors
/// When the API server does not answer.
pub async fn tenant(
    client: &Client,
    caches: &Caches,
    key: &TenantKey,
    tenant: Arc<IdentityTenant>,
) -> Result<Dereferenced, DereferenceError> {
    let mut live = live_objects(caches, key);
    let last_accepted = last_accepted::read(&live, key);
    let attached = AttachedObjects::of(caches, key);
    let permission = Permission::of(&tenant, &caches.namespaces);
    let regions = caches.regions.state();
    let names = secrets::needed(key, &tenant, last_accepted.as_ref(), &attached, &permission);
    let secrets = secrets::read(client, names, &mut live).await?;
    let observation = observe(client, caches, key, &live).await;
    live.pods.clone_from(&observation.pods);
    Ok(Dereferenced {
        key: key.clone(),
        tenant,
        regions,
        attached,
        permission,
        last_accepted,
        secrets,
        live,
        observation,
    })
}

/// What was written for a tenant, in any namespace.
pub fn live_objects(caches: &Caches, key: &TenantKey) -> Live {
    let mut live = Live::default();
    for kind in ChildKind::ALL {
        for object in caches.children.of_tenant(kind, key) {
            let place = (
                kind,
                object.namespace().unwrap_or_default(),
                object.name_any(),
            );
            live.objects.insert(place, object);
        }
    }
    live
}

async fn observe(client: &Client, caches: &Caches, key: &TenantKey, live: &Live) -> Observation {
    let mine = |namespace: Option<String>, labels: &BTreeMap<String, String>| {
        crate::labels::tenant_of(namespace, labels).as_ref() == Some(key)
    };
    let pods = caches
        .pods
        .state_filter(|pod: &v1::Pod| mine(pod.namespace(), pod.labels()));
    let mut pods: Vec<_> = pods.iter().filter_map(|pod| Pod::of(pod)).collect();
    // In an order that stays: the first culprit is the one that is named, and a message that changes is a write.
    pods.sort_by(|left, right| left.name.cmp(&right.name));
    let find = |name: &str| caches.volumes.get(&ObjectRef::new(name));
    let claims = caches
        .claims
        .state_filter(|claim| mine(claim.namespace(), claim.labels()));
    let mut volumes: Vec<_> = claims
        .iter()
        .filter_map(|claim| Volume::of(claim, find))
        .collect();
    volumes.sort_by(|left, right| left.claim.cmp(&right.claim));
    let nodes = caches
        .nodes
        .state()
        .iter()
        .map(|node| (node.name_any(), node.labels().clone()))
        .collect();
    let rollouts = live
        .objects
        .iter()
        .filter(|((kind, ..), _)| matches!(kind, ChildKind::Deployment | ChildKind::StatefulSet))
        .filter_map(|(_, object)| Rollout::of(object))
        .collect();
    Observation {
        pods: workload_status::ask(client, pods).await,
        volumes,
        nodes,
        rollouts,
    }
}
