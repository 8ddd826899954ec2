//! Writes what was built: the only stage that writes objects.
//!
//! Server-side apply with one field manager. Groups in order, the objects of a group at the same time; a group is
//! written only when the one before it was. What is already there as wanted is left alone, see [`drift`].

mod additions;
mod applied;
pub mod drift;
pub mod foreign_fields;
mod garbage;
mod nudge;
mod server_side_apply;

use std::{collections::HashMap, sync::Arc};

use futures::{StreamExt, stream};
use kube::{
    Client,
    core::{DynamicObject, Status},
};

pub use applied::{Applied, Failure};

use crate::{
    metrics::Metrics,
    observe::Pod,
    prepared::{ChildKind, Desired, Prepared},
};

/// Writes in flight at the same time for one tenant.
const CONCURRENT_WRITES: usize = 8;

/// What may write.
#[derive(Clone)]
pub struct Writer {
    client: Client,
    metrics: Arc<Metrics>,
}

/// What is there, as the caches have it.
#[derive(Clone, Debug, Default)]
pub struct Live {
    /// Objects made for the tenant, by kind, namespace and name.
    pub objects: HashMap<(ChildKind, String, String), Arc<DynamicObject>>,
    /// The tenant's pods.
    pub pods: Vec<Pod>,
}

impl Writer {
    /// Writes through that client, and counts.
    pub fn new(client: Client, metrics: Arc<Metrics>) -> Self {
        Self { client, metrics }
    }

    /// Makes the cluster say what was prepared.
    pub async fn apply(&self, prepared: Prepared, live: &Live) -> Applied {
        let mut applied = Applied::new(prepared.revisions.clone());
        let groups = match prepared.groups() {
            Ok(groups) => groups,
            Err(error) => {
                applied.fail("objects of the tenant", &error.to_string());
                return applied;
            }
        };
        for (number, group) in groups.iter().enumerate() {
            self.write_group(group, live, &mut applied).await;
            if applied.has_failed() {
                return applied;
            }
            if number == 0 {
                // The ConfigMaps are written: pods may look at once.
                self.nudge(&prepared.revisions, &live.pods, &mut applied)
                    .await;
            }
        }
        self.collect_garbage(&groups.concat(), live, &mut applied)
            .await;
        applied
    }

    async fn write_group(&self, group: &[Desired], live: &Live, applied: &mut Applied) {
        let writes: Vec<_> = group
            .iter()
            .map(|desired| async move {
                let key = (
                    desired.kind,
                    desired.namespace.clone(),
                    desired.name.clone(),
                );
                let live = live.objects.get(&key).map(AsRef::as_ref);
                (desired, self.write_where_different(desired, live).await)
            })
            .collect();
        let mut results = stream::iter(writes).buffer_unordered(CONCURRENT_WRITES);
        while let Some((desired, result)) = results.next().await {
            match result {
                Ok(true) => applied.wrote(desired.to_string()),
                Ok(false) => {}
                Err(error) => applied.fail(&desired.to_string(), &told(&error)),
            }
        }
    }
}

/// What the API server said, without the object that it said it of: a Secret must not reach a status.
pub fn told(error: &kube::Error) -> String {
    match error {
        kube::Error::Api(status) => {
            let Status {
                message,
                reason,
                code,
                ..
            } = status.as_ref();
            if message.is_empty() {
                format!("{code} {reason}")
            } else {
                message.clone()
            }
        }
        other => other.to_string(),
    }
}
