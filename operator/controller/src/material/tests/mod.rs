//! Tests of secret material: what exists stays, what is due is renewed, what is broken is never overwritten.

mod attached;
mod certificates;
mod kept;
mod signing_keys;

use k8s_openapi::api::core::v1::Secret;
use time::{Duration, OffsetDateTime};

use super::{
    ExistingSecrets, SecretData, prepared_secret::PreparedSecret, region::RegionMaterial,
    signing::rotation, tenant::TenantMaterial,
};
use crate::build::names::{RegionScope, TenantScope};

fn scope() -> RegionScope {
    TenantScope::new("aurora", "aurora").in_region("eu")
}

fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000).expect("a time")
}

fn in_days(days: i64) -> OffsetDateTime {
    now() + Duration::days(days)
}

/// What is stored once these Secrets are written.
fn stored<'a>(secrets: impl IntoIterator<Item = &'a PreparedSecret>) -> ExistingSecrets {
    secrets
        .into_iter()
        .map(|secret| (secret.name.clone(), secret.data.clone()))
        .collect()
}

/// The same with one value replaced.
fn stored_but(secrets: &[PreparedSecret], name: &str, data: SecretData) -> ExistingSecrets {
    let others = secrets.iter().filter(|secret| secret.name != name);
    others
        .map(|secret| (secret.name.clone(), secret.data.clone()))
        .chain([(name.to_owned(), data)])
        .collect()
}

fn new_tenant() -> TenantMaterial {
    TenantMaterial::prepare(&scope().tenant, &ExistingSecrets::default(), now()).expect("a tenant")
}

fn region(
    tenant: &TenantMaterial,
    existing: &ExistingSecrets,
    at: OffsetDateTime,
) -> RegionMaterial {
    let material =
        RegionMaterial::prepare(&scope(), tenant, existing, &policy(), at).expect("a region");
    material.for_region("eu").expect("eu")
}

/// Keys sign for 30 days and are forgotten a day later.
fn policy() -> rotation::Policy {
    rotation::Policy {
        algorithms: vec![domicile_jose::Algorithm::ES256],
        rotation_seconds: 30 * 86_400,
        overlap_seconds: 86_400,
        rotate_after: None,
    }
}

fn secret_named<'a>(secrets: &'a [PreparedSecret], name: &str) -> &'a PreparedSecret {
    secrets
        .iter()
        .find(|secret| secret.name == name)
        .expect("a Secret of that name")
}

/// A Secret as the API server has it.
fn live(data: &SecretData, labels: &[(&str, &str)]) -> Secret {
    let mut secret = Secret {
        data: Some(data.clone().into_data()),
        ..Secret::default()
    };
    let labels = labels
        .iter()
        .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()));
    secret.metadata.labels = Some(labels.collect());
    secret
}
