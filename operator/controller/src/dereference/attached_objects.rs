//! The objects that name a tenant.

use std::sync::Arc;

use domicile_api::{
    ActivationTarget, Application, Attached, Brand, ConsentPolicy, Observed, ProfileSchema,
    ProfileSource,
};
use domicile_policy::{ObjectKey, ObjectKind};
use kube::{
    Resource, ResourceExt,
    core::object::{HasSpec, HasStatus},
    runtime::reflector::Store,
};

use crate::{caches::Caches, queue::TenantKey};

/// A kind whose objects name a tenant.
pub trait AttachedKind:
    Resource<DynamicType = ()> + HasSpec<Spec: Attached> + HasStatus<Status: Observed> + Clone
{
    /// Which kind.
    const KIND: ObjectKind;

    /// The object's key.
    fn object_key(&self) -> ObjectKey {
        ObjectKey::new(
            Self::KIND,
            self.namespace().unwrap_or_default(),
            self.name_any(),
        )
    }

    /// The tenant that it names.
    fn tenant_key(&self) -> TenantKey {
        let reference = self.spec().tenant_ref();
        let namespace = self.namespace().unwrap_or_default();
        TenantKey::new(reference.namespace_from(&namespace), &reference.name)
    }
}

macro_rules! attached_kinds {
    ($($kind:ident),*) => {$(
        impl AttachedKind for $kind {
            const KIND: ObjectKind = ObjectKind::$kind;
        }
    )*};
}

attached_kinds!(
    Brand,
    Application,
    ProfileSchema,
    ConsentPolicy,
    ProfileSource,
    ActivationTarget
);

/// Every object that names a tenant, in any namespace, allowed or not; those that are being deleted are gone.
#[derive(Clone, Debug, Default)]
pub struct AttachedObjects {
    /// Brands.
    pub brands: Vec<Arc<Brand>>,
    /// Applications.
    pub applications: Vec<Arc<Application>>,
    /// Profile schemas.
    pub schemas: Vec<Arc<ProfileSchema>>,
    /// Consent policies.
    pub policies: Vec<Arc<ConsentPolicy>>,
    /// Profile sources.
    pub sources: Vec<Arc<ProfileSource>>,
    /// Activation targets.
    pub targets: Vec<Arc<ActivationTarget>>,
}

impl AttachedObjects {
    /// What the caches have of a tenant, which need not exist.
    pub fn of(caches: &Caches, tenant: &TenantKey) -> Self {
        Self {
            brands: naming(&caches.brands, tenant),
            applications: naming(&caches.applications, tenant),
            schemas: naming(&caches.schemas, tenant),
            policies: naming(&caches.policies, tenant),
            sources: naming(&caches.sources, tenant),
            targets: naming(&caches.targets, tenant),
        }
    }

    /// The key of every object.
    pub fn keys(&self) -> Vec<ObjectKey> {
        let Self {
            brands,
            applications,
            schemas,
            policies,
            sources,
            targets,
        } = self;
        let mut keys = Vec::new();
        keys.extend(brands.iter().map(|object| object.object_key()));
        keys.extend(applications.iter().map(|object| object.object_key()));
        keys.extend(schemas.iter().map(|object| object.object_key()));
        keys.extend(policies.iter().map(|object| object.object_key()));
        keys.extend(sources.iter().map(|object| object.object_key()));
        keys.extend(targets.iter().map(|object| object.object_key()));
        keys
    }
}

fn naming<K: AttachedKind + 'static>(store: &Store<K>, tenant: &TenantKey) -> Vec<Arc<K>> {
    let mut objects = store.state_filter(|object| {
        object.meta().deletion_timestamp.is_none() && object.tenant_key() == *tenant
    });
    objects.sort_by_key(|object| object.object_key());
    objects
}
