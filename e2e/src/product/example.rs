//! The airline example: applying it and waiting until everything in it is Ready.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::partners::Partners;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::waiting;

const PATIENCE: Duration = Duration::from_mins(4);

/// Applies `examples/airline`, as a person would, with the Secrets that it names and does not hold.
pub fn apply(layout: &Layout, kubectl: &Kubectl, partners: &Partners) -> Result<()> {
    let folder = layout.repository.join("examples/airline");
    if !folder.join("kustomization.yaml").exists() {
        bail!(
            "{} is missing; `cargo domicile generate` makes it",
            folder.join("kustomization.yaml").display()
        );
    }
    let namespaces = folder.join("namespaces.yaml").display().to_string();
    kubectl.run(&["apply", "--filename", &namespaces])?;
    partners.equip_airline(kubectl)?;
    kubectl.run(&["apply", "--kustomize", &folder.display().to_string()])
}

/// Waits until every resource of ours is Ready for its present generation.
pub fn wait_until_ready(kubectl: &Kubectl) -> Result<()> {
    let mut waiting_for = Vec::new();
    let ready = waiting::until("every resource is Ready", PATIENCE, || {
        let list = kubectl.json(&["get", "domicile", "--all-namespaces"])?;
        waiting_for = unready(&list);
        Ok((waiting_for.is_empty() && count(&list) > 0).then_some(()))
    });
    if ready.is_err() {
        bail!(
            "not every resource is Ready after {} s:\n{}\nLook at `kubectl get domicile -A`, `kubectl describe` of one of \
             them, and `kubectl -n domicile-system logs deployment/domicile-operator`",
            PATIENCE.as_secs(),
            waiting_for.join("\n")
        );
    }
    Ok(())
}

fn count(list: &Value) -> usize {
    list["items"].as_array().map_or(0, Vec::len)
}

/// One line for each resource that is not Ready, with its own reason.
pub fn unready(list: &Value) -> Vec<String> {
    let items = list["items"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(|object| {
            let ready = object["status"]["conditions"]
                .as_array()
                .and_then(|conditions| {
                    conditions
                        .iter()
                        .find(|condition| condition["type"] == "Ready")
                });
            let current =
                object["status"]["observedGeneration"] == object["metadata"]["generation"];
            match ready {
                Some(condition) if condition["status"] == "True" && current => None,
                Some(condition) => Some(line(
                    object,
                    text(&condition["reason"]),
                    text(&condition["message"]),
                )),
                None => Some(line(
                    object,
                    "NoStatus",
                    "the operator has not written a status yet",
                )),
            }
        })
        .collect()
}

fn line(object: &Value, reason: &str, message: &str) -> String {
    let metadata = &object["metadata"];
    let place = metadata["namespace"]
        .as_str()
        .map_or(String::new(), |namespace| format!("{namespace}/"));
    format!(
        "  {} {place}{}: {reason}: {message}",
        text(&object["kind"]),
        text(&metadata["name"])
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn region(generation: u64, observed: u64, ready: &str) -> Value {
        json!({"kind": "Region", "metadata": {"name": "eu", "generation": generation}, "status": {
            "observedGeneration": observed,
            "conditions": [{"type": "Ready", "status": ready, "reason": "Waiting", "message": "for the database"}],
        }})
    }

    #[test]
    fn a_ready_status_of_an_older_generation_does_not_count() {
        assert!(unready(&json!({"items": [region(2, 2, "True")]})).is_empty());
        assert_eq!(unready(&json!({"items": [region(2, 1, "True")]})).len(), 1);
    }

    #[test]
    fn what_is_not_ready_is_named_with_its_reason() {
        let lines = unready(&json!({"items": [region(1, 1, "False")]}));
        assert_eq!(lines, ["  Region eu: Waiting: for the database"]);
    }
}
