//! Storage classes and volumes that are bound to their node: a volume and the pod that uses it land in one region.

use anyhow::Result;
use serde_json::{Value, json};

use super::{NODES, Node, node};
use crate::files;
use crate::layout::Layout;

/// Volumes on each node; there is no provisioner, so they are made beforehand.
const VOLUMES_PER_NODE: u8 = 6;

/// Makes the folders of the volumes and returns the objects that describe them.
pub fn objects(layout: &Layout) -> Result<Vec<Value>> {
    let mut objects = Vec::new();
    for node in NODES {
        objects.push(class(node));
        for number in 1..=VOLUMES_PER_NODE {
            let folder = node::folder(layout, node).join(format!("volumes/{number}"));
            files::make_folder(&folder)?;
            objects.push(volume(node, number, &folder.display().to_string()));
        }
    }
    Ok(objects)
}

fn class_name(node: Node) -> String {
    format!("domicile-{}", node.name)
}

fn class(node: Node) -> Value {
    json!({
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": class_name(node)},
        "provisioner": "kubernetes.io/no-provisioner",
        "volumeBindingMode": "WaitForFirstConsumer",
        "reclaimPolicy": "Retain",
    })
}

fn volume(node: Node, number: u8, path: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {
            "name": format!("domicile-{}-{number}", node.name),
            "labels": {"topology.kubernetes.io/region": node.name},
        },
        "spec": {
            "capacity": {"storage": "5Gi"},
            "accessModes": ["ReadWriteOnce"],
            "persistentVolumeReclaimPolicy": "Retain",
            "storageClassName": class_name(node),
            "local": {"path": path},
            "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [
                {"key": "kubernetes.io/hostname", "operator": "In", "values": [node.name]},
                {"key": "topology.kubernetes.io/region", "operator": "In", "values": [node.name]},
            ]}]}},
        },
    })
}
