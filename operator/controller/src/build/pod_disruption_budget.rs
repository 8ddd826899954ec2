//! `PodDisruptionBudgets`: a drain takes one pod of a component at a time.

use k8s_openapi::{
    api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec},
    apimachinery::pkg::util::intstr::IntOrString,
};

use super::{component::Component, site::Site};

/// The `PodDisruptionBudget` of a component.
///
/// One pod may be away, also where there is only one: a budget that allows none would block every drain of a node.
pub fn build(site: &Site<'_>, component: Component) -> PodDisruptionBudget {
    PodDisruptionBudget {
        metadata: site.metadata(site.scope.component(component), Some(component)),
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: Some(IntOrString::Int(1)),
            selector: Some(site.selector(Some(component))),
            // A pod that is broken anyway must not hold up a drain.
            unhealthy_pod_eviction_policy: Some("AlwaysAllow".to_owned()),
            ..PodDisruptionBudgetSpec::default()
        }),
        ..PodDisruptionBudget::default()
    }
}
