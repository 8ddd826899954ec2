//! A pass over one tenant with everything that names it.

use std::{sync::Arc, time::Duration};

use domicile_api::{IdentityTenant, condition::Reason};
use k8s_openapi::jiff::Timestamp;
use kube::{ResourceExt, runtime::reflector::ObjectRef};
use time::OffsetDateTime;

use super::{
    ReconcileError, WHILE_CONVERGING, WHILE_ROLLING_OUT, WHILE_SETTLED, attached, deletion,
};
use crate::{
    apply::Applied,
    assemble::{AssembleError, assemble},
    context::Context,
    dereference::{self, Dereferenced},
    material::MaterialError,
    provision::{Provisioned, provision},
    queue::{Outcome, TenantKey},
    status::{self, Announcement, Finding, Scene},
    validate::{Validated, validate},
};

/// Makes one pass.
pub(super) async fn reconcile(
    context: &Context,
    key: &TenantKey,
) -> Result<Outcome, ReconcileError> {
    let reference = ObjectRef::new(&key.name).within(&key.namespace);
    let Some(tenant) = context.caches.tenants.get(&reference) else {
        return attached::without_tenant(context, key).await;
    };
    if tenant.metadata.deletion_timestamp.is_some() {
        return deletion::carry_out(context, key, &tenant).await;
    }
    if tenant.spec.suspended() {
        let status = status::tenant::suspended(&tenant, Timestamp::now());
        context
            .statuses
            .write(tenant.as_ref(), &status)
            .await
            .map_err(ReconcileError::write(format!("status of {key}")))?;
        return Ok(Outcome::Settled);
    }
    if deletion::announce(context, &tenant).await? {
        // The cache tells of the finalizer in a moment; nothing is made before it is there.
        return Ok(Outcome::Settled);
    }
    let result = pass(context, key, Arc::clone(&tenant)).await;
    if let Err(error @ (ReconcileError::Material(_) | ReconcileError::Assemble(_))) = &result {
        let status = status::tenant::failed(
            &tenant,
            reason_of(error),
            error.to_string(),
            Timestamp::now(),
        );
        context
            .statuses
            .write(tenant.as_ref(), &status)
            .await
            .map_err(ReconcileError::write(format!("status of {key}")))?;
    }
    result
}

fn reason_of(error: &ReconcileError) -> Reason {
    match error {
        ReconcileError::Material(_) | ReconcileError::Assemble(AssembleError::Material(_)) => {
            Reason::SecretMissing
        }
        _ => Reason::InvalidValue,
    }
}

/// The stages, one after the other.
async fn pass(
    context: &Context,
    key: &TenantKey,
    tenant: Arc<IdentityTenant>,
) -> Result<Outcome, ReconcileError> {
    let read = dereference::tenant(&context.client, &context.caches, key, tenant).await?;
    let now = OffsetDateTime::now_utc();
    let (read, provisioned) = provision_aside(read, now).await?;
    let validated = validate(&read, &provisioned)?;
    let applied = write(context, &read, &provisioned, &validated, now).await?;
    let scene = applied.as_ref().map(|applied| Scene {
        applied,
        observation: &read.observation,
    });
    tell(context, &read, &provisioned, &validated, scene).await?;
    if applied
        .as_ref()
        .is_some_and(|applied| applied.failures().is_empty())
    {
        tell_of_signing_keys(context, &read, &provisioned).await;
    }
    match applied {
        Some(applied) if !applied.failures().is_empty() => {
            Err(ReconcileError::Refused(applied.failures().to_vec()))
        }
        _ => Ok(Outcome::Again(scene.map_or(WHILE_SETTLED, next_look))),
    }
}

/// Makes keys away from the threads that everything else waits on: one for RSA takes up to seconds.
async fn provision_aside(
    read: Dereferenced,
    now: OffsetDateTime,
) -> Result<(Dereferenced, Provisioned), ReconcileError> {
    let made = tokio::task::spawn_blocking(move || {
        let provisioned = provision(&read, now)?;
        Ok::<_, MaterialError>((read, provisioned))
    });
    Ok(made.await.map_err(|_| MaterialError::Interrupted)??)
}

/// Builds and applies what is in force; nothing when there has never been anything valid.
async fn write(
    context: &Context,
    read: &Dereferenced,
    provisioned: &Provisioned,
    validated: &Validated,
    now: OffsetDateTime,
) -> Result<Option<Applied>, ReconcileError> {
    let Some(in_force) = &validated.in_force else {
        return Ok(None);
    };
    let prepared = assemble(read, provisioned, in_force, &context.images, now)?;
    Ok(Some(context.writer.apply(prepared, &read.live).await))
}

/// Tells the tenant and everything that names it.
async fn tell(
    context: &Context,
    read: &Dereferenced,
    provisioned: &Provisioned,
    validated: &Validated,
    scene: Option<Scene<'_>>,
) -> Result<(), ReconcileError> {
    let now = Timestamp::now();
    let not_in_force: Option<Finding> = scene.and_then(|scene| scene.configuration());
    attached::tell(context, read, validated, not_in_force.as_ref(), now).await?;
    let status = status::tenant::of(read, validated, scene, &provisioned.signing, now);
    let name = format!("status of IdentityTenant {}", read.tenant.name_any());
    context
        .statuses
        .write(read.tenant.as_ref(), &status)
        .await
        .map_err(ReconcileError::write(name))
}

/// Says which signing keys were given a successor in this pass.
async fn tell_of_signing_keys(context: &Context, read: &Dereferenced, provisioned: &Provisioned) {
    for (region, signing) in &provisioned.signing {
        for (key_id, times) in signing.successors() {
            let from = Timestamp::from_second(times.signs_from).unwrap_or_default();
            let announcement = Announcement {
                is_warning: false,
                reason: "SigningKeyPublished".to_owned(),
                note: format!(
                    "region {region}: key {key_id} for {} is published and signs from {from}",
                    times.algorithm
                ),
            };
            context.metrics.signing_key_succeeded();
            context
                .statuses
                .tell(read.tenant.as_ref(), announcement)
                .await;
        }
    }
}

/// How soon something may have changed that no watch tells.
fn next_look(scene: Scene<'_>) -> Duration {
    match scene.configuration().or_else(|| scene.database()) {
        None => WHILE_SETTLED,
        Some(finding) => match finding.reason {
            Reason::RollingOut | Reason::WorkloadFailing => WHILE_ROLLING_OUT,
            _ => WHILE_CONVERGING,
        },
    }
}
