//! Whether every pod, volume and database of a tenant is in its region.
//!
//! Pure: from what was observed to a proof, a culprit with its name, or what is still missing. Nothing is believed
//! because it was asked for: pods are judged by the node that they run on, volumes by the nodes that they can be
//! reached from, databases by the address that a workload's own connection reports.

mod node_selector;
mod rules;

use std::collections::BTreeMap;

use crate::observe::{Observation, Rollouts};

/// Labels that a node of a region carries, by region.
pub type Placements = BTreeMap<String, BTreeMap<String, String>>;

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Everything is where it belongs.
    Proven,
    /// Something is elsewhere: each culprit with its name, worst first.
    Refuted(Vec<Culprit>),
    /// Nothing is elsewhere, and something is not there yet.
    Incomplete(Vec<String>),
}

/// Something that is where it must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// What it is.
    pub kind: CulpritKind,
    /// What is wrong, with its name.
    pub message: String,
}

/// What a culprit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CulpritKind {
    /// A pod on a node of another region.
    Pod,
    /// A volume bound to nodes of another region.
    Volume,
    /// A workload connected to another database than its region's.
    Database,
}

/// What a rule found.
#[derive(Debug, Default)]
struct Findings {
    culprits: Vec<Culprit>,
    missing: Vec<String>,
}

impl Findings {
    fn culprit(&mut self, kind: CulpritKind, message: String) {
        self.culprits.push(Culprit { kind, message });
    }
}

/// Judges what was observed against where each region's pods and volumes have to be.
pub fn prove(placements: &Placements, observation: &Observation) -> Proof {
    let mut findings = Findings::default();
    for (region, selector) in placements {
        for rule in rules::ALL {
            rule(region, selector, observation, &mut findings);
        }
    }
    rules::strangers(placements, observation, &mut findings);
    let Findings { culprits, missing } = findings;
    if !culprits.is_empty() {
        Proof::Refuted(culprits)
    } else if missing.is_empty() {
        Proof::Proven
    } else {
        Proof::Incomplete(missing)
    }
}

/// Whether a rollout of that region is expected at all: none is before the first apply.
fn is_expected(
    rollouts: &Rollouts,
    region: &str,
    component: crate::build::component::Component,
) -> bool {
    rollouts
        .get(&(region.to_owned(), component))
        .is_none_or(|rollout| rollout.wanted > 0)
}
