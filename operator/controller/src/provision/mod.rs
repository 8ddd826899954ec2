//! Keys, passwords and certificates of a tenant: what exists, completed by what is missing.
//!
//! Between reading and judging, because a configuration names public keys and digests. What is made new here is
//! written only when the configuration is accepted, and never over something that exists.

use std::collections::BTreeMap;

use domicile_api::{Application, Duration, client_secret::SecretRotation, signing::Signing};
use domicile_bundle::SigningAlgorithms;
use domicile_policy::{ObjectKey, ObjectKind};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use kube::Resource;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    build::{names::TenantScope, region_bound::RegionBound},
    dereference::{AttachedKind, Dereferenced},
    material::{
        MaterialError,
        application_credentials::{self, ApplicationCredentials, ApplicationRequest},
        attached_secret::SecretPlace,
        initial_access_tokens,
        region::RegionMaterial,
        secret_rotation::Rotation,
        signing::{PreparedSigning, rotation},
        signing_secret::{self, SigningSecret},
        tenant::TenantMaterial,
        write_key::{self, WriteKey},
    },
    validate::words::InBundle,
};

/// Keys, passwords and certificates of a tenant.
#[derive(Debug)]
pub struct Provisioned {
    /// Which tenant.
    pub scope: TenantScope,
    /// What all its regions share.
    pub tenant: TenantMaterial,
    /// What each region has, by region.
    pub regions: BTreeMap<String, RegionBound<RegionMaterial>>,
    /// Lower-case hexadecimal SHA-256 of each initial access token for dynamic registration.
    pub initial_access_token_digests: Vec<String>,
    /// Signing keys of each region.
    pub signing: BTreeMap<String, PreparedSigning>,
    /// Credentials of applications.
    pub applications: BTreeMap<ObjectKey, ApplicationCredentials>,
    /// Write keys of sources.
    pub write_keys: BTreeMap<ObjectKey, WriteKey>,
    /// Signing secrets of targets.
    pub signing_secrets: BTreeMap<ObjectKey, SigningSecret>,
    /// Attached objects, or the tenant itself, whose Secret a person has to put right.
    pub incomplete: BTreeMap<ObjectKey, String>,
}

/// Completes what a pass has read.
///
/// # Errors
/// When something of the tenant itself exists and is broken: it is never overwritten.
pub fn provision(read: &Dereferenced, now: OffsetDateTime) -> Result<Provisioned, MaterialError> {
    let scope = TenantScope::new(&read.key.namespace, &read.key.name);
    let existing = read.secrets.of_namespace(&read.key.namespace);
    let tenant = TenantMaterial::prepare(&scope, &existing, now)?;
    let mut regions = BTreeMap::new();
    let mut signing = BTreeMap::new();
    let accepted = read
        .last_accepted
        .as_ref()
        .map(|last| last.tenant.signing());
    let rotation = rotation_of(&read.tenant.spec.signing(), accepted.as_ref());
    let held = read
        .last_accepted
        .iter()
        .flat_map(|last| &last.tenant.regions);
    for region in read.tenant.spec.regions.iter().chain(held) {
        if regions.contains_key(region) {
            continue;
        }
        let material =
            RegionMaterial::prepare(&scope.in_region(region), &tenant, &existing, &rotation, now)?;
        if let Ok(material) = material.clone().for_region(region) {
            signing.insert(region.clone(), material.signing);
        }
        regions.insert(region.clone(), material);
    }
    let mut provisioned = Provisioned {
        scope,
        tenant,
        regions,
        initial_access_token_digests: Vec::new(),
        signing,
        applications: BTreeMap::new(),
        write_keys: BTreeMap::new(),
        signing_secrets: BTreeMap::new(),
        incomplete: BTreeMap::new(),
    };
    provisioned.provision_registration(read);
    provisioned.provision_attached(read, now);
    Ok(provisioned)
}

/// What becomes of the keys of a tenant. There are keys for what was accepted last, too: that is what workloads sign
/// with until a pass has taken it from them, and goes on while the present version is refused.
pub fn rotation_of(signing: &Signing, accepted: Option<&Signing>) -> rotation::Policy {
    let accepted = accepted.into_iter().flat_map(Signing::algorithms);
    let wanted = signing.algorithms().into_iter().chain(accepted);
    let algorithms = SigningAlgorithms::of(wanted.map(InBundle::in_bundle));
    rotation::Policy {
        algorithms: algorithms.into(),
        rotation_seconds: signing.rotation_period().seconds().into(),
        overlap_seconds: signing.overlap().seconds().into(),
        rotate_after: time_of(signing.rotate_after.as_deref()).map(OffsetDateTime::unix_timestamp),
    }
}

impl Provisioned {
    /// What of the tenant's initial access tokens a bundle may hold.
    fn provision_registration(&mut self, read: &Dereferenced) {
        let openid = read.tenant.spec.openid();
        let registration = openid.dynamic_registration;
        let Some(reference) =
            registration.and_then(|registration| registration.initial_access_tokens_secret_ref)
        else {
            return;
        };
        let existing = read.secrets.get(&read.key.namespace, &reference.name);
        match initial_access_tokens::digests(&reference.name, existing) {
            Ok(digests) => self.initial_access_token_digests = digests,
            Err(error) => {
                let key = ObjectKey::new(
                    ObjectKind::IdentityTenant,
                    &read.key.namespace,
                    &read.key.name,
                );
                self.incomplete.insert(key, error.to_string());
            }
        }
    }

    fn provision_attached(&mut self, read: &Dereferenced, now: OffsetDateTime) {
        let issuer = read.tenant.spec.issuer();
        for application in &read.attached.applications {
            let Some(place) = self.place(read, application.as_ref(), &application.spec.secret_name)
            else {
                continue;
            };
            let existing = read.secrets.get(&place.namespace, &place.name);
            let request = request_of(application, place, issuer.clone());
            let result = application_credentials::prepare(request, existing, now);
            keep(
                result,
                application.object_key(),
                &mut self.applications,
                &mut self.incomplete,
            );
        }
        for source in &read.attached.sources {
            let Some(place) = self.place(read, source.as_ref(), &source.spec.write_key_secret_name)
            else {
                continue;
            };
            let existing = read.secrets.get(&place.namespace, &place.name);
            let result = write_key::prepare(place, existing);
            keep(
                result,
                source.object_key(),
                &mut self.write_keys,
                &mut self.incomplete,
            );
        }
        for target in &read.attached.targets {
            let Some(place) = self.place(
                read,
                target.as_ref(),
                &target.spec.webhook.signing_secret_name,
            ) else {
                continue;
            };
            let existing = read.secrets.get(&place.namespace, &place.name);
            let result = signing_secret::prepare(place, existing);
            keep(
                result,
                target.object_key(),
                &mut self.signing_secrets,
                &mut self.incomplete,
            );
        }
    }

    /// Where the Secret of an attached object is, if its namespace may attach at all.
    fn place<K: AttachedKind>(
        &self,
        read: &Dereferenced,
        object: &K,
        name: &str,
    ) -> Option<SecretPlace> {
        let namespace = object.meta().namespace.clone().unwrap_or_default();
        if !read.permission.allows(&namespace) {
            return None;
        }
        Some(SecretPlace {
            tenant: self.scope.clone(),
            namespace,
            name: name.to_owned(),
            owner: owner(object)?,
        })
    }
}

/// The owner reference that makes Kubernetes collect a Secret with its object.
pub fn owner<K: Resource<DynamicType = ()>>(object: &K) -> Option<OwnerReference> {
    object.controller_owner_ref(&())
}

fn request_of(application: &Application, place: SecretPlace, issuer: String) -> ApplicationRequest {
    ApplicationRequest {
        place,
        client_id: application.client_id(),
        issuer,
        has_client_secret: application.spec.has_client_secret(),
        keys: application.spec.secret_keys(),
        labels: application
            .spec
            .secret_template
            .as_ref()
            .map(|template| template.labels.clone())
            .unwrap_or_default(),
        rotation: application.spec.secret_rotation.as_ref().map(rotation),
    }
}

fn rotation(wished: &SecretRotation) -> Rotation {
    let seconds = |duration: &Duration| time::Duration::seconds(i64::from(duration.seconds()));
    Rotation {
        after: time_of(wished.after.as_deref()),
        every: wished.every.as_ref().map(seconds),
        overlap: seconds(&wished.overlap()),
    }
}

/// A time as resources write it; the schema allows nothing that is no time.
/// A time as resources write it; their schema takes none that cannot be read.
pub fn time_of(written: Option<&str>) -> Option<OffsetDateTime> {
    written.and_then(|text| OffsetDateTime::parse(text, &Rfc3339).ok())
}

fn keep<T>(
    result: Result<T, MaterialError>,
    key: ObjectKey,
    made: &mut BTreeMap<ObjectKey, T>,
    incomplete: &mut BTreeMap<ObjectKey, String>,
) {
    match result {
        Ok(value) => {
            made.insert(key, value);
        }
        Err(error) => {
            incomplete.insert(key, error.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use domicile_api::signing::SigningAlgorithm;
    use domicile_jose::Algorithm;

    use super::*;

    #[test]
    fn there_are_keys_for_what_is_wanted_and_for_what_was_accepted_last() {
        let of = |algorithms: &[SigningAlgorithm]| Signing {
            algorithms: algorithms.to_vec(),
            ..Signing::default()
        };
        let algorithms = |wanted: &Signing, accepted| rotation_of(wanted, accepted).algorithms;
        let plain = Signing::default();
        assert_eq!(algorithms(&plain, None), [Algorithm::ES256]);
        let old = of(&[SigningAlgorithm::RS256, SigningAlgorithm::ES256]);
        assert_eq!(
            algorithms(&plain, Some(&old)),
            [Algorithm::ES256, Algorithm::RS256]
        );
        assert_eq!(
            algorithms(&old, Some(&plain)),
            [Algorithm::RS256, Algorithm::ES256]
        );
    }
}
