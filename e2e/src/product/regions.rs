//! What a cluster made by someone else must offer: nodes and storage in the example's regions.

use anyhow::{Result, bail};

use crate::kubectl::Kubectl;
use crate::local::NODES;

const LABEL: &str = "topology.kubernetes.io/region";

/// Checks nodes and storage classes before anything is installed.
pub fn check(kubectl: &Kubectl) -> Result<()> {
    let nodes = kubectl.json(&["get", "nodes"])?;
    let labelled: Vec<&str> = nodes["items"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(|node| node["metadata"]["labels"][LABEL].as_str())
        .collect();
    let wanted = NODES.map(|node| node.name);
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|region| !labelled.contains(region))
        .collect();
    if !missing.is_empty() {
        bail!(
            "the cluster has no node labelled {LABEL}={}. The airline example places its data in {}: label a node of each \
             region (`kubectl label node NODE {LABEL}=REGION`), or change spec.placement of the Regions in examples/airline",
            missing.join("|"),
            wanted.join(", "),
        );
    }
    for region in wanted {
        if !kubectl.succeeds(&["get", "storageclass", &format!("domicile-{region}")]) {
            bail!(
                "the cluster has no StorageClass domicile-{region}. Make one whose volumes stay in that region \
                 (volumeBindingMode: WaitForFirstConsumer, allowedTopologies {LABEL}={region})"
            );
        }
    }
    Ok(())
}
