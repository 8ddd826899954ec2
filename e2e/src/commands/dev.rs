//! `cargo domicile dev WORKLOAD`: the inner loop.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::images::import;
use crate::images::workload::{self, Workload};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::product::chart;
use crate::product::{SYSTEM_NAMESPACE, receiver};
use crate::progress::Progress;
use crate::waiting;

/// What `dev` is told.
#[derive(Debug, Args)]
pub struct Options {
    /// What was changed.
    #[arg(value_enum)]
    workload: Workload,
}

/// Builds one program, makes its image, hands it to the nodes and rolls it out.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    let kubectl = Kubectl::local(layout);
    if !kubectl.succeeds(&["get", "--raw", "/readyz"]) {
        bail!("the local cluster does not run; start it with `cargo domicile up`");
    }
    let workload = options.workload;
    progress.step(&format!("building {}", workload.program()), || {
        workload::build_programs(layout, Some(workload))
    })?;
    let image = progress.step("image", || {
        let image = workload::image(layout, workload)?;
        import::everywhere(layout, std::slice::from_ref(&image))?;
        Ok(image)
    })?;
    progress.step("roll-out", || match workload.chart_key() {
        None => receiver::install(&kubectl, &image.reference),
        Some(key) => {
            chart::change_image(layout, &kubectl, key, &image)?;
            wait_for(&kubectl, workload, &image.reference)
        }
    })?;
    progress.note(&format!("{} runs as {}", workload.name(), image.reference));
    Ok(())
}

fn wait_for(kubectl: &Kubectl, workload: Workload, image: &str) -> Result<()> {
    if workload == Workload::Operator {
        return kubectl.run(&[
            "rollout",
            "status",
            "deployment",
            "--namespace",
            SYSTEM_NAMESPACE,
            "--timeout=120s",
        ]);
    }
    let selector = format!("--selector=domicile.dev/workload={}", workload.name());
    let what = format!("every {} runs {image}", workload.name());
    waiting::until(&what, Duration::from_mins(3), || {
        let deployments = kubectl.json(&["get", "deployments", "--all-namespaces", &selector])?;
        let items = deployments["items"].as_array().cloned().unwrap_or_default();
        Ok(
            (!items.is_empty() && items.iter().all(|deployment| runs(deployment, image)))
                .then_some(()),
        )
    })
}

/// The deployment asks for the image, and every replica has it and is ready.
fn runs(deployment: &serde_json::Value, image: &str) -> bool {
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
