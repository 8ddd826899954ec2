//! Golden files: every object of one region as YAML.

use serde::Serialize;

use super::fixture;
use crate::build::input::{Exposure, ExposureKind};

fn yaml<T: Serialize>(objects: &[T]) -> String {
    let documents = objects
        .iter()
        .map(|object| serde_yaml::to_string(object).expect("yaml"));
    documents.collect::<Vec<_>>().join("---\n")
}

fn matches<T: Serialize>(name: &str, objects: &[T]) {
    insta::assert_snapshot!(name, yaml(objects));
}

#[test]
fn every_object_of_a_region_is_as_reviewed() {
    let prepared = fixture::prepared();
    matches("service_accounts", &prepared.service_accounts);
    matches("secrets", &prepared.secrets);
    matches("config_maps", &prepared.config_maps);
    matches("network_policies", &prepared.network_policies);
    matches("services", &prepared.services);
    matches("stateful_sets", &prepared.stateful_sets);
    matches("deployments", &prepared.deployments);
    matches("pod_disruption_budgets", &prepared.pod_disruption_budgets);
}

#[test]
fn a_load_balancer_listens_where_browsers_connect_and_never_on_the_mesh_port() {
    let mut input = fixture::input();
    input.exposure = Exposure {
        kind: ExposureKind::LoadBalancer,
        port: 443,
    };
    let services = fixture::prepared_of(input).services;
    let public: Vec<_> = services
        .iter()
        .filter_map(|service| service.spec.as_ref())
        .filter(|spec| spec.type_.as_deref() == Some("LoadBalancer"))
        .collect();
    assert_eq!(public.len(), 2);
    for spec in public {
        let ports: Vec<_> = spec.ports.iter().flatten().map(|port| port.port).collect();
        assert_eq!(ports, [443]);
    }
}

#[test]
fn the_same_input_builds_the_same_objects() {
    assert_eq!(fixture::prepared(), fixture::prepared());
}

#[test]
fn another_bundle_or_certificate_restarts_no_pod() {
    let mut input = fixture::input();
    input.bundle = crate::build::region_bound::RegionBound::new("eu", fixture::bundle(3));
    let mut material = input.material.clone().for_region("eu").expect("eu");
    for secret in &mut material.secrets {
        if secret.name.ends_with("-mesh") {
            secret.data.insert("tls.crt", "renewed");
        }
    }
    input.material = crate::build::region_bound::RegionBound::new("eu", material);
    let changed = fixture::templates(&fixture::prepared_of(input));
    assert_eq!(changed, fixture::templates(&fixture::prepared()));
}

#[test]
fn another_database_password_restarts_database_and_workload() {
    let mut input = fixture::input();
    let mut material = input.material.clone().for_region("eu").expect("eu");
    for secret in &mut material.secrets {
        if secret.name == "aurora-eu-postgresql-roles" {
            secret.data.insert("auth", "another");
        }
        if secret.name == "aurora-eu-auth-database" {
            secret.data.insert("url", "another");
        }
    }
    input.material = crate::build::region_bound::RegionBound::new("eu", material);
    let changed = fixture::templates(&fixture::prepared_of(input));
    let before = fixture::templates(&fixture::prepared());
    let restarted: Vec<_> = changed
        .iter()
        .filter(|(name, template)| before.get(*name) != Some(template))
        .collect();
    let names: Vec<_> = restarted.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["aurora-eu-auth", "aurora-eu-postgresql"]);
}
