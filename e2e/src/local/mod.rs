//! The local cluster: a real control plane and three real nodes, one for each region, without a container engine.

pub mod addons;
pub mod certificates;
pub mod cgroups;
pub mod control_plane;
pub mod kubeconfig;
pub mod network;
pub mod node;
pub mod packages;
pub mod storage;
pub mod tools;

/// Address of the bridge, of the control plane, and of this machine as the nodes see it.
pub const HOST_ADDRESS: &str = "10.89.0.1";
/// The API server as everyone reaches it.
pub const API_SERVER: &str = "https://10.89.0.1:6443";
/// Addresses of Services.
pub const SERVICE_RANGE: &str = "10.96.0.0/16";
/// Addresses of pods, all nodes together.
pub const POD_RANGE: &str = "10.244.0.0/16";
/// First address of the Service range: the API server as pods see it.
pub const API_SERVICE_ADDRESS: &str = "10.96.0.1";

/// One node: the node pool of one region.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Name of the node and value of its region label.
    pub name: &'static str,
    index: u8,
}

/// The nodes, in the order in which they are started.
pub const NODES: [Node; 3] = [
    Node {
        name: "eu",
        index: 1,
    },
    Node {
        name: "us",
        index: 2,
    },
    Node {
        name: "jp",
        index: 3,
    },
];

impl Node {
    /// Address of the node on the bridge.
    pub fn address(self) -> String {
        format!("10.89.0.1{}", self.index)
    }

    /// Addresses of the pods on this node.
    pub fn pod_range(self) -> String {
        format!("10.244.{}.0/24", self.index)
    }

    /// What everything of this node is called on the machine: interface, network namespace, control group, process.
    pub fn handle(self) -> String {
        format!("domicile-{}", self.name)
    }
}
