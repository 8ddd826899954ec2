//! The status of a region.

use domicile_api::{
    Region, RegionStatus,
    condition::{self, Reason},
};
use k8s_openapi::jiff::Timestamp;

use super::{
    Finding,
    conditions::{Progress, accepted},
};
use crate::validate::Verdict;

/// What a region is told: `nodes` are those that its placement selects, `tenants` those that name it.
pub fn of(region: &Region, nodes: usize, tenants: usize, now: Timestamp) -> RegionStatus {
    let finding = (nodes == 0).then(|| Finding {
        reason: Reason::ProofIncomplete,
        message: "no node carries the labels of spec.placement.nodeSelector: nothing can run here"
            .to_owned(),
    });
    let mut new = vec![accepted(&Verdict::Accepted)];
    new.extend(Progress::of(&Verdict::Accepted, finding).conditions("people can be homed here"));
    let generation = region.metadata.generation;
    let mut status = region.status.clone().unwrap_or_default();
    status.observed_generation = generation;
    status.conditions = condition::replace(&status.conditions, &new, generation, now);
    status.nodes = i32::try_from(nodes).ok();
    status.tenants = i32::try_from(tenants).ok();
    status
}
