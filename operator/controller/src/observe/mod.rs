//! What runs, as plain values: pods, volumes, nodes, and what workloads say about themselves.
//!
//! Filled by [`crate::dereference`]; judged by [`crate::residency`] and [`crate::status`], which are pure.

mod pod;
mod rollout;
mod volume;

use std::collections::BTreeMap;

pub use pod::{Pod, Report};
pub use rollout::{Rollout, Rollouts};
pub use volume::{BoundVolume, Volume};

/// Labels of a node.
pub type NodeLabels = BTreeMap<String, String>;

/// Everything that runs for one tenant, at one moment.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Pods that have not ended.
    pub pods: Vec<Pod>,
    /// Volumes of databases.
    pub volumes: Vec<Volume>,
    /// Nodes of the cluster by name.
    pub nodes: BTreeMap<String, NodeLabels>,
    /// How far Deployments and `StatefulSet`s are.
    pub rollouts: Rollouts,
}

impl Observation {
    /// Pods of a region.
    pub fn pods_in<'a>(&'a self, region: &'a str) -> impl Iterator<Item = &'a Pod> {
        self.pods.iter().filter(move |pod| pod.region == region)
    }
}
