//! One tenant in one region, with material that is the same at every run.

use std::collections::BTreeMap;

use domicile_bundle::{
    Revision,
    parts::{Encoded, Index},
    status::Workload,
};
use k8s_openapi::{
    api::core::v1::{PodSpec, PodTemplateSpec},
    apimachinery::pkg::apis::meta::v1::OwnerReference,
};

use crate::{
    build::{
        self,
        component::Component,
        input::{
            Exposure, ExposureKind, Images, MailServer, Outbound, Placement, PublicCertificate,
            RegionInput, TargetEndpoint,
        },
        names::{RegionScope, TenantScope},
        region_bound::RegionBound,
    },
    material::{
        SecretData,
        database_role::DatabaseRole,
        prepared_secret::{PreparedSecret, Retention, SecretKind},
        region::RegionMaterial,
        signing::{PreparedSigning, rotation},
        signing_secret,
    },
    prepared::Prepared,
};

/// Stands for every secret value, so that a search finds it wherever it must not be.
pub const CANARY: &str = "canary-of-a-secret";

pub fn scope() -> RegionScope {
    TenantScope::new("aurora", "aurora").in_region("eu")
}

pub fn owner(kind: &str, name: &str) -> OwnerReference {
    OwnerReference {
        api_version: "domicile.dev/v1alpha1".to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        uid: "00000000-0000-4000-8000-000000000001".to_owned(),
        controller: Some(true),
        block_owner_deletion: Some(true),
    }
}

pub fn input() -> RegionInput {
    let scope = scope();
    RegionInput {
        owner: owner("IdentityTenant", "aurora"),
        bundle: RegionBound::new("eu", bundle(2)),
        images: Images {
            auth: "images.example/auth:1".to_owned(),
            profile_store: "images.example/profile-store:1".to_owned(),
            activation: "images.example/activation:1".to_owned(),
            postgresql: "images.example/postgresql:15".to_owned(),
        },
        replicas: 1,
        placement: RegionBound::new("eu", placement()),
        database_storage: "1Gi".to_owned(),
        exposure: Exposure {
            kind: ExposureKind::ClusterIp,
            port: 8443,
        },
        public_certificate: PublicCertificate::Trial(RegionBound::new(
            "eu",
            secret(
                scope.public_certificate_secret(),
                SecretKind::Tls,
                Retention::WithTenant,
                &["tls.crt", "tls.key"],
            ),
        )),
        mail: MailServer {
            host: "receiver.receiver.svc".to_owned(),
            port: 2525,
            credentials_secret: None,
        },
        targets: RegionBound::new(
            "eu",
            vec![target("crm", "http://receiver.receiver.svc:8080/hooks/crm")],
        ),
        outbound: Outbound::default(),
        material: RegionBound::new("eu", material(&scope)),
        scope,
    }
}

pub fn placement() -> Placement {
    Placement {
        node_selector: BTreeMap::from([(
            "topology.kubernetes.io/region".to_owned(),
            "eu".to_owned(),
        )]),
        storage_class: Some("domicile-eu".to_owned()),
    }
}

pub fn bundle(parts: usize) -> Encoded {
    Encoded {
        index: Index {
            revision: Revision::of("fixture"),
            parts,
        },
        parts: (0..parts)
            .map(|number| (format!("part-{number:03}"), "{}".to_owned()))
            .collect(),
    }
}

pub fn target(name: &str, url: &str) -> TargetEndpoint {
    TargetEndpoint {
        name: format!("aurora/{name}"),
        url: url.to_owned(),
        secret_file: signing_secret::file_name("aurora", name),
        signing_secret: CANARY.to_owned(),
    }
}

/// Objects of the tenant in eu.
pub fn prepared() -> Prepared {
    prepared_of(input())
}

pub fn prepared_of(input: RegionInput) -> Prepared {
    let mut prepared = Prepared::default();
    build::region(input, &mut prepared).expect("the fixture builds");
    prepared
}

/// Pod templates of a region by name of what they are in.
pub fn templates(prepared: &Prepared) -> BTreeMap<String, PodTemplateSpec> {
    let deployments = prepared.deployments.iter().map(|object| {
        (
            object.metadata.name.clone(),
            object.spec.as_ref().map(|spec| spec.template.clone()),
        )
    });
    let stateful_sets = prepared.stateful_sets.iter().map(|object| {
        (
            object.metadata.name.clone(),
            object.spec.as_ref().map(|spec| spec.template.clone()),
        )
    });
    deployments
        .chain(stateful_sets)
        .map(|(name, template)| (name.expect("named"), template.expect("with a template")))
        .collect()
}

/// Pods of a region by name of what they are in.
pub fn pods(prepared: &Prepared) -> BTreeMap<String, PodSpec> {
    let pods = templates(prepared).into_iter();
    pods.map(|(name, template)| (name, template.spec.expect("with a pod")))
        .collect()
}

fn material(scope: &RegionScope) -> RegionMaterial {
    let mut secrets = vec![secret(
        scope.database_roles_secret(),
        SecretKind::Opaque,
        Retention::BeyondTenant,
        &DatabaseRole::ALL.map(DatabaseRole::as_str),
    )];
    for component in Component::ALL {
        secrets.push(secret(
            scope.mesh_secret(component),
            SecretKind::Tls,
            Retention::WithTenant,
            &["ca.crt", "tls.crt", "tls.key"],
        ));
    }
    for workload in Workload::ALL {
        for (name, retention, keys) in [
            (
                scope.keys_secret(workload),
                Retention::BeyondTenant,
                ["pseudonym.key"],
            ),
            (
                scope.database_secret(workload),
                Retention::WithTenant,
                ["url"],
            ),
            (
                scope.database_owner_secret(workload),
                Retention::WithTenant,
                [workload.as_str()],
            ),
        ] {
            secrets.push(secret(name, SecretKind::Opaque, retention, &keys));
        }
    }
    let signing = secret(
        scope.signing_secret(),
        SecretKind::Opaque,
        Retention::WithTenant,
        &["signing-keys.json"],
    );
    secrets.push(signing.clone());
    RegionMaterial {
        secrets,
        signing: PreparedSigning::without_successors(signing),
        renew_at: None,
    }
}

/// Nothing is due.
pub fn rotation() -> rotation::Policy {
    rotation::Policy {
        algorithms: vec![domicile_jose::Algorithm::ES256],
        rotation_seconds: 86_400,
        overlap_seconds: 86_400,
        rotate_after: None,
    }
}

fn secret(name: String, kind: SecretKind, retention: Retention, keys: &[&str]) -> PreparedSecret {
    let data = keys
        .iter()
        .fold(SecretData::default(), |data, key| data.with(*key, CANARY));
    PreparedSecret {
        name,
        kind,
        retention,
        data,
    }
}
