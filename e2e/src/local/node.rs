//! One node: containerd, kubelet, kube-proxy and kube-router in namespaces of their own.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{Node, cgroups, control_plane, kubeconfig, network};
use crate::files;
use crate::images::import;
use crate::layout::Layout;
use crate::processes::Daemon;
use crate::waiting;

const INIT: &str = include_str!("../../cluster/node/init.sh");
const CONTAINERD: &str = include_str!("../../cluster/node/containerd.toml");
const KUBELET: &str = include_str!("../../cluster/node/kubelet.yaml");
const NETWORK: &str = include_str!("../../cluster/node/network.conflist");

/// The node's own folder in the state folder.
pub fn folder(layout: &Layout, node: Node) -> PathBuf {
    layout.state.join("nodes").join(node.name)
}

/// The socket of the node's containerd, reachable from this machine.
pub fn containerd_socket(layout: &Layout, node: Node) -> PathBuf {
    folder(layout, node).join("containerd.sock")
}

/// The process that holds the node.
pub fn daemon(layout: &Layout, node: Node) -> Daemon {
    Daemon::new(layout, &node.handle())
}

/// The Node object. It is made before the kubelet registers, so that its pod range is the one that is routed to it.
pub fn object(node: Node) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": node.name, "labels": {
            "topology.kubernetes.io/region": node.name,
            "topology.kubernetes.io/zone": format!("{}-a", node.name),
        }},
        "spec": {"podCIDR": node.pod_range(), "podCIDRs": [node.pod_range()]},
    })
}

/// Starts the node when it does not run, or anew when its configuration is another than it runs with, and waits until its containerd takes images.
pub fn start(layout: &Layout, node: Node, pause_image: &str) -> Result<()> {
    let daemon = daemon(layout, node);
    let changed = configure(layout, node, pause_image)?;
    if changed {
        daemon.stop(Duration::from_secs(5))?;
    }
    if daemon.running().is_none() {
        cgroups::make(node)?;
        daemon.start(&command(layout, node)?)?;
    }
    waiting::until(
        &format!("containerd of node {}", node.name),
        Duration::from_mins(3),
        || {
            if daemon.running().is_none() {
                bail!(
                    "node {} ended; see {} and {}",
                    node.name,
                    daemon.log().display(),
                    folder(layout, node).join("log").display()
                );
            }
            Ok(import::answers(layout, node).then_some(()))
        },
    )
}

/// Ends the node with everything that runs on it.
pub fn stop(layout: &Layout, node: Node) -> Result<()> {
    daemon(layout, node).stop(Duration::from_secs(5))
}

fn command(layout: &Layout, node: Node) -> Result<Command> {
    let folder = folder(layout, node);
    // `ip netns exec` would remount /sys and hide the control groups from the kubelet.
    let mut command = Command::new("nsenter");
    command
        .arg(format!("--net={}", network::namespace(node).display()))
        .args([
            "unshare",
            "--mount",
            "--uts",
            "--ipc",
            "--pid",
            "--fork",
            "--kill-child",
            "bash",
        ])
        .arg(folder.join("init.sh"))
        .env("NODE_NAME", node.name)
        .env("NODE_REGION", node.name)
        .env("NODE_ADDRESS", node.address())
        .env("NODE_FOLDER", &folder)
        .env("PATH", search_path(layout)?);
    Ok(command)
}

fn search_path(layout: &Layout) -> Result<OsString> {
    let mut folders = vec![layout.tools()];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders.extend(["/usr/sbin", "/sbin"].map(PathBuf::from));
    env::join_paths(folders).context("the cache folder's name cannot be part of PATH")
}

/// Writes the node's configuration; returns whether it is another than before.
fn configure(layout: &Layout, node: Node, pause_image: &str) -> Result<bool> {
    let folder = folder(layout, node);
    for name in ["containerd", "kubelet", "log/pods"] {
        files::make_folder(&folder.join(name))?;
    }
    let filled = |text: &str| {
        text.replace("${folder}", &folder.display().to_string())
            .replace("${tools}", &layout.tools().display().to_string())
            .replace(
                "${certificates}",
                &layout.certificates().display().to_string(),
            )
            .replace("${node}", node.name)
            .replace("${cgroup}", &node.handle())
            .replace("${pod_range}", &node.pod_range())
            .replace("${pause_image}", pause_image)
    };
    identities(layout, node)?;
    let wanted = [
        ("init.sh", INIT.to_owned()),
        ("etc/containerd.toml", filled(CONTAINERD)),
        ("etc/kubelet.yaml", filled(KUBELET)),
        ("cni/net.d/10-domicile.conflist", filled(NETWORK)),
        // Only for pods that do not ask the cluster's own name server.
        ("etc/resolv.conf", "nameserver 127.0.0.1\n".to_owned()),
    ];
    let mut changed = false;
    for (name, text) in wanted {
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|found| found == text) {
            continue;
        }
        files::write(&file, &text)?;
        changed = true;
    }
    Ok(changed)
}

fn identities(layout: &Layout, node: Node) -> Result<()> {
    let authority = control_plane::authority(layout)?;
    let (name, folder) = (node.name, folder(layout, node));
    let names = [format!("IP:{}", node.address()), format!("DNS:{name}")];
    authority.issue(
        &format!("kubelet-{name}"),
        &format!("/CN=system:node:{name}"),
        &[&names[0], &names[1]],
    )?;
    let subjects = [
        ("kubelet", format!("/O=system:nodes/CN=system:node:{name}")),
        ("kube-proxy", "/CN=system:kube-proxy".to_owned()),
        ("kube-router", "/CN=system:kube-router".to_owned()),
    ];
    for (process, subject) in subjects {
        let identity = authority.issue(&format!("{process}-client-{name}"), &subject, &[])?;
        kubeconfig::write(
            &folder.join(format!("etc/{process}.kubeconfig")),
            &authority,
            &identity,
        )?;
    }
    Ok(())
}
