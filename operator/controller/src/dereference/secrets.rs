//! The Secrets that a pass needs.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use domicile_api::IdentityTenant;
use domicile_bundle::status::Workload;
use futures::{StreamExt, TryStreamExt, stream};
use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client, core::DynamicObject};

use super::{AttachedObjects, DereferenceError, LastAccepted, Permission};
use crate::{
    apply::Live,
    build::names::TenantScope,
    material::{ExistingSecrets, region::RegionMaterial, tenant::TenantMaterial},
    prepared::ChildKind,
    queue::TenantKey,
};

/// Reads in flight at the same time.
const CONCURRENT_READS: usize = 8;

/// Namespace and name of a Secret.
pub type SecretName = (String, String);

/// Secrets that exist.
#[derive(Clone, Default)]
pub struct Secrets(HashMap<SecretName, Secret>);

/// Names only.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

impl Secrets {
    /// The Secret, if it exists.
    pub fn get(&self, namespace: &str, name: &str) -> Option<&Secret> {
        self.0.get(&(namespace.to_owned(), name.to_owned()))
    }

    /// What a namespace has.
    pub fn of_namespace(&self, namespace: &str) -> ExistingSecrets {
        self.0
            .iter()
            .filter(|((own, _), _)| own == namespace)
            .map(|(_, secret)| secret.clone())
            .collect()
    }
}

/// Names of the Secrets that a pass needs.
pub(super) fn needed(
    key: &TenantKey,
    tenant: &IdentityTenant,
    last_accepted: Option<&LastAccepted>,
    attached: &AttachedObjects,
    permission: &Permission,
) -> BTreeSet<SecretName> {
    let scope = TenantScope::new(&key.namespace, &key.name);
    let mut own: BTreeSet<String> = TenantMaterial::secret_names(&scope).into();
    let regions = tenant
        .spec
        .regions
        .iter()
        .chain(last_accepted.iter().flat_map(|last| &last.tenant.regions));
    for region in regions {
        let scope = scope.in_region(region);
        own.extend(RegionMaterial::secret_names(&scope));
        own.insert(scope.target_secrets());
        for workload in Workload::ALL {
            own.extend([
                scope.database_secret(workload),
                scope.database_owner_secret(workload),
            ]);
        }
    }
    own.extend(
        tenant
            .spec
            .public_certificate_secret_ref
            .as_ref()
            .map(|reference| reference.name.clone()),
    );
    own.extend(
        tenant
            .spec
            .mail
            .smtp
            .credentials_secret_ref
            .as_ref()
            .map(|reference| reference.name.clone()),
    );
    let sign_in = tenant.spec.sign_in();
    let external = sign_in.external.and_then(|issuer| issuer.client_secret_ref);
    let links = sign_in.membership_links.into_iter();
    let links = links.map(|link| link.verify.secret_ref);
    let sms = tenant.spec.sms.as_ref().map(|sms| sms.secret_ref.clone());
    let providers = sign_in.social.into_iter();
    own.extend(
        providers
            .filter_map(|provider| provider.client_secret_ref)
            .chain(external)
            .chain(links)
            .chain(sms)
            .map(|reference| reference.name),
    );
    own.extend(
        tenant
            .spec
            .openid()
            .dynamic_registration
            .and_then(|registration| registration.initial_access_tokens_secret_ref)
            .map(|reference| reference.name),
    );
    let mut names: BTreeSet<_> = own
        .into_iter()
        .map(|name| (key.namespace.clone(), name))
        .collect();
    // A target that is held at its last accepted version signs with the Secret of that version.
    let targets = last_accepted.iter().flat_map(|last| &last.input.targets);
    let held = targets
        .filter(|target| !target.signing_secret_name.is_empty())
        .map(|target| {
            (
                target.key.namespace.clone(),
                target.signing_secret_name.clone(),
            )
        });
    let attached = named_by_attached(attached).chain(held);
    names.extend(attached.filter(|(namespace, _)| permission.allows(namespace)));
    names
}

fn named_by_attached(attached: &AttachedObjects) -> impl Iterator<Item = SecretName> {
    let place = |namespace: &Option<String>, name: &str| {
        (namespace.clone().unwrap_or_default(), name.to_owned())
    };
    let applications = attached
        .applications
        .iter()
        .map(move |object| place(&object.metadata.namespace, &object.spec.secret_name));
    let sources = attached.sources.iter().map(move |object| {
        place(
            &object.metadata.namespace,
            &object.spec.write_key_secret_name,
        )
    });
    let targets = attached.targets.iter().map(move |object| {
        place(
            &object.metadata.namespace,
            &object.spec.webhook.signing_secret_name,
        )
    });
    applications.chain(sources).chain(targets)
}

/// Reads them: from the cache where they are in it, else from the API server, which then also says what is there.
pub(super) async fn read(
    client: &Client,
    names: BTreeSet<SecretName>,
    live: &mut Live,
) -> Result<Secrets, DereferenceError> {
    let mut known = HashMap::new();
    let mut unknown = Vec::new();
    for (namespace, name) in names {
        let place = (ChildKind::Secret, namespace, name);
        match live.objects.get(&place).and_then(|object| typed(object)) {
            Some(secret) => {
                known.insert((place.1, place.2), secret);
            }
            None => unknown.push((place.1, place.2)),
        }
    }
    let asked: Vec<_> = stream::iter(unknown)
        .map(|(namespace, name)| async move {
            let api = Api::<DynamicObject>::namespaced_with(
                client.clone(),
                &namespace,
                &ChildKind::Secret.resource(),
            );
            let what = || format!("Secret {namespace}/{name}");
            let found = api.get_opt(&name).await;
            let found = found.map_err(|source| DereferenceError::Read {
                what: what(),
                source: Box::new(source),
            })?;
            Ok::<_, DereferenceError>(found.map(|object| ((namespace, name), object)))
        })
        .buffer_unordered(CONCURRENT_READS)
        .try_collect()
        .await?;
    for ((namespace, name), object) in asked.into_iter().flatten() {
        if let Some(secret) = typed(&object) {
            known.insert((namespace.clone(), name.clone()), secret);
        }
        live.objects
            .insert((ChildKind::Secret, namespace, name), Arc::new(object));
    }
    Ok(Secrets(known))
}

fn typed(object: &DynamicObject) -> Option<Secret> {
    object.clone().try_parse().ok()
}
