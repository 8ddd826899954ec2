//! What is made for a region stays in it.

use super::fixture;
use crate::{
    build::{self, BuildError, bundle_config_map::MOUNTED_PARTS, region_bound::RegionBound},
    labels,
    prepared::Prepared,
};

#[test]
fn every_pod_requires_the_nodes_of_its_region() {
    for (name, pod) in fixture::pods(&fixture::prepared()) {
        let required = pod
            .affinity
            .and_then(|affinity| affinity.node_affinity)
            .and_then(|affinity| affinity.required_during_scheduling_ignored_during_execution)
            .expect("a required node affinity");
        let [term] = required.node_selector_terms.as_slice() else {
            panic!("{name}: terms are alternatives, so there is exactly one");
        };
        let requirements = term.match_expressions.as_deref().unwrap_or_default();
        let labels: Vec<_> = requirements
            .iter()
            .map(|requirement| {
                (
                    requirement.key.as_str(),
                    requirement.operator.as_str(),
                    requirement.values.clone(),
                )
            })
            .collect();
        assert_eq!(
            labels,
            [(
                "topology.kubernetes.io/region",
                "In",
                Some(vec!["eu".to_owned()])
            )],
            "{name}"
        );
    }
}

#[test]
fn the_volume_is_of_the_regions_storage_class_and_is_kept() {
    for stateful_set in fixture::prepared().stateful_sets {
        let spec = stateful_set.spec.expect("a specification");
        let claim = spec.volume_claim_templates.unwrap_or_default().remove(0);
        assert_eq!(
            claim
                .spec
                .and_then(|spec| spec.storage_class_name)
                .as_deref(),
            Some("domicile-eu")
        );
        let policy = spec
            .persistent_volume_claim_retention_policy
            .expect("a policy");
        assert_eq!(policy.when_deleted.as_deref(), Some("Retain"));
        assert_eq!(policy.when_scaled.as_deref(), Some("Retain"));
    }
}

#[test]
fn every_object_says_which_region_it_is_of() {
    for group in fixture::prepared().groups().expect("groups") {
        for object in group {
            let region = &object.manifest["metadata"]["labels"][labels::REGION];
            assert_eq!(region, "eu", "{:?} {}", object.kind, object.name);
        }
    }
}

#[test]
fn material_of_another_region_is_refused() {
    let mut input = fixture::input();
    let material = input.material.clone().for_region("eu").expect("eu");
    input.material = RegionBound::new("us", material);
    let mut prepared = Prepared::default();
    let refused = build::region(input, &mut prepared);
    assert!(matches!(refused, Err(BuildError::WrongRegion(_))));
    assert_eq!(prepared, Prepared::default(), "nothing is built by halves");
}

#[test]
fn a_bundle_that_pods_cannot_mount_whole_is_refused() {
    let mut input = fixture::input();
    input.bundle = RegionBound::new("eu", fixture::bundle(MOUNTED_PARTS + 1));
    let refused = build::region(input, &mut Prepared::default());
    assert!(matches!(refused, Err(BuildError::BundleTooLarge { .. })));
}

#[test]
fn names_too_long_for_pods_and_services_are_refused() {
    let mut input = fixture::input();
    input.scope.tenant.tenant = "a".repeat(40);
    let refused = build::region(input, &mut Prepared::default());
    assert!(matches!(refused, Err(BuildError::NameTooLong { .. })));
}
