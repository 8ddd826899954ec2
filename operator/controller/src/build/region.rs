//! Takes a region's input apart and hands each part to the builder of its kind of object.

use super::{
    BuildError, bundle_config_map,
    component::Component,
    deployment::{self, Deployed},
    input::{PublicCertificate, RegionInput, TargetEndpoint},
    names::RegionScope,
    network_policy, pod_disruption_budget, postgresql,
    restart_hash::RestartHash,
    secret, service, service_account,
    site::Site,
};
use crate::{
    material::{
        SecretData,
        prepared_secret::{PreparedSecret, Retention, SecretKind},
        region::RegionMaterial,
    },
    prepared::Prepared,
};
use domicile_bundle::status::Workload;

/// Adds every object of one tenant in one region; nothing when one cannot be built.
pub(super) fn build(input: RegionInput, prepared: &mut Prepared) -> Result<(), BuildError> {
    let RegionInput {
        scope,
        owner,
        bundle,
        images,
        replicas,
        placement,
        database_storage,
        exposure,
        public_certificate,
        mail,
        targets,
        outbound,
        material,
    } = input;
    if !scope.names_fit() {
        return Err(BuildError::NameTooLong {
            prefix: scope.prefix(),
        });
    }
    let region = scope.region.as_str();
    let placement = placement.for_region(region)?;
    let targets = targets.for_region(region)?;
    let RegionMaterial {
        mut secrets,
        signing: _,
        renew_at: _,
    } = material.for_region(region)?;
    let site = Site {
        scope: &scope,
        owner: &owner,
    };

    let config_maps = bundle_config_map::build(&site, bundle.for_region(region)?)?;
    let network_policies = network_policy::build(&site, &mail, &targets, &outbound)?;
    let database = postgresql::Database {
        image: images.postgresql,
        storage: database_storage,
        placement: &placement,
        restart: RestartHash::default().with_secrets(&secrets, &[scope.database_roles_secret()]),
    };
    let public_certificate = match public_certificate {
        PublicCertificate::Secret(name) => name,
        PublicCertificate::Trial(certificate) => {
            let certificate = certificate.for_region(region)?;
            let name = certificate.name.clone();
            secrets.push(certificate);
            name
        }
    };
    let deployments = [
        (Workload::Auth, images.auth),
        (Workload::ProfileStore, images.profile_store),
        (Workload::Activation, images.activation),
    ]
    .map(|(workload, image)| {
        let read_once = [scope.database_secret(workload), scope.keys_secret(workload)];
        deployment::build(
            &site,
            Deployed {
                workload,
                image,
                replicas,
                placement: &placement,
                public_certificate: &public_certificate,
                mail: &mail,
                outbound: &outbound,
                restart: RestartHash::default().with_secrets(&secrets, &read_once),
            },
        )
    });
    secrets.push(target_secrets(&scope, targets));

    prepared.config_maps.extend(config_maps);
    prepared
        .config_maps
        .push(postgresql::config_map::build(&site));
    prepared.network_policies.extend(network_policies);
    prepared
        .stateful_sets
        .push(postgresql::stateful_set::build(&site, database));
    prepared.deployments.extend(deployments);
    prepared.secrets.extend(
        secrets
            .into_iter()
            .map(|secret| secret::of_region(&site, secret)),
    );
    prepared.services.extend(service::build(&site, exposure));
    for component in Component::ALL {
        prepared
            .service_accounts
            .push(service_account::build(&site, component));
        prepared
            .pod_disruption_budgets
            .push(pod_disruption_budget::build(&site, component));
    }
    Ok(())
}

/// The signing secrets of the region's targets in one Secret, because theirs may be in other namespaces.
fn target_secrets(scope: &RegionScope, targets: Vec<TargetEndpoint>) -> PreparedSecret {
    let data = targets
        .into_iter()
        .fold(SecretData::default(), |data, target| {
            let TargetEndpoint {
                name: _,
                url: _,
                secret_file,
                signing_secret,
            } = target;
            data.with(secret_file, signing_secret)
        });
    PreparedSecret {
        name: scope.target_secrets(),
        kind: SecretKind::Opaque,
        retention: Retention::WithTenant,
        data,
    }
}
