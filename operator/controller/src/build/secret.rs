//! Secrets from prepared material.

use std::collections::BTreeMap;

use k8s_openapi::{api::core::v1::Secret, apimachinery::pkg::apis::meta::v1::ObjectMeta};

use super::{names::TenantScope, site::Site};
use crate::{
    labels,
    material::{
        attached_secret::{AttachedSecret, SecretPlace},
        prepared_secret::{PreparedSecret, Retention},
    },
};

/// A Secret of one region.
pub fn of_region(site: &Site<'_>, prepared: PreparedSecret) -> Secret {
    let mut metadata = site.metadata(prepared.name.clone(), None);
    if prepared.retention == Retention::BeyondTenant {
        metadata.owner_references = None;
        mark_retained(&mut metadata);
    }
    of(metadata, prepared)
}

/// A Secret that all regions of a tenant share. It always outlives the tenant.
pub fn of_tenant(scope: &TenantScope, prepared: PreparedSecret) -> Secret {
    let mut metadata = ObjectMeta {
        name: Some(prepared.name.clone()),
        namespace: Some(scope.namespace.clone()),
        labels: Some(tenant_labels(scope)),
        ..ObjectMeta::default()
    };
    mark_retained(&mut metadata);
    of(metadata, prepared)
}

/// A Secret in the namespace of an application, a source or a target; it goes with that.
pub fn attached(attached: AttachedSecret) -> Secret {
    let AttachedSecret {
        place:
            SecretPlace {
                tenant,
                namespace,
                name,
                owner,
            },
        data,
        labels: mut own,
        annotations,
    } = attached;
    own.append(&mut tenant_labels(&tenant));
    let mut labels = own;
    labels.insert(labels::TENANT_NAMESPACE.to_owned(), tenant.namespace);
    Secret {
        metadata: ObjectMeta {
            name: Some(name),
            namespace: Some(namespace),
            labels: Some(labels),
            annotations: (!annotations.is_empty()).then_some(annotations),
            owner_references: Some(vec![owner]),
            ..ObjectMeta::default()
        },
        type_: Some("Opaque".to_owned()),
        data: Some(data.into_data()),
        ..Secret::default()
    }
}

fn of(metadata: ObjectMeta, prepared: PreparedSecret) -> Secret {
    Secret {
        metadata,
        type_: Some(prepared.kind.as_str().to_owned()),
        data: Some(prepared.data.into_data()),
        ..Secret::default()
    }
}

fn tenant_labels(scope: &TenantScope) -> BTreeMap<String, String> {
    BTreeMap::from(
        [
            (labels::MANAGED_BY, labels::OPERATOR),
            (labels::PART_OF, labels::DOMICILE),
            (labels::INSTANCE, scope.tenant.as_str()),
            (labels::TENANT, scope.tenant.as_str()),
        ]
        .map(|(label, value)| (label.to_owned(), value.to_owned())),
    )
}

fn mark_retained(metadata: &mut ObjectMeta) {
    let labels = metadata.labels.get_or_insert_default();
    labels.insert(labels::RETAINED.to_owned(), "true".to_owned());
}
