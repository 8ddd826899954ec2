//! The rules, each a small function that adds what it found.

use std::collections::BTreeMap;

use super::{CulpritKind, Findings, Placements, is_expected, node_selector};
use crate::{
    build::{component::Component, ports},
    observe::{NodeLabels, Observation},
};

type Selector = BTreeMap<String, String>;
type Rule = fn(&str, &Selector, &Observation, &mut Findings);

/// Every rule about one region, in the order in which findings are told.
pub(super) const ALL: [Rule; 4] = [
    pods_are_on_nodes_of_the_region,
    volumes_are_bound_to_the_region,
    databases_are_the_regions_own,
    everything_runs,
];

fn pods_are_on_nodes_of_the_region(
    region: &str,
    selector: &Selector,
    observation: &Observation,
    findings: &mut Findings,
) {
    for pod in observation.pods_in(region) {
        let Some(node) = &pod.node else { continue };
        let problem = match observation.nodes.get(node) {
            Some(labels) if carries(labels, selector) => continue,
            Some(labels) => format!(
                "runs on node {node}, which {}",
                difference(labels, selector)
            ),
            None => format!("runs on node {node}, which is not known"),
        };
        findings.culprit(
            CulpritKind::Pod,
            format!("pod {} of region {region} {problem}", pod.name),
        );
    }
}

fn volumes_are_bound_to_the_region(
    region: &str,
    selector: &Selector,
    observation: &Observation,
    findings: &mut Findings,
) {
    for volume in observation
        .volumes
        .iter()
        .filter(|volume| volume.region == region)
    {
        let Some(bound) = &volume.bound else {
            findings
                .missing
                .push(format!("volume claim {} is not bound yet", volume.claim));
            continue;
        };
        let problem = match &bound.nodes {
            None => Some("is bound to no node: it could be reached from any".to_owned()),
            Some(affinity) => {
                let mut reachable = observation
                    .nodes
                    .iter()
                    .filter(|(name, labels)| node_selector::matches(affinity, name, labels))
                    .peekable();
                if reachable.peek().is_none() {
                    Some("is bound to nodes that are not known".to_owned())
                } else {
                    reachable
                        .find(|(_, labels)| !carries(labels, selector))
                        .map(|(name, labels)| {
                            format!(
                                "can be reached from node {name}, which {}",
                                difference(labels, selector)
                            )
                        })
                }
            }
        };
        if let Some(problem) = problem {
            let message = format!(
                "volume {} of claim {} of region {region} {problem}",
                bound.name, volume.claim
            );
            findings.culprit(CulpritKind::Volume, message);
        }
    }
}

fn databases_are_the_regions_own(
    region: &str,
    _: &Selector,
    observation: &Observation,
    findings: &mut Findings,
) {
    let databases: Vec<String> = observation
        .pods_in(region)
        .filter(|pod| pod.component == Component::Postgresql)
        .filter_map(|pod| pod.address.as_deref().map(endpoint))
        .collect();
    for pod in observation
        .pods_in(region)
        .filter(|pod| pod.is_running && pod.component != Component::Postgresql)
    {
        match pod.answer().and_then(|status| status.database.as_ref()) {
            None => findings.missing.push(format!(
                "pod {} does not say which database it is connected to",
                pod.name
            )),
            // While PostgreSQL is being replaced a workload may still name the pod before.
            Some(_) if databases.is_empty() => {}
            Some(database) if databases.contains(&database.address) => {}
            Some(database) => {
                let expected = databases.join(" or ");
                let message = format!(
                    "pod {} of region {region} is connected to the database at {}, the region's is at {expected}",
                    pod.name, database.address
                );
                findings.culprit(CulpritKind::Database, message);
            }
        }
    }
}

fn everything_runs(region: &str, _: &Selector, observation: &Observation, findings: &mut Findings) {
    for component in Component::ALL {
        let runs = observation
            .pods_in(region)
            .any(|pod| pod.component == component && pod.is_running);
        if !runs && is_expected(&observation.rollouts, region, component) {
            findings
                .missing
                .push(format!("no pod of {component} runs in region {region} yet"));
        }
    }
    if !observation
        .volumes
        .iter()
        .any(|volume| volume.region == region)
    {
        findings
            .missing
            .push(format!("region {region} has no volume yet"));
    }
}

/// Pods of a region that the tenant does not have; and two regions on one database.
pub(super) fn strangers(
    placements: &Placements,
    observation: &Observation,
    findings: &mut Findings,
) {
    for pod in observation
        .pods
        .iter()
        .filter(|pod| !placements.contains_key(&pod.region))
    {
        let message = format!(
            "pod {} belongs to region {}, which the tenant does not have",
            pod.name, pod.region
        );
        findings.culprit(CulpritKind::Pod, message);
    }
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for pod in &observation.pods {
        let Some(database) = pod.answer().and_then(|status| status.database.as_ref()) else {
            continue;
        };
        let owner = owners
            .entry(&database.system_identifier)
            .or_insert(&pod.region);
        if *owner != pod.region {
            let message = format!(
                "pod {} of region {} is connected to the same database as region {owner}",
                pod.name, pod.region
            );
            findings.culprit(CulpritKind::Database, message);
        }
    }
}

fn carries(labels: &NodeLabels, selector: &Selector) -> bool {
    selector
        .iter()
        .all(|(key, value)| labels.get(key) == Some(value))
}

fn difference(labels: &NodeLabels, selector: &Selector) -> String {
    let wrong = selector
        .iter()
        .filter(|(key, value)| labels.get(*key) != Some(*value))
        .map(|(key, value)| match labels.get(key) {
            Some(found) => format!("has {key}={found} instead of {value}"),
            None => format!("has no {key}={value}"),
        });
    wrong.collect::<Vec<_>>().join(" and ")
}

/// `address:port`, as `inet_server_addr()` and `inet_server_port()` are joined by a workload.
fn endpoint(address: &str) -> String {
    if address.contains(':') {
        format!("[{address}]:{}", ports::POSTGRESQL)
    } else {
        format!("{address}:{}", ports::POSTGRESQL)
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
