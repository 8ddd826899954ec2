//! A pass over one region.

use k8s_openapi::jiff::Timestamp;
use kube::{ResourceExt, runtime::reflector::ObjectRef};

use super::ReconcileError;
use crate::{context::Context, queue::Outcome, status};

/// Makes one pass.
pub(super) async fn reconcile(context: &Context, name: &str) -> Result<Outcome, ReconcileError> {
    let Some(region) = context.caches.regions.get(&ObjectRef::new(name)) else {
        return Ok(Outcome::Settled);
    };
    let selector = &region.spec.placement.node_selector;
    let nodes = context
        .caches
        .nodes
        .state_filter(|node| {
            selector
                .iter()
                .all(|(key, value)| node.labels().get(key) == Some(value))
        })
        .len();
    let tenants = context
        .caches
        .tenants
        .state_filter(|tenant| tenant.spec.regions.iter().any(|own| own == name))
        .len();
    let status = status::region::of(&region, nodes, tenants, Timestamp::now());
    let written = context
        .statuses
        .write_to_cluster(region.as_ref(), &status)
        .await;
    written.map_err(ReconcileError::write(format!("status of Region {name}")))?;
    Ok(Outcome::Settled)
}
