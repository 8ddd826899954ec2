//! Statuses of the objects that name a tenant.

use std::sync::Arc;

use domicile_api::{Attached, Observed};
use futures::{StreamExt, TryStreamExt, stream};
use k8s_openapi::{NamespaceResourceScope, jiff::Timestamp};
use kube::Resource;
use serde::{Serialize, de::DeserializeOwned};

use super::ReconcileError;
use crate::{
    context::Context,
    dereference::{AttachedObjects, Dereferenced},
    queue::{Outcome, TenantKey},
    status::{
        Finding,
        attached::{self, Details},
    },
    validate::{Validated, Verdict},
};

/// Statuses in flight at the same time.
const CONCURRENT_WRITES: usize = 8;

/// Tells every object what became of it.
pub(super) async fn tell(
    context: &Context,
    read: &Dereferenced,
    validated: &Validated,
    not_in_force: Option<&Finding>,
    now: Timestamp,
) -> Result<(), ReconcileError> {
    let AttachedObjects {
        brands,
        applications,
        schemas,
        policies,
        sources,
        targets,
    } = &read.attached;
    let round = Round {
        context,
        validated,
        not_in_force,
        now,
    };
    round.tell(brands).await?;
    round.tell(applications).await?;
    round.tell(schemas).await?;
    round.tell(policies).await?;
    round.tell(sources).await?;
    round.tell(targets).await
}

/// Tells every object that its tenant does not exist.
pub(super) async fn without_tenant(
    context: &Context,
    key: &TenantKey,
) -> Result<Outcome, ReconcileError> {
    let AttachedObjects {
        brands,
        applications,
        schemas,
        policies,
        sources,
        targets,
    } = AttachedObjects::of(&context.caches, key);
    let now = Timestamp::now();
    tell_orphans(context, &brands, key, now).await?;
    tell_orphans(context, &applications, key, now).await?;
    tell_orphans(context, &schemas, key, now).await?;
    tell_orphans(context, &policies, key, now).await?;
    tell_orphans(context, &sources, key, now).await?;
    tell_orphans(context, &targets, key, now).await?;
    Ok(Outcome::Settled)
}

#[derive(Clone, Copy)]
struct Round<'a> {
    context: &'a Context,
    validated: &'a Validated,
    not_in_force: Option<&'a Finding>,
    now: Timestamp,
}

impl Round<'_> {
    async fn tell<K>(self, objects: &[Arc<K>]) -> Result<(), ReconcileError>
    where
        K: Told,
    {
        let Self {
            context,
            validated,
            not_in_force,
            now,
        } = self;
        let writes: Vec<_> = objects
            .iter()
            .map(|object| async move {
                let key = object.object_key();
                let verdict = validated.verdicts.get(&key).unwrap_or(&Verdict::Accepted);
                let status = attached::of(
                    object.as_ref(),
                    verdict,
                    not_in_force.cloned(),
                    validated.in_force.as_ref(),
                    now,
                );
                let written = context.statuses.write(object.as_ref(), &status).await;
                written.map_err(ReconcileError::write(format!("status of {key}")))
            })
            .collect();
        stream::iter(writes)
            .buffer_unordered(CONCURRENT_WRITES)
            .try_collect()
            .await
    }
}

async fn tell_orphans<K: Told>(
    context: &Context,
    objects: &[Arc<K>],
    tenant: &TenantKey,
    now: Timestamp,
) -> Result<(), ReconcileError> {
    for object in objects {
        let status = attached::without_tenant(object.as_ref(), tenant, now);
        let written = context.statuses.write(object.as_ref(), &status).await;
        written.map_err(ReconcileError::write(format!(
            "status of {}",
            object.object_key()
        )))?;
    }
    Ok(())
}

/// Everything that telling needs of a kind.
trait Told:
    Details<
        Spec: Attached,
        Status: Observed + Serialize + PartialEq + Clone + Default + Send + Sync,
    > + Resource<Scope = NamespaceResourceScope>
    + DeserializeOwned
    + std::fmt::Debug
    + Send
    + Sync
{
}

impl<K> Told for K where
    K: Details<
            Spec: Attached,
            Status: Observed + Serialize + PartialEq + Clone + Default + Send + Sync,
        > + Resource<Scope = NamespaceResourceScope>
        + DeserializeOwned
        + std::fmt::Debug
        + Send
        + Sync
{
}
