//! Binds pods to the region's nodes and spreads them over its zones and machines.

use k8s_openapi::api::core::v1::{
    Affinity, NodeAffinity, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm,
    TopologySpreadConstraint,
};

use super::{component::Component, input::Placement, site::Site};

/// What replicas are spread over, the coarser first.
const SPREAD_OVER: [&str; 2] = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

/// Required affinity to nodes that carry every label of the region's placement.
pub fn required(placement: &Placement) -> Affinity {
    let requirement = |(key, value): (&String, &String)| NodeSelectorRequirement {
        key: key.clone(),
        operator: "In".to_owned(),
        values: Some(vec![value.clone()]),
    };
    let term = NodeSelectorTerm {
        match_expressions: Some(placement.node_selector.iter().map(requirement).collect()),
        ..NodeSelectorTerm::default()
    };
    Affinity {
        node_affinity: Some(NodeAffinity {
            required_during_scheduling_ignored_during_execution: Some(NodeSelector {
                node_selector_terms: vec![term],
            }),
            ..NodeAffinity::default()
        }),
        ..Affinity::default()
    }
}

/// Replicas go to different zones and machines where there are any; a region of one machine still runs.
pub fn spread(site: &Site<'_>, component: Component) -> Vec<TopologySpreadConstraint> {
    let constraint = |topology_key: &str| TopologySpreadConstraint {
        topology_key: topology_key.to_owned(),
        max_skew: 1,
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        label_selector: Some(site.selector(Some(component))),
        // Pods of the revision that is being replaced do not count.
        match_label_keys: Some(vec!["pod-template-hash".to_owned()]),
        ..TopologySpreadConstraint::default()
    };
    SPREAD_OVER.map(constraint).to_vec()
}
