//! Waiting until what runs is what was asked for.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::chart::Images;
use super::{SYSTEM_NAMESPACE, example};
use crate::images::workload::Workload;
use crate::kubectl::Kubectl;
use crate::waiting;

const PATIENCE: Duration = Duration::from_mins(4);
/// Deployed by the operator, for each region.
const BY_THE_OPERATOR: [Workload; 3] =
    [Workload::Auth, Workload::ProfileStore, Workload::Activation];

/// Waits until every workload runs its image. Until a new operator leads, the old one's `Ready` is about old images.
pub fn wait_for_all(kubectl: &Kubectl, images: &Images) -> Result<()> {
    BY_THE_OPERATOR
        .into_iter()
        .try_for_each(|workload| wait(kubectl, workload, &images.reference(workload)?))
}

/// Waits until every replica of one workload, in every region, runs the image and is ready.
pub fn wait(kubectl: &Kubectl, workload: Workload, image: &str) -> Result<()> {
    if workload == Workload::Operator {
        return kubectl.run(&[
            "rollout",
            "status",
            "deployment",
            "--namespace",
            SYSTEM_NAMESPACE,
            "--timeout=300s",
        ]);
    }
    let selector = format!("--selector=domicile.dev/workload={}", workload.name());
    let rolled_out = waiting::until(
        &format!("every {} runs {image}", workload.name()),
        PATIENCE,
        || {
            let deployments =
                kubectl.json(&["get", "deployments", "--all-namespaces", &selector])?;
            let items = deployments["items"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            Ok(
                (!items.is_empty() && items.iter().all(|deployment| runs(deployment, image)))
                    .then_some(()),
            )
        },
    );
    if let Err(error) = rolled_out {
        let resources = kubectl.json(&["get", "domicile", "--all-namespaces"])?;
        bail!(
            "{error}. Not Ready:\n{}",
            example::unready(&resources).join("\n")
        );
    }
    Ok(())
}

/// The deployment asks for the image, and every replica has it and is ready.
fn runs(deployment: &Value, image: &str) -> bool {
    let (spec, status) = (&deployment["spec"], &deployment["status"]);
    let wanted = spec["template"]["spec"]["containers"][0]["image"] == image;
    let observed = status["observedGeneration"] == deployment["metadata"]["generation"];
    let replicas = &spec["replicas"];
    let complete = ["replicas", "updatedReplicas", "readyReplicas"]
        .iter()
        .all(|count| status[*count] == *replicas);
    wanted && observed && complete
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_old_replica_that_still_ends_is_not_a_finished_roll_out() {
        let deployment = |replicas: u8| {
            json!({
                "metadata": {"generation": 3},
                "spec": {"replicas": 1, "template": {"spec": {"containers": [{"image": "new"}]}}},
                "status": {"observedGeneration": 3, "replicas": replicas, "updatedReplicas": 1, "readyReplicas": 1},
            })
        };
        assert!(runs(&deployment(1), "new"));
        assert!(!runs(&deployment(2), "new"));
        assert!(!runs(&deployment(1), "newer"));
    }
}
