//! What a cluster needs before anything can run on it: nodes, rights, storage, names.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::{NODES, node, storage};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::waiting;

const COREDNS: &str = include_str!("../../cluster/manifests/coredns.yaml");
const KUBE_ROUTER: &str = include_str!("../../cluster/manifests/kube-router.yaml");

/// Applied before the nodes start.
pub fn prepare(layout: &Layout, kubectl: &Kubectl) -> Result<()> {
    let mut items: Vec<Value> = NODES.into_iter().map(node::object).collect();
    items.extend(storage::objects(layout)?);
    kubectl.apply(&json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string())?;
    kubectl.apply(KUBE_ROUTER)
}

/// Applied once the nodes have the image.
pub fn name_server(kubectl: &Kubectl, image: &str) -> Result<()> {
    kubectl.apply(&COREDNS.replace("${coredns_image}", image))
}

/// Waits until every node is Ready.
pub fn wait_for_nodes(kubectl: &Kubectl) -> Result<()> {
    kubectl.run(&[
        "wait",
        "--for=condition=Ready",
        "node",
        "--all",
        "--timeout=300s",
    ])
}

/// Waits until names resolve.
pub fn wait_for_name_server(kubectl: &Kubectl) -> Result<()> {
    // The namespace's default service account is made by the controller manager, a moment after the start.
    waiting::until(
        "namespace default has its service account",
        Duration::from_secs(30),
        || {
            Ok(kubectl
                .succeeds(&["get", "serviceaccount", "default", "--namespace", "default"])
                .then_some(()))
        },
    )?;
    kubectl.run(&[
        "rollout",
        "status",
        "deployment/coredns",
        "--namespace",
        "kube-system",
        "--timeout=300s",
    ])
}
