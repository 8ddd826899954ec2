//! The end of a tenant: what goes with it, and what stays.
//!
//! Everything that carries an owner reference is collected by Kubernetes. Volumes with people's data, and the Secrets
//! without which that data cannot be read, carry none: they stay, and a tenant of the same name finds them again.
//! `deletionPolicy: Delete` takes them too, before the finalizer lets the tenant go.

use domicile_api::{IdentityTenant, identity_tenant::DeletionPolicy};
use k8s_openapi::{api::core::v1::PersistentVolumeClaim, jiff::Timestamp};
use kube::{
    Api, ResourceExt,
    api::{DeleteParams, Patch, PatchParams, Preconditions},
};
use serde_json::json;

use super::ReconcileError;
use crate::{
    context::Context,
    dereference,
    labels::{self, OPERATOR, RETAINED, TENANT_FINALIZER},
    metrics::Verb,
    prepared::ChildKind,
    queue::{Outcome, TenantKey},
    status,
};

/// Makes sure that the tenant cannot go unseen. Returns whether that had to be written.
pub(super) async fn announce(
    context: &Context,
    tenant: &IdentityTenant,
) -> Result<bool, ReconcileError> {
    if tenant
        .finalizers()
        .iter()
        .any(|name| name == TENANT_FINALIZER)
    {
        return Ok(false);
    }
    let mut finalizers = tenant.finalizers().to_vec();
    finalizers.push(TENANT_FINALIZER.to_owned());
    set_finalizers(context, tenant, &finalizers).await?;
    Ok(true)
}

/// Takes what has to go, and lets the tenant go.
pub(super) async fn carry_out(
    context: &Context,
    key: &TenantKey,
    tenant: &IdentityTenant,
) -> Result<Outcome, ReconcileError> {
    if !tenant
        .finalizers()
        .iter()
        .any(|name| name == TENANT_FINALIZER)
    {
        return Ok(Outcome::Settled);
    }
    let told = context
        .statuses
        .write(tenant, &status::tenant::deleting(tenant, Timestamp::now()))
        .await;
    told.map_err(ReconcileError::write(format!(
        "status of IdentityTenant {key}"
    )))?;
    if tenant.spec.deletion_policy() == DeletionPolicy::Delete {
        delete_volumes(context, key).await?;
        delete_retained_secrets(context, key).await?;
    }
    let rest: Vec<_> = tenant
        .finalizers()
        .iter()
        .filter(|name| *name != TENANT_FINALIZER)
        .cloned()
        .collect();
    set_finalizers(context, tenant, &rest).await?;
    tracing::info!(tenant = %key, policy = ?tenant.spec.deletion_policy(), "tenant let go");
    Ok(Outcome::Settled)
}

/// The resource version makes it fail where somebody else changed the list meanwhile.
async fn set_finalizers(
    context: &Context,
    tenant: &IdentityTenant,
    finalizers: &[String],
) -> Result<(), ReconcileError> {
    let api = Api::<IdentityTenant>::namespaced(
        context.client.clone(),
        &tenant.namespace().unwrap_or_default(),
    );
    let patch = json!({"metadata": {"finalizers": finalizers, "resourceVersion": tenant.resource_version(), "uid": tenant.uid()}});
    let parameters = PatchParams {
        field_manager: Some(OPERATOR.to_owned()),
        ..PatchParams::default()
    };
    context.metrics.wrote("IdentityTenant", Verb::Patch);
    match api
        .patch_metadata(&tenant.name_any(), &parameters, &Patch::Merge(&patch))
        .await
    {
        Ok(_) => Ok(()),
        Err(kube::Error::Api(status)) if status.is_not_found() => Ok(()),
        Err(error) => Err(ReconcileError::write("the finalizer of the IdentityTenant")(error)),
    }
}

async fn delete_volumes(context: &Context, key: &TenantKey) -> Result<(), ReconcileError> {
    let api = Api::<PersistentVolumeClaim>::namespaced(context.client.clone(), &key.namespace);
    let claims = context.caches.claims.state_filter(|claim| {
        claim.metadata.deletion_timestamp.is_none()
            && labels::tenant_of(claim.namespace(), claim.labels()).as_ref() == Some(key)
    });
    for claim in claims {
        let seen = Preconditions {
            uid: claim.uid(),
            resource_version: None,
        };
        context.metrics.wrote("PersistentVolumeClaim", Verb::Delete);
        match api
            .delete(
                &claim.name_any(),
                &DeleteParams::background().preconditions(seen),
            )
            .await
        {
            Ok(_) => {
                tracing::info!(tenant = %key, claim = claim.name_any(), "volume claim deleted");
            }
            Err(kube::Error::Api(status)) if status.is_not_found() => {}
            Err(error) => {
                return Err(ReconcileError::write(format!(
                    "deletion of {}",
                    claim.name_any()
                ))(error));
            }
        }
    }
    Ok(())
}

async fn delete_retained_secrets(context: &Context, key: &TenantKey) -> Result<(), ReconcileError> {
    let live = dereference::live_objects(&context.caches, key);
    for ((kind, namespace, name), object) in live.objects {
        if kind != ChildKind::Secret || !object.labels().contains_key(RETAINED) {
            continue;
        }
        match context
            .writer
            .delete_as_seen(kind, &namespace, &object)
            .await
        {
            Ok(()) => {}
            Err(kube::Error::Api(status)) if status.is_not_found() => {}
            Err(error) => {
                return Err(ReconcileError::write(format!(
                    "deletion of Secret {namespace}/{name}"
                ))(error));
            }
        }
    }
    Ok(())
}
