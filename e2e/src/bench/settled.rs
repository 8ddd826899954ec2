//! A settled operator writes nothing: counted by the API server itself.

use std::thread;
use std::time::Duration;

use anyhow::Result;

use super::Figure;
use crate::kubectl::Kubectl;
use crate::layout::Layout;

const WINDOW: Duration = Duration::from_mins(1);
const WRITES: [&str; 6] = [
    "verb=\"APPLY\"",
    "verb=\"PATCH\"",
    "verb=\"PUT\"",
    "verb=\"POST\"",
    "verb=\"DELETE\"",
    "verb=\"DELETECOLLECTION\"",
];
/// What an operator of ours writes. Leases are left out: the leader renews its own for as long as it lives.
const RESOURCES: [&str; 11] = [
    "configmaps",
    "deployments",
    "events",
    "networkpolicies",
    "persistentvolumeclaims",
    "poddisruptionbudgets",
    "pods",
    "secrets",
    "serviceaccounts",
    "services",
    "statefulsets",
];

/// Counts writes to our kinds and to what the operator makes, for a minute in which nobody changes anything.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let kubectl = Kubectl::local(layout);
    let before = writes(&kubectl.output(&["get", "--raw", "/metrics"])?);
    thread::sleep(WINDOW);
    let after = writes(&kubectl.output(&["get", "--raw", "/metrics"])?);
    Ok(vec![Figure::new(
        "settled-writes-in-60-s",
        after - before,
        "writes",
        Some(0.0),
    )])
}

fn writes(metrics: &str) -> f64 {
    metrics
        .lines()
        .filter(|line| {
            line.starts_with("apiserver_request_total{") && is_write(line) && is_ours(line)
        })
        .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum()
}

fn is_write(line: &str) -> bool {
    WRITES.iter().any(|verb| line.contains(verb)) && !line.contains("dry_run=\"All\"")
}

fn is_ours(line: &str) -> bool {
    let own_kind = line.contains("group=\"domicile.dev\"");
    // The kubelets report their pods' status, which is no write of the operator's.
    let child = !line.contains("subresource=\"status\"")
        && RESOURCES
            .iter()
            .any(|resource| line.contains(&format!("resource=\"{resource}\"")));
    own_kind || child
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_are_counted_and_reads_and_leases_are_not() {
        let metrics = r#"
apiserver_request_total{code="200",component="apiserver",dry_run="",group="domicile.dev",resource="regions",scope="resource",subresource="status",verb="APPLY",version="v1alpha1"} 4
apiserver_request_total{code="200",component="apiserver",dry_run="",group="apps",resource="deployments",scope="resource",subresource="",verb="APPLY",version="v1"} 2
apiserver_request_total{code="200",component="apiserver",dry_run="",group="",resource="pods",scope="resource",subresource="status",verb="PATCH",version="v1"} 9
apiserver_request_total{code="200",component="apiserver",dry_run="",group="coordination.k8s.io",resource="leases",scope="resource",subresource="",verb="PUT",version="v1"} 50
apiserver_request_total{code="200",component="apiserver",dry_run="",group="domicile.dev",resource="regions",scope="cluster",subresource="",verb="LIST",version="v1alpha1"} 7
"#;
        assert!((writes(metrics) - 6.0).abs() < f64::EPSILON);
    }
}
