//! What pods mount exists, and each mounts what it needs and nothing else.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use super::fixture;
use crate::{
    build::input::{ProviderSecret, PublicCertificate},
    labels,
    material::{
        ExistingSecrets, public_certificate, region::RegionMaterial, tenant::TenantMaterial,
    },
};

#[test]
fn every_secret_and_config_map_that_a_pod_mounts_is_built() {
    let now = OffsetDateTime::UNIX_EPOCH;
    let nothing = ExistingSecrets::default();
    let scope = fixture::scope();
    let tenant = TenantMaterial::prepare(&scope.tenant, &nothing, now).expect("tenant");
    let hosts = public_certificate::hosts("aurora.example", ["id.aurora.example"], "eu");
    let certificate =
        public_certificate::prepare(&scope, &tenant, hosts, &nothing, now).expect("certificate");
    let mut input = fixture::input();
    input.material = RegionMaterial::prepare(&scope, &tenant, &nothing, &fixture::rotation(), now)
        .expect("region");
    input.public_certificate = PublicCertificate::Trial(certificate);
    let prepared = fixture::prepared_of(input);

    let secrets: BTreeSet<_> = prepared
        .secrets
        .iter()
        .filter_map(|secret| secret.metadata.name.clone())
        .collect();
    let config_maps: BTreeSet<_> = prepared
        .config_maps
        .iter()
        .filter_map(|config_map| config_map.metadata.name.clone())
        .collect();
    for (name, pod) in fixture::pods(&prepared) {
        for volume in pod.volumes.into_iter().flatten() {
            if let Some(secret) = volume.secret.and_then(|secret| secret.secret_name) {
                assert!(secrets.contains(&secret), "{name} mounts Secret {secret}");
            }
            if let Some(config_map) = volume.config_map {
                assert!(
                    config_maps.contains(&config_map.name),
                    "{name} mounts {}",
                    config_map.name
                );
            }
            for source in volume
                .projected
                .and_then(|projected| projected.sources)
                .into_iter()
                .flatten()
            {
                let config_map = source.config_map.expect("only ConfigMaps are projected");
                let optional = config_map.optional == Some(true);
                assert!(
                    optional || config_maps.contains(&config_map.name),
                    "{name} mounts {}",
                    config_map.name
                );
            }
        }
    }
}

#[test]
fn only_the_init_container_can_change_a_schema() {
    for (name, pod) in fixture::pods(&fixture::prepared()) {
        for container in &pod.containers {
            let mounts = container.volume_mounts.iter().flatten();
            assert!(
                mounts
                    .into_iter()
                    .all(|mount| mount.name != "database-owner"),
                "{name}"
            );
        }
    }
}

#[test]
fn no_pod_mounts_the_authority_or_the_keys_of_the_tenant() {
    let never = [
        fixture::scope().tenant.authority_secret(),
        fixture::scope().tenant.keys_secret(),
    ];
    for (name, pod) in fixture::pods(&fixture::prepared()) {
        for volume in pod.volumes.into_iter().flatten() {
            let secret = volume
                .secret
                .and_then(|secret| secret.secret_name)
                .unwrap_or_default();
            assert!(!never.contains(&secret), "{name} mounts {secret}");
        }
    }
}

#[test]
fn what_kept_data_cannot_be_read_without_outlives_the_tenant() {
    for secret in fixture::prepared().secrets {
        let name = secret.metadata.name.unwrap_or_default();
        let retained = secret
            .metadata
            .labels
            .unwrap_or_default()
            .contains_key(labels::RETAINED);
        let needed = name.ends_with("-keys") || name.ends_with("-roles");
        assert_eq!(retained, needed, "{name}");
        assert_eq!(secret.metadata.owner_references.is_none(), needed, "{name}");
    }
}

#[test]
fn secrets_of_providers_reach_sign_in_alone_each_as_a_file_of_its_provider() {
    let mut input = fixture::input();
    input.outbound.provider_secrets = vec![ProviderSecret {
        provider: "example".to_owned(),
        secret: "example-client".to_owned(),
        key: "client-secret".to_owned(),
    }];
    let prepared = fixture::prepared_of(input);
    let mut mounted = Vec::new();
    for (name, pod) in fixture::pods(&prepared) {
        let sources = pod
            .volumes
            .into_iter()
            .flatten()
            .filter_map(|volume| volume.projected?.sources)
            .flatten();
        for secret in sources.filter_map(|source| source.secret) {
            let item = secret.items.expect("named keys").remove(0);
            // Sign-in starts without it.
            assert_eq!(secret.optional, Some(true));
            mounted.push((name.clone(), secret.name, item.key, item.path));
        }
    }
    let [(pod, secret, key, file)] = mounted.try_into().expect("one file of one pod");
    assert!(pod.ends_with("-auth"), "{pod}");
    assert_eq!(
        (secret.as_str(), key.as_str(), file.as_str()),
        ("example-client", "client-secret", "example")
    );
}
