//! Resident memory of the operator and of every workload, as the kubelets report it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Figure;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::NODES;

/// Program, part of its container's name, and the most that it may take in MB.
const CEILINGS: [(&str, f64); 4] = [
    ("operator", 40.0),
    ("auth", 25.0),
    ("profile-store", 25.0),
    ("activation", 25.0),
];

/// The largest of each program.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let kubectl = Kubectl::local(layout);
    let mut largest: BTreeMap<&str, f64> = BTreeMap::new();
    for node in NODES {
        let text = kubectl.output(&[
            "get",
            "--raw",
            &format!("/api/v1/nodes/{}/proxy/stats/summary", node.name),
        ])?;
        let summary: Value =
            serde_json::from_str(&text).context("the kubelet's summary is not JSON")?;
        for (name, megabytes) in containers(&summary) {
            if let Some((program, _)) = CEILINGS.iter().find(|(program, _)| *program == name) {
                let most = largest.entry(program).or_default();
                *most = most.max(megabytes);
            }
        }
    }
    CEILINGS
        .iter()
        .map(|(program, ceiling)| {
            let value = largest
                .get(program)
                .with_context(|| format!("no {program} runs; `cargo domicile up` starts it"))?;
            Ok(Figure::new(
                format!("memory-{program}"),
                *value,
                "MB",
                Some(*ceiling),
            ))
        })
        .collect()
}

fn containers(summary: &Value) -> Vec<(&str, f64)> {
    let pods = summary["pods"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    pods.iter()
        .flat_map(|pod| {
            pod["containers"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default()
        })
        .filter_map(|container| {
            Some((
                container["name"].as_str()?,
                container["memory"]["rssBytes"].as_f64()? / 1e6,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_kubelets_summary() {
        let summary = serde_json::json!({"pods": [{"containers": [{"name": "auth", "memory": {"rssBytes": 12_000_000}}]}]});
        assert_eq!(containers(&summary), [("auth", 12.0)]);
    }
}
