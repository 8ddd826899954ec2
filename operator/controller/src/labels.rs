//! Labels, annotations and finalizers that the operator writes and selects by: each is defined here once.

use std::collections::BTreeMap;

use crate::queue::TenantKey;

/// Who writes an object.
pub const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
/// Value of [`MANAGED_BY`] on every object of ours, and the field manager of every write.
pub const OPERATOR: &str = "domicile-operator";
/// Name of the application, as Kubernetes recommends it.
pub const NAME: &str = "app.kubernetes.io/name";
/// Which instance of the application an object belongs to.
pub const INSTANCE: &str = "app.kubernetes.io/instance";
/// Part that an object plays in the application.
pub const COMPONENT: &str = "app.kubernetes.io/component";
/// Name of the whole that an object is part of.
pub const PART_OF: &str = "app.kubernetes.io/part-of";
/// Value of [`PART_OF`].
pub const DOMICILE: &str = "domicile";

/// Name of the `IdentityTenant` that an object was made for.
pub const TENANT: &str = "domicile.dev/tenant";
/// Namespace of the `IdentityTenant`, on objects that live in another namespace than it.
pub const TENANT_NAMESPACE: &str = "domicile.dev/tenant-namespace";
/// Name of the `Region` that an object is bound to.
pub const REGION: &str = "domicile.dev/region";
/// Workload that an object serves: `auth`, `profile-store`, `activation` or `postgresql`.
pub const WORKLOAD: &str = "domicile.dev/workload";
/// On Secrets that hold keys and passwords without which stored data is lost: kept when the tenant is deleted.
pub const RETAINED: &str = "domicile.dev/retained";

/// Annotation on pods, patched after a bundle changed, which makes the kubelet refresh the volume at once.
pub const BUNDLE_REVISION: &str = "domicile.dev/bundle-revision";
/// Annotation with the hash of what the operator last applied, which shows fields that it has dropped since.
pub const APPLIED_HASH: &str = "domicile.dev/applied-hash";
/// Annotation in the cache only: an object of ours carries fields that somebody else added.
pub const FOREIGN_FIELDS: &str = "domicile.dev/foreign-fields";

/// Finalizer on `IdentityTenant`: the operator decides about volumes and keys before the tenant goes.
pub const TENANT_FINALIZER: &str = "domicile.dev/tenant-data";

/// The tenant that an object was made for, by its labels.
pub fn tenant_of(
    namespace: Option<String>,
    labels: &BTreeMap<String, String>,
) -> Option<TenantKey> {
    let name = labels.get(TENANT)?;
    let namespace = labels.get(TENANT_NAMESPACE).cloned().or(namespace)?;
    Some(TenantKey {
        namespace,
        name: name.clone(),
    })
}
