//! From what is in force to every object: takes the accepted configuration and the key material apart for the builders.

use std::collections::BTreeSet;

use domicile_api::{
    IdentityTenantSpec, identity_tenant::ExposureType, region, social_sign_in::SecretKeyReference,
};
use domicile_bundle::{Bundle, ClientKeys, ExternalIssuer, MembershipLink, Sms, Transport};
use domicile_policy::TargetInput;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use time::OffsetDateTime;

use crate::{
    build::{
        self, BuildError,
        input::{
            Exposure, ExposureKind, Images, MailServer, Outbound, Placement, ProviderSecret,
            PublicCertificate, RegionInput, TargetEndpoint, TenantInput,
        },
        region_bound::RegionBound,
    },
    dereference::{Dereferenced, StoreError},
    material::{
        MaterialError, attached_secret::AttachedSecret, public_certificate, signing_secret,
    },
    prepared::Prepared,
    provision::{Provisioned, owner},
    validate::InForce,
};

/// Why objects cannot be made from an accepted configuration.
#[derive(Debug, thiserror::Error)]
pub enum AssembleError {
    /// Something cannot be expressed as objects.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// A certificate cannot be made.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The accepted configuration cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tenant was read without a UID, so nothing could be owned by it.
    #[error("the IdentityTenant has no UID")]
    NoOwner,
}

/// Every object of a tenant, as values.
///
/// # Errors
/// When something cannot be built; nothing is to be written then.
pub fn assemble(
    read: &Dereferenced,
    provisioned: &Provisioned,
    in_force: &InForce,
    images: &Images,
    now: OffsetDateTime,
) -> Result<Prepared, AssembleError> {
    let owner = owner(read.tenant.as_ref()).ok_or(AssembleError::NoOwner)?;
    let mut prepared = Prepared::default();
    let tenant = TenantInput {
        scope: provisioned.scope.clone(),
        material: provisioned.tenant.clone(),
        attached: attached_secrets(provisioned, in_force),
    };
    build::tenant(tenant, &mut prepared);
    for (region, placement) in &in_force.placements {
        let Some(compiled) = in_force.bundles.get(region) else {
            continue;
        };
        prepared
            .revisions
            .insert(region.clone(), compiled.encoded.index.revision.clone());
        if let Some(input) = region_input(
            region,
            placement,
            &owner,
            (read, provisioned, in_force),
            images,
            now,
        )? {
            build::region(input, &mut prepared)?;
        }
    }
    prepared
        .config_maps
        .extend(in_force.keep.to_config_maps(&read.key, &owner)?);
    Ok(prepared)
}

/// The Secrets of attached objects, each once: of several that name the same, the one that was accepted as it is
/// has it. Two that wrote it in turn would never settle.
fn attached_secrets(provisioned: &Provisioned, in_force: &InForce) -> Vec<AttachedSecret> {
    let Provisioned {
        applications,
        write_keys,
        signing_secrets,
        ..
    } = provisioned;
    let applications = applications.iter().map(|(key, made)| (key, &made.secret));
    let write_keys = write_keys.iter().map(|(key, made)| (key, &made.secret));
    let signing_secrets = signing_secrets
        .iter()
        .map(|(key, made)| (key, &made.secret));
    let accepted = &in_force.accepted;
    let is_accepted = |key| accepted.contains(key) && !accepted.held().contains(key);
    let made = applications.chain(write_keys).chain(signing_secrets);
    let mut made: Vec<_> = made
        .filter_map(|(key, secret)| Some((!is_accepted(key), key, secret.clone()?)))
        .collect();
    made.sort_by(|left, right| (left.0, left.1).cmp(&(right.0, right.1)));
    let mut places = BTreeSet::new();
    made.into_iter()
        .map(|(_, _, secret)| secret)
        .filter(|secret| places.insert(secret.place.path()))
        .collect()
}

fn region_input(
    region: &str,
    placement: &region::Placement,
    owner: &OwnerReference,
    (read, provisioned, in_force): (&Dereferenced, &Provisioned, &InForce),
    images: &Images,
    now: OffsetDateTime,
) -> Result<Option<RegionInput>, AssembleError> {
    let (Some(material), Some(compiled)) = (
        provisioned.regions.get(region),
        in_force.bundles.get(region),
    ) else {
        return Ok(None);
    };
    let scope = provisioned.scope.in_region(region);
    let tenant = &in_force.tenant;
    let existing = read.secrets.of_namespace(&read.key.namespace);
    let public_certificate = if let Some(reference) = &tenant.public_certificate_secret_ref {
        PublicCertificate::Secret(reference.name.clone())
    } else {
        let brands = in_force.accepted.brands().iter();
        let hosts = brands.flat_map(|brand| brand.hosts.iter().map(String::as_str));
        let hosts = public_certificate::hosts(&tenant.domain, hosts, region);
        let certificate =
            public_certificate::prepare(&scope, &provisioned.tenant, hosts, &existing, now)?;
        PublicCertificate::Trial(certificate)
    };
    let mut images = images.clone();
    if let Some(image) = &tenant.database.image {
        images.postgresql.clone_from(image);
    }
    let smtp = &tenant.mail.smtp;
    Ok(Some(RegionInput {
        scope,
        owner: owner.clone(),
        bundle: RegionBound::new(region, compiled.encoded.clone()),
        images,
        replicas: tenant.replicas(),
        placement: RegionBound::new(
            region,
            Placement {
                node_selector: placement.node_selector.clone(),
                storage_class: placement.storage_class_name.clone(),
            },
        ),
        database_storage: tenant.database.storage.clone(),
        exposure: Exposure {
            kind: exposure_kind(tenant.exposure().exposure_type()),
            port: tenant.exposure().port(),
        },
        public_certificate,
        mail: MailServer {
            host: smtp.host.clone(),
            port: u16::try_from(smtp.port).unwrap_or_default(),
            credentials_secret: smtp
                .credentials_secret_ref
                .as_ref()
                .map(|reference| reference.name.clone()),
        },
        targets: RegionBound::new(region, targets(region, read, provisioned, in_force)),
        outbound: outbound(tenant, &compiled.bundle),
        material: material.clone(),
    }))
}

/// Sign-in needs the way out as soon as an application may name an address.
fn outbound(tenant: &IdentityTenantSpec, bundle: &Bundle) -> Outbound {
    let trusted = tenant.openid().trusted_outbound.unwrap_or_default();
    let names_address = |application: &domicile_bundle::Application| {
        application.backchannel_logout.is_some()
            || matches!(application.keys, Some(ClientKeys::JwksUri(_)))
            || !application.authorization.request_uris.is_empty()
    };
    let host = |text: &String| match text.rsplit_once(':') {
        Some((host, port)) => Some((host.to_owned(), port.parse().ok()?)),
        None => Some((text.clone(), 443)),
    };
    Outbound {
        is_needed: bundle.openid.dynamic_registration.is_some()
            || bundle.sign_in.providers().next().is_some()
            || !bundle.sign_in.membership_links.is_empty()
            || bundle.sign_in.leaked_passwords_range_url.is_some()
            || bundle.sms.is_some()
            || bundle.applications.iter().any(names_address),
        trusted_hosts: bundle
            .openid
            .trusted_hosts
            .iter()
            .filter_map(host)
            .collect(),
        provider_secrets: provider_secrets(tenant),
        networks: trusted.networks,
        ca_bundle_secret: trusted.ca_bundle_secret_ref.map(|reference| reference.name),
    }
}

fn provider_secrets(tenant: &IdentityTenantSpec) -> Vec<ProviderSecret> {
    let sign_in = tenant.sign_in();
    let external = sign_in.external.into_iter().map(|external| {
        let name = ExternalIssuer::NAME.to_owned();
        (name, external.client_secret_ref)
    });
    let links = sign_in.membership_links.into_iter().map(|link| {
        let file = MembershipLink::secret_file(&link.name);
        (file, Some(link.verify.secret_ref))
    });
    let sms = tenant.sms.iter();
    let sms = sms.map(|sms| (Sms::SECRET_FILE.to_owned(), Some(sms.secret_ref.clone())));
    let social = sign_in.social.into_iter();
    social
        .map(|provider| (provider.name, provider.client_secret_ref))
        .chain(external)
        .chain(links)
        .chain(sms)
        .filter_map(|(name, reference)| Some(provider_secret(name, &reference?)))
        .collect()
}

fn provider_secret(provider: String, reference: &SecretKeyReference) -> ProviderSecret {
    ProviderSecret {
        provider,
        secret: reference.name.clone(),
        key: reference.key().to_owned(),
    }
}

fn exposure_kind(exposure: ExposureType) -> ExposureKind {
    match exposure {
        ExposureType::ClusterIP => ExposureKind::ClusterIp,
        ExposureType::NodePort => ExposureKind::NodePort,
        ExposureType::LoadBalancer => ExposureKind::LoadBalancer,
    }
}

/// The targets that something may leave the region for.
fn targets(
    region: &str,
    read: &Dereferenced,
    provisioned: &Provisioned,
    in_force: &InForce,
) -> Vec<TargetEndpoint> {
    let endpoint = |target: &TargetInput| {
        // A version that is held may name another Secret than the present one.
        let named = read
            .secrets
            .get(&target.key.namespace, &target.signing_secret_name);
        let made = || Some(provisioned.signing_secrets.get(&target.key)?.value.clone());
        let Transport::Webhook { url, secret_file } = &target.transport;
        Some(TargetEndpoint {
            name: target.key.qualified_name(),
            url: url.clone(),
            secret_file: secret_file.clone(),
            signing_secret: named.and_then(signing_secret::existing).or_else(made)?,
        })
    };
    let receives = |target: &&TargetInput| {
        in_force
            .target(region, &target.key.qualified_name())
            .is_some_and(|target| !target.flows.is_empty())
    };
    in_force
        .accepted
        .targets()
        .iter()
        .filter(receives)
        .filter_map(endpoint)
        .collect()
}

#[cfg(test)]
mod tests {
    use domicile_api::examples::airline;

    use super::provider_secrets;

    #[test]
    fn signing_secrets_are_files_that_no_provider_has() {
        let tenant = airline::tenant::aurora().spec;
        let mounted = provider_secrets(&tenant);
        let files: Vec<_> = mounted
            .iter()
            .map(|own| (own.provider.as_str(), own.secret.as_str(), own.key.as_str()))
            .collect();
        assert_eq!(
            files,
            [
                ("membership.miles", "miles-signing", "secret"),
                ("sms.sender", "sms-signing", "secret"),
            ]
        );
    }
}
