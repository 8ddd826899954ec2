//! A pod, as far as it says where a person's data is and which configuration is in force.

use domicile_bundle::status::WorkloadStatus;
use k8s_openapi::api::core::v1;
use kube::ResourceExt;

use crate::{build::component::Component, labels};

/// One pod of a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pod {
    /// Namespace.
    pub namespace: String,
    /// Name.
    pub name: String,
    /// Region that it was made for.
    pub region: String,
    /// What runs in it.
    pub component: Component,
    /// Node that it is bound to.
    pub node: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Whether its containers run.
    pub is_running: bool,
    /// Whether it takes requests.
    pub is_ready: bool,
    /// Whether it is being deleted.
    pub is_leaving: bool,
    /// Why a container does not start, as the kubelet says.
    pub trouble: Option<String>,
    /// The revision that the operator has told the pod's kubelet to look for.
    pub told_revision: Option<String>,
    /// What the workload says about itself; absent when it was not asked.
    pub report: Option<Report>,
}

/// What a workload answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// Its status.
    Answered(Box<WorkloadStatus>),
    /// Why there is none.
    Unanswered(String),
}

impl Pod {
    /// The pod, unless it has ended or does not say what it is.
    pub fn of(pod: &v1::Pod) -> Option<Self> {
        let status = pod.status.as_ref();
        let phase = status
            .and_then(|status| status.phase.as_deref())
            .unwrap_or("Pending");
        if matches!(phase, "Succeeded" | "Failed") {
            return None;
        }
        let component = pod.labels().get(labels::WORKLOAD)?;
        let component = Component::ALL
            .into_iter()
            .find(|known| known.as_str() == component)?;
        Some(Self {
            namespace: pod.namespace()?,
            name: pod.name_any(),
            region: pod.labels().get(labels::REGION)?.clone(),
            component,
            node: pod.spec.as_ref().and_then(|spec| spec.node_name.clone()),
            address: status.and_then(|status| status.pod_ip.clone()),
            is_running: phase == "Running",
            is_ready: is_ready(status),
            is_leaving: pod.metadata.deletion_timestamp.is_some(),
            trouble: trouble(status),
            told_revision: pod.annotations().get(labels::BUNDLE_REVISION).cloned(),
            report: None,
        })
    }

    /// The workload's status, when it answered.
    pub fn answer(&self) -> Option<&WorkloadStatus> {
        match self.report.as_ref()? {
            Report::Answered(status) => Some(status),
            Report::Unanswered(_) => None,
        }
    }
}

fn is_ready(status: Option<&v1::PodStatus>) -> bool {
    status
        .and_then(|status| status.conditions.as_ref())
        .is_some_and(|conditions| {
            conditions
                .iter()
                .any(|one| one.type_ == "Ready" && one.status == "True")
        })
}

/// Reasons for waiting that do not go away by waiting.
const LASTING: [&str; 7] = [
    "CrashLoopBackOff",
    "ImagePullBackOff",
    "ErrImagePull",
    "ErrImageNeverPull",
    "InvalidImageName",
    "CreateContainerConfigError",
    "CreateContainerError",
];

fn trouble(status: Option<&v1::PodStatus>) -> Option<String> {
    let status = status?;
    let containers = status
        .init_container_statuses
        .iter()
        .chain(&status.container_statuses)
        .flatten();
    let waiting = containers
        .filter_map(|container| {
            Some((
                &container.name,
                container
                    .state
                    .as_ref()?
                    .waiting
                    .as_ref()?
                    .reason
                    .as_deref()?,
            ))
        })
        .find(|(_, reason)| LASTING.contains(reason))
        // The kubelet's message may quote a log: the reason alone says enough.
        .map(|(container, reason)| format!("container {container}: {reason}"));
    waiting.or_else(|| {
        let unscheduled = status
            .conditions
            .iter()
            .flatten()
            .find(|one| one.type_ == "PodScheduled")?;
        (unscheduled.status == "False").then(|| {
            format!(
                "not scheduled: {}",
                unscheduled
                    .message
                    .as_deref()
                    .or(unscheduled.reason.as_deref())
                    .unwrap_or("no node fits")
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pod(status: &serde_json::Value) -> v1::Pod {
        serde_json::from_value(json!({
            "metadata": {"name": "aurora-eu-auth-1", "namespace": "aurora",
                "labels": {"domicile.dev/region": "eu", "domicile.dev/workload": "auth"}},
            "spec": {"nodeName": "eu-1", "containers": []},
            "status": status,
        }))
        .unwrap()
    }

    #[test]
    fn a_pod_that_ended_holds_nothing() {
        assert!(Pod::of(&pod(&json!({"phase": "Failed"}))).is_none());
        assert!(
            Pod::of(&pod(&json!({"phase": "Running"})))
                .unwrap()
                .is_running
        );
    }

    #[test]
    fn a_container_that_keeps_failing_is_named() {
        let waiting = json!({"phase": "Pending", "initContainerStatuses": [{"name": "migrate", "ready": false, "image": "",
            "imageID": "", "restartCount": 3, "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "secret"}}}]});
        assert_eq!(
            Pod::of(&pod(&waiting)).unwrap().trouble.unwrap(),
            "container migrate: CrashLoopBackOff"
        );
    }
}
