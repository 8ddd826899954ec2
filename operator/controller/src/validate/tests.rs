//! What is in force of the airline, and what stays in force when it is changed for the worse.

mod mapping;
mod provider_claims;

use std::{collections::BTreeMap, sync::Arc};

use domicile_api::{condition::Reason, examples::airline};
use domicile_policy::{ObjectKey, ObjectKind};
use kube::Resource;
use time::OffsetDateTime;

use super::{Validated, Verdict, validate};
use crate::{
    apply::Live,
    dereference::{AttachedObjects, Dereferenced, Permission, Secrets},
    observe::Observation,
    provision::{Provisioned, provision},
    queue::TenantKey,
};

/// As the API server would hand it out.
fn stored<K: Resource>(mut object: K) -> Arc<K> {
    object.meta_mut().uid = Some("1".to_owned());
    Arc::new(object)
}

fn airline() -> Dereferenced {
    let tenant = stored(airline::tenant::aurora());
    let namespaces = [
        airline::namespaces::aurora(),
        airline::namespaces::aurora_holidays(),
    ];
    let labels = namespaces.map(|one| {
        (
            one.metadata.name.unwrap_or_default(),
            one.metadata.labels.unwrap_or_default(),
        )
    });
    Dereferenced {
        key: TenantKey::new("aurora", "aurora"),
        permission: Permission::new(&tenant, BTreeMap::from(labels)),
        tenant,
        regions: vec![
            stored(airline::regions::eu()),
            stored(airline::regions::us()),
            stored(airline::regions::jp()),
        ],
        attached: AttachedObjects {
            brands: vec![
                stored(airline::brands::aurora()),
                stored(airline::brands::holidays()),
            ],
            applications: vec![stored(airline::application::shop())],
            schemas: vec![stored(airline::profile_schema::traveller())],
            policies: vec![stored(airline::consent_policy::purposes())],
            sources: vec![stored(airline::profile_source::shop())],
            targets: vec![
                stored(airline::activation_targets::crm()),
                stored(airline::activation_targets::newsletter_tool()),
                stored(airline::activation_targets::us_ads()),
            ],
        },
        last_accepted: None,
        secrets: Secrets::default(),
        live: Live::default(),
        observation: Observation::default(),
    }
}

fn provisioned(read: &Dereferenced) -> Provisioned {
    provision(
        read,
        OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000),
    )
    .unwrap()
}

/// The airline after a pass that accepted it.
fn accepted_airline() -> Dereferenced {
    let mut read = airline();
    let validated = validate(&read, &provisioned(&read)).unwrap();
    read.last_accepted = validated.in_force.map(|in_force| in_force.keep);
    read
}

fn decide(read: &Dereferenced) -> Validated {
    validate(read, &provisioned(read)).unwrap()
}

fn reason(validated: &Validated, kind: ObjectKind, namespace: &str, name: &str) -> Option<Reason> {
    match &validated.verdicts[&ObjectKey::new(kind, namespace, name)] {
        Verdict::Accepted => None,
        Verdict::Rejected { reason, .. } => Some(*reason),
    }
}

fn leaves(validated: &Validated, region: &str, target: &str) -> bool {
    let in_force = validated.in_force.as_ref().unwrap();
    in_force
        .target(region, target)
        .is_some_and(|target| !target.flows.is_empty())
}

#[test]
fn the_airline_is_accepted_as_a_whole() {
    let validated = decide(&airline());
    assert!(
        validated
            .verdicts
            .values()
            .all(|verdict| *verdict == Verdict::Accepted)
    );
    let in_force = validated.in_force.as_ref().unwrap();
    assert_eq!(
        in_force.bundles.keys().collect::<Vec<_>>(),
        ["eu", "jp", "us"]
    );
    assert!(leaves(&validated, "eu", "aurora/crm"));
    assert!(!leaves(&validated, "eu", "aurora/us-ads"));
}

#[test]
fn a_namespace_that_is_not_allowed_changes_nothing_but_its_own_status() {
    let before = decide(&accepted_airline());
    let mut read = accepted_airline();
    let mut brand = airline::brands::holidays();
    brand.metadata.namespace = Some("strangers".to_owned());
    brand.spec.hosts = vec!["id.strangers.localhost".to_owned()];
    read.attached.brands.push(stored(brand));
    let after = decide(&read);
    let refused = reason(&after, ObjectKind::Brand, "strangers", "holidays");
    assert_eq!(refused, Some(Reason::NamespaceNotAllowed));
    let hosts = |validated: &Validated| {
        let brands = &validated.in_force.as_ref().unwrap().bundles["eu"]
            .bundle
            .brands;
        brands
            .iter()
            .flat_map(|brand| brand.hosts.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(hosts(&after), hosts(&before));
}

#[test]
fn an_unknown_attribute_keeps_the_target_as_it_was() {
    let mut read = accepted_airline();
    let mut target = airline::activation_targets::crm();
    target.spec.attributes.push("shoeSize".to_owned());
    read.attached.targets[0] = stored(target);
    let validated = decide(&read);
    let refused = reason(&validated, ObjectKind::ActivationTarget, "aurora", "crm");
    assert_eq!(refused, Some(Reason::UnknownAttribute));
    assert!(leaves(&validated, "eu", "aurora/crm"));
}

#[test]
fn a_secret_of_another_object_is_refused_and_what_ran_keeps_its_own() {
    let mut read = accepted_airline();
    let mut target = airline::activation_targets::crm();
    let other = airline::profile_source::shop().spec.write_key_secret_name;
    target.spec.webhook.signing_secret_name = other;
    read.attached.targets[0] = stored(target);
    let validated = decide(&read);
    let refused = reason(&validated, ObjectKind::ActivationTarget, "aurora", "crm");
    assert_eq!(refused, Some(Reason::Conflict));
    let own = airline::activation_targets::crm();
    let in_force = validated.in_force.as_ref().unwrap();
    let held = &in_force.accepted.targets()[0];
    assert_eq!(
        held.signing_secret_name,
        own.spec.webhook.signing_secret_name
    );
    assert!(leaves(&validated, "eu", "aurora/crm"));
}

#[test]
fn a_permission_that_cannot_be_proven_any_more_is_withdrawn() {
    let mut read = accepted_airline();
    let mut region = airline::regions::us();
    region.spec.transfers.clear();
    read.regions[1] = stored(region);
    let validated = decide(&read);
    assert!(
        !leaves(&validated, "us", "aurora/crm"),
        "US names no basis for a transfer to EU"
    );
}

#[test]
fn a_region_that_is_gone_stays_as_it_was_accepted_last_and_the_tenant_says_so() {
    let mut read = accepted_airline();
    read.regions.remove(2);
    let validated = decide(&read);
    let refused = reason(&validated, ObjectKind::IdentityTenant, "aurora", "aurora");
    assert_eq!(refused, Some(Reason::RegionNotFound));
    let in_force = validated.in_force.unwrap();
    assert!(in_force.bundles.contains_key("jp") && in_force.placements.contains_key("jp"));
}

#[test]
fn an_unknown_region_leaves_the_tenant_as_it_was_accepted_last() {
    let mut read = accepted_airline();
    let mut tenant = airline::tenant::aurora();
    tenant.spec.regions.push("mars".to_owned());
    tenant.spec.replicas = Some(7);
    read.tenant = stored(tenant);
    let validated = decide(&read);
    let refused = reason(&validated, ObjectKind::IdentityTenant, "aurora", "aurora");
    assert_eq!(refused, Some(Reason::RegionNotFound));
    let in_force = validated.in_force.unwrap();
    assert_eq!(
        in_force.tenant,
        airline::tenant::aurora().spec,
        "nothing of the bad version is used"
    );
}

#[test]
fn what_was_accepted_last_survives_being_written_down() {
    let accepted = accepted_airline().last_accepted.unwrap();
    let text = serde_json::to_string(&accepted).unwrap();
    assert_eq!(
        serde_json::from_str::<crate::dereference::LastAccepted>(&text).unwrap(),
        accepted
    );
}
