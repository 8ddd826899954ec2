//! Takes away what earlier configurations left behind.

use std::collections::HashSet;

use futures::{StreamExt, stream};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use kube::{
    ResourceExt,
    api::{DeleteParams, Preconditions},
    core::DynamicObject,
};

use super::{Applied, CONCURRENT_WRITES, Live, Writer, told};
use crate::{
    labels::RETAINED,
    metrics::Verb,
    prepared::{ChildKind, Desired},
};

impl Writer {
    /// Deletes what carries the tenant's labels and is not wanted any more.
    pub(super) async fn collect_garbage(
        &self,
        desired: &[Desired],
        live: &Live,
        applied: &mut Applied,
    ) {
        let wanted: HashSet<_> = desired
            .iter()
            .map(|object| (object.kind, object.namespace.as_str(), object.name.as_str()))
            .collect();
        let garbage = live
            .objects
            .iter()
            .filter(|((kind, namespace, name), _)| {
                !wanted.contains(&(*kind, namespace.as_str(), name.as_str()))
            })
            .filter(|((kind, namespace, _), object)| may_go(*kind, namespace, object, desired));
        let deletions: Vec<_> = garbage
            .map(|((kind, namespace, name), object)| async move {
                let deleted = self.delete_as_seen(*kind, namespace, object).await;
                (format!("{} {namespace}/{name}", kind.as_str()), deleted)
            })
            .collect();
        let mut results = stream::iter(deletions).buffer_unordered(CONCURRENT_WRITES);
        while let Some((object, result)) = results.next().await {
            match result {
                Ok(()) => applied.wrote(format!("deletion of {object}")),
                // Gone, or changed since we saw it: the next pass sees what it is now.
                Err(kube::Error::Api(status)) if status.is_not_found() || status.is_conflict() => {}
                Err(error) => applied.fail(&object, &told(&error)),
            }
        }
    }

    /// Deletes exactly the object that the cache has: a stale cache deletes nothing, the API server refuses.
    pub(crate) async fn delete_as_seen(
        &self,
        kind: ChildKind,
        namespace: &str,
        object: &DynamicObject,
    ) -> Result<(), kube::Error> {
        let seen = Preconditions {
            uid: object.uid(),
            resource_version: object.resource_version(),
        };
        let parameters = DeleteParams::background().preconditions(seen);
        self.metrics.wrote(kind.as_str(), Verb::Delete);
        self.api(kind, namespace)
            .delete(&object.name_any(), &parameters)
            .await?;
        tracing::info!(
            kind = kind.as_str(),
            namespace,
            name = object.name_any(),
            "deleted"
        );
        Ok(())
    }
}

/// Whether an unwanted object may be deleted.
fn may_go(kind: ChildKind, namespace: &str, object: &DynamicObject, desired: &[Desired]) -> bool {
    if object.metadata.deletion_timestamp.is_some() || object.labels().contains_key(RETAINED) {
        return false;
    }
    match object
        .owner_references()
        .iter()
        .find(|owner| owner.controller == Some(true))
    {
        // Not ours alone to decide: without an owner it outlives the tenant on purpose.
        None => false,
        Some(owner) if owner.kind == "IdentityTenant" => true,
        // The Secret of an attached object goes with it; while it lives, only when it wants another one now.
        Some(owner) => desired.iter().any(|other| {
            other.kind == kind && other.namespace == namespace && is_owned_by(other, owner)
        }),
    }
}

fn is_owned_by(desired: &Desired, owner: &OwnerReference) -> bool {
    desired.manifest["metadata"]["ownerReferences"]
        .as_array()
        .is_some_and(|owners| {
            owners
                .iter()
                .any(|other| other["uid"] == owner.uid.as_str())
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(metadata: &serde_json::Value) -> DynamicObject {
        serde_json::from_value(json!({"apiVersion": "v1", "kind": "Secret", "metadata": metadata}))
            .unwrap()
    }

    fn owned_by(kind: &str, uid: &str) -> serde_json::Value {
        json!({"name": "old", "namespace": "aurora", "ownerReferences": [
            {"apiVersion": "domicile.dev/v1alpha1", "kind": kind, "name": "x", "uid": uid, "controller": true}]})
    }

    #[test]
    fn keys_and_what_has_no_owner_are_never_deleted() {
        let mut retained = owned_by("IdentityTenant", "1");
        retained["labels"] = json!({RETAINED: "true"});
        assert!(!may_go(
            ChildKind::Secret,
            "aurora",
            &object(&retained),
            &[]
        ));
        assert!(!may_go(
            ChildKind::Secret,
            "aurora",
            &object(&json!({"name": "keys"})),
            &[]
        ));
        assert!(may_go(
            ChildKind::Secret,
            "aurora",
            &object(&owned_by("IdentityTenant", "1")),
            &[]
        ));
    }

    #[test]
    fn the_secret_of_a_refused_application_stays_and_a_renamed_one_goes() {
        let old = object(&owned_by("Application", "7"));
        assert!(!may_go(ChildKind::Secret, "aurora", &old, &[]));
        let renamed = Desired {
            kind: ChildKind::Secret,
            namespace: "aurora".to_owned(),
            name: "new".to_owned(),
            manifest: json!({"metadata": owned_by("Application", "7")}),
        };
        assert!(may_go(ChildKind::Secret, "aurora", &old, &[renamed]));
    }
}
