//! The rules of residency, one scene each.

use std::collections::BTreeMap;

use domicile_bundle::status::{DatabaseIdentity, Workload, WorkloadStatus};
use k8s_openapi::api::core::v1::NodeSelector;
use serde_json::json;

use crate::{
    build::component::Component,
    observe::{BoundVolume, Observation, Pod, Report, Volume},
    residency::{CulpritKind, Placements, Proof, prove},
};

const KEY: &str = "topology.kubernetes.io/region";

fn labels(region: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(KEY.to_owned(), region.to_owned())])
}

fn bound_to(region: &str) -> NodeSelector {
    serde_json::from_value(json!({"nodeSelectorTerms": [{"matchExpressions": [
        {"key": KEY, "operator": "In", "values": [region]}]}]}))
    .unwrap()
}

fn pod(region: &str, component: Component) -> Pod {
    let report = match component {
        Component::Postgresql => None,
        Component::Workload(workload) => Some(Report::Answered(Box::new(report(region, workload)))),
    };
    Pod {
        namespace: "aurora".to_owned(),
        name: format!("aurora-{region}-{component}-0"),
        region: region.to_owned(),
        component,
        node: Some(format!("{region}-1")),
        address: Some(address(region)),
        is_running: true,
        is_ready: true,
        is_leaving: false,
        trouble: None,
        told_revision: None,
        report,
    }
}

fn address(region: &str) -> String {
    format!("10.0.{}.7", region.len())
}

fn report(region: &str, workload: Workload) -> WorkloadStatus {
    WorkloadStatus {
        workload,
        version: "0.1.0".to_owned(),
        tenant: "aurora".to_owned(),
        namespace: "aurora".to_owned(),
        region: region.to_owned(),
        pod: String::new(),
        node: String::new(),
        bundle_revision: None,
        bundle_problem: None,
        database: Some(DatabaseIdentity {
            address: format!("{}:5432", address(region)),
            system_identifier: format!("system-{region}"),
        }),
        database_problem: None,
        open_since: String::new(),
    }
}

fn settled() -> (Placements, Observation) {
    let regions = ["eu", "apac"];
    let placements = regions
        .map(|region| (region.to_owned(), labels(region)))
        .into();
    let observation = Observation {
        pods: regions
            .iter()
            .flat_map(|region| Component::ALL.map(|component| pod(region, component)))
            .collect(),
        volumes: regions
            .iter()
            .map(|region| Volume {
                claim: format!("data-aurora-{region}-postgresql-0"),
                region: (*region).to_owned(),
                bound: Some(BoundVolume {
                    name: format!("{region}-volume"),
                    nodes: Some(bound_to(region)),
                }),
            })
            .collect(),
        nodes: regions
            .map(|region| (format!("{region}-1"), labels(region)))
            .into(),
        rollouts: BTreeMap::new(),
    };
    (placements, observation)
}

fn only_culprit(placements: &Placements, observation: &Observation) -> (CulpritKind, String) {
    match prove(placements, observation) {
        Proof::Refuted(culprits) if culprits.len() == 1 => {
            (culprits[0].kind, culprits[0].message.clone())
        }
        other => panic!("one culprit is expected: {other:?}"),
    }
}

#[test]
fn a_tenant_whose_parts_are_all_in_their_regions_is_proven() {
    let (placements, observation) = settled();
    assert_eq!(prove(&placements, &observation), Proof::Proven);
}

#[test]
fn a_pod_on_a_node_of_another_region_is_named_with_the_node() {
    let (placements, mut observation) = settled();
    observation.pods[1].node = Some("apac-1".to_owned());
    let (kind, message) = only_culprit(&placements, &observation);
    assert_eq!(kind, CulpritKind::Pod);
    assert!(
        message.contains("aurora-eu-auth-0") && message.contains("apac-1") && message.contains(KEY),
        "{message}"
    );
}

#[test]
fn a_pod_is_named_as_soon_as_it_is_bound_even_before_it_runs() {
    let (placements, mut observation) = settled();
    let mut early = pod("eu", Component::AUTH);
    early.node = Some("apac-1".to_owned());
    early.is_running = false;
    early.report = None;
    observation.pods.push(early);
    assert_eq!(only_culprit(&placements, &observation).0, CulpritKind::Pod);
}

#[test]
fn a_pod_on_a_node_that_is_not_known_is_a_culprit() {
    let (placements, mut observation) = settled();
    observation.nodes.remove("eu-1");
    let Proof::Refuted(culprits) = prove(&placements, &observation) else {
        panic!("the node is not known")
    };
    assert!(
        culprits
            .iter()
            .all(|culprit| culprit.message.contains("eu"))
    );
}

#[test]
fn a_volume_that_another_region_can_reach_is_named() {
    let (placements, mut observation) = settled();
    observation.volumes[0].bound.as_mut().unwrap().nodes = Some(bound_to("apac"));
    let (kind, message) = only_culprit(&placements, &observation);
    assert_eq!(kind, CulpritKind::Volume);
    assert!(
        message.contains("eu-volume") && message.contains("apac-1"),
        "{message}"
    );
    observation.volumes[0].bound.as_mut().unwrap().nodes = None;
    assert!(only_culprit(&placements, &observation).1.contains("any"));
}

#[test]
fn a_workload_on_another_regions_database_is_named_with_both_addresses() {
    let (placements, mut observation) = settled();
    observation.pods[1].report = Some(Report::Answered(Box::new(report("apac", Workload::Auth))));
    let Proof::Refuted(culprits) = prove(&placements, &observation) else {
        panic!("the database is elsewhere")
    };
    assert!(
        culprits[0].message.contains(&address("apac"))
            && culprits[0].message.contains(&address("eu"))
    );
    assert!(
        culprits
            .iter()
            .all(|culprit| culprit.kind == CulpritKind::Database)
    );
}

#[test]
fn two_regions_on_one_database_are_refuted_even_behind_the_same_address() {
    let (placements, mut observation) = settled();
    let mut copied = report("eu", Workload::Auth);
    copied.database.as_mut().unwrap().system_identifier = "system-apac".to_owned();
    observation.pods[1].report = Some(Report::Answered(Box::new(copied)));
    assert!(matches!(
        prove(&placements, &observation),
        Proof::Refuted(_)
    ));
}

#[test]
fn what_is_not_there_yet_is_no_proof_and_no_accusation() {
    let (placements, mut observation) = settled();
    observation.pods.retain(|pod| pod.region != "eu");
    observation.volumes[0].bound = None;
    let Proof::Incomplete(missing) = prove(&placements, &observation) else {
        panic!("something is missing")
    };
    assert_eq!(missing.len(), 5, "{missing:?}");
}
