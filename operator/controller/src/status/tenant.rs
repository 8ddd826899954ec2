//! The status of a tenant.

use domicile_api::{
    IdentityTenant, IdentityTenantStatus,
    condition::{self, ConditionType, NewCondition, Reason},
    identity_tenant::{AttachedObjects, SigningKeyStatus, TenantRegionStatus},
};
use domicile_policy::{ObjectKey, ObjectKind};
use k8s_openapi::{apimachinery::pkg::apis::meta::v1::Time, jiff::Timestamp};
use std::collections::BTreeMap;

use super::{
    Finding, Scene,
    conditions::{Progress, accepted},
};
use crate::{
    build::component::Component,
    dereference::Dereferenced,
    material::signing::{PreparedSigning, Turn},
    provision::rotation_of,
    residency::{self, CulpritKind, Placements, Proof},
    validate::{InForce, Validated, Verdict, words::InResource},
};

/// What a tenant is told after a pass. Without a configuration in force nothing was applied, and `scene` is absent.
pub fn of(
    read: &Dereferenced,
    validated: &Validated,
    scene: Option<Scene<'_>>,
    signing: &BTreeMap<String, PreparedSigning>,
    now: Timestamp,
) -> IdentityTenantStatus {
    let key = ObjectKey::new(
        ObjectKind::IdentityTenant,
        &read.key.namespace,
        &read.key.name,
    );
    let verdict = validated
        .verdicts
        .get(&key)
        .cloned()
        .unwrap_or(Verdict::Accepted);
    let mut new = vec![accepted(&verdict)];
    let progress = match (&scene, &validated.in_force) {
        (Some(scene), Some(in_force)) => {
            let residency = residency(in_force, *scene);
            new.extend([
                scene.configuration_condition(),
                scene.database_condition(),
                residency.clone(),
            ]);
            let finding = scene
                .configuration()
                .or_else(|| scene.database())
                .or_else(|| failing(&residency));
            Progress::of(&verdict, finding)
        }
        _ => Progress::of(&verdict, None),
    };
    new.extend(progress.conditions("every region runs what is asked for"));
    let mut status = with(&read.tenant, &new, now);
    status.issuer = Some(read.tenant.spec.issuer());
    status.attached = Some(count(validated));
    if let Some(scene) = scene {
        status.regions = regions(scene, signing, &read.tenant, now);
    }
    status
}

/// What a tenant is told when its pass cannot be made.
pub fn failed(
    tenant: &IdentityTenant,
    reason: Reason,
    message: String,
    now: Timestamp,
) -> IdentityTenantStatus {
    let progress = Progress::Working(Finding { reason, message });
    keeping(tenant, &progress.conditions(""), now)
}

/// What a tenant is told while nothing is done about it.
pub fn suspended(tenant: &IdentityTenant, now: Timestamp) -> IdentityTenantStatus {
    let message = "spec.suspend is set: nothing is written, what runs goes on".to_owned();
    keeping(
        tenant,
        &Progress::Resting(Finding {
            reason: Reason::Suspended,
            message,
        })
        .conditions(""),
        now,
    )
}

/// What a tenant is told while it is being deleted.
pub fn deleting(tenant: &IdentityTenant, now: Timestamp) -> IdentityTenantStatus {
    let message = "the tenant is being deleted".to_owned();
    keeping(
        tenant,
        &Progress::Working(Finding {
            reason: Reason::Deleting,
            message,
        })
        .conditions(""),
        now,
    )
}

/// A status with these conditions and no others.
fn with(tenant: &IdentityTenant, new: &[NewCondition], now: Timestamp) -> IdentityTenantStatus {
    let mut status = tenant.status.clone().unwrap_or_default();
    status.observed_generation = tenant.metadata.generation;
    status.conditions =
        condition::replace(&status.conditions, new, tenant.metadata.generation, now);
    status
}

/// A status with these conditions, the others as they were.
fn keeping(tenant: &IdentityTenant, new: &[NewCondition], now: Timestamp) -> IdentityTenantStatus {
    let mut status = tenant.status.clone().unwrap_or_default();
    status.observed_generation = tenant.metadata.generation;
    for condition in new {
        condition::set(
            &mut status.conditions,
            condition,
            tenant.metadata.generation,
            now,
        );
    }
    status
}

fn residency(in_force: &InForce, scene: Scene<'_>) -> NewCondition {
    let placements: Placements = in_force
        .placements
        .iter()
        .map(|(region, place)| (region.clone(), place.node_selector.clone()))
        .collect();
    let kind = ConditionType::ResidencyProven;
    match residency::prove(&placements, scene.observation) {
        Proof::Proven => NewCondition::holds(
            kind,
            Reason::AllInRegion,
            format!(
                "{} pods, {} volumes and {} databases are in their regions",
                scene.observation.pods.len(),
                scene.observation.volumes.len(),
                placements.len()
            ),
        ),
        Proof::Incomplete(missing) => {
            NewCondition::unknown(kind, Reason::ProofIncomplete, missing.join("; "))
        }
        Proof::Refuted(culprits) => {
            let reason = match culprits.iter().map(|culprit| culprit.kind).min() {
                Some(CulpritKind::Volume) => Reason::VolumeOutsideRegion,
                Some(CulpritKind::Database) => Reason::DatabaseOutsideRegion,
                Some(CulpritKind::Pod) | None => Reason::PodOutsideRegion,
            };
            let messages: Vec<_> = culprits
                .into_iter()
                .map(|culprit| culprit.message)
                .collect();
            NewCondition::fails(kind, reason, messages.join("; "))
        }
    }
}

/// Why a condition does not hold, if it does not.
fn failing(condition: &NewCondition) -> Option<Finding> {
    (condition.status != condition::ConditionStatus::True).then(|| Finding {
        reason: condition.reason,
        message: condition.message.clone(),
    })
}

fn count(validated: &Validated) -> AttachedObjects {
    let attached = || {
        validated
            .verdicts
            .iter()
            .filter(|(key, _)| key.kind != ObjectKind::IdentityTenant)
    };
    let of = |accepted: bool| {
        let count = attached()
            .filter(|(_, verdict)| (**verdict == Verdict::Accepted) == accepted)
            .count();
        i32::try_from(count).unwrap_or(i32::MAX)
    };
    AttachedObjects {
        accepted: of(true),
        rejected: of(false),
    }
}

fn regions(
    scene: Scene<'_>,
    signing: &BTreeMap<String, PreparedSigning>,
    tenant: &IdentityTenant,
    now: Timestamp,
) -> Vec<TenantRegionStatus> {
    let policy = rotation_of(&tenant.spec.signing(), None);
    let turns = |region: &String| {
        let signing = signing.get(region)?;
        let turns = signing.turns(&policy, now.as_second()).into_iter();
        Some(turns.map(signing_key).collect())
    };
    let ready = |region: &str, component| {
        scene
            .observation
            .rollouts
            .get(&(region.to_owned(), component))
            .map(crate::observe::Rollout::as_fraction)
    };
    let of = |(region, revision): (&String, &domicile_bundle::Revision)| TenantRegionStatus {
        name: region.clone(),
        ready: scene.region_is_ready(region),
        bundle_revision: Some(revision.to_string()),
        signing_keys: turns(region).unwrap_or_default(),
        postgresql: ready(region, Component::Postgresql),
        auth: ready(region, Component::AUTH),
        profile_store: ready(region, Component::PROFILE_STORE),
        activation: ready(region, Component::ACTIVATION),
    };
    scene.applied.revisions().iter().map(of).collect()
}

fn signing_key(turn: Turn) -> SigningKeyStatus {
    SigningKeyStatus {
        algorithm: turn.algorithm.in_resource(),
        key_id: turn.signs,
        next_at: Timestamp::from_second(turn.next_at).ok().map(Time),
    }
}
