//! The bridge between this machine and the nodes, a network namespace for each node, and the routes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{HOST_ADDRESS, NODES, Node, SERVICE_RANGE};
use crate::command;
use crate::files;
use crate::layout::Layout;

const BRIDGE: &str = "domicile0";
const NAMESPACES: &str = "/run/netns";
const FORWARDING: &str = "/proc/sys/net/ipv4/ip_forward";

/// Makes the bridge and everything that hangs on it; what is there stays.
pub fn connect(layout: &Layout) -> Result<()> {
    enable_forwarding(layout)?;
    if !Path::new(NAMESPACES).exists() {
        // `ip netns` makes the folder, and a mount on it, at first use.
        files::write(&made_namespaces(layout), "")?;
    }
    if !exists(BRIDGE) {
        ip(&["link", "add", BRIDGE, "type", "bridge"])?;
    }
    ip(&[
        "addr",
        "replace",
        &format!("{HOST_ADDRESS}/24"),
        "dev",
        BRIDGE,
    ])?;
    ip(&["link", "set", BRIDGE, "up"])?;
    accept_forwarding()?;
    for node in NODES {
        connect_node(node)?;
    }
    // Service addresses: the first node's kube-proxy takes them, and answers return through it.
    ip(&[
        "route",
        "replace",
        SERVICE_RANGE,
        "via",
        &NODES[0].address(),
    ])
}

/// Removes what `connect` made.
pub fn disconnect(layout: &Layout) -> Result<()> {
    for node in NODES {
        if namespace(node).exists() {
            ip(&["netns", "delete", &node.handle()])?;
        }
        if exists(&node.handle()) {
            ip(&["link", "delete", &node.handle()])?;
        }
    }
    // The routes go with the bridge.
    if exists(BRIDGE) {
        ip(&["link", "delete", BRIDGE])?;
    }
    for rule in forwarding_rules() {
        while iptables("-C", &rule) {
            iptables("-D", &rule);
        }
    }
    remove_namespace_folder(layout)?;
    restore_forwarding(layout)
}

/// What of ours is still there, for `status` and for the proof that `down` leaves nothing.
pub fn remains() -> Vec<String> {
    let mut found = Vec::new();
    for name in [BRIDGE.to_owned()]
        .into_iter()
        .chain(NODES.map(Node::handle))
    {
        if exists(&name) {
            found.push(format!("interface {name}"));
        }
    }
    found.extend(
        NODES
            .iter()
            .filter(|node| namespace(**node).exists())
            .map(|node| format!("network namespace {}", node.handle())),
    );
    found
}

/// File that stands for the node's network namespace.
pub fn namespace(node: Node) -> PathBuf {
    Path::new(NAMESPACES).join(node.handle())
}

fn connect_node(node: Node) -> Result<()> {
    let (name, address) = (node.handle(), node.address());
    if !namespace(node).exists() {
        ip(&["netns", "add", &name])?;
    }
    if !exists(&name) {
        ip(&[
            "link", "add", &name, "type", "veth", "peer", "name", "eth0", "netns", &name,
        ])?;
    }
    ip(&["link", "set", &name, "master", BRIDGE, "up"])?;
    ip(&["-n", &name, "link", "set", "lo", "up"])?;
    ip(&[
        "-n",
        &name,
        "addr",
        "replace",
        &format!("{address}/24"),
        "dev",
        "eth0",
    ])?;
    ip(&["-n", &name, "link", "set", "eth0", "up"])?;
    ip(&[
        "-n",
        &name,
        "route",
        "replace",
        "default",
        "via",
        HOST_ADDRESS,
    ])?;
    for other in NODES.iter().filter(|other| other.name != node.name) {
        ip(&[
            "-n",
            &name,
            "route",
            "replace",
            &other.pod_range(),
            "via",
            &other.address(),
        ])?;
    }
    command::run(
        Command::new("nsenter")
            .arg(format!("--net={}", namespace(node).display()))
            .args(["sysctl", "--quiet", "--write", "net.ipv4.ip_forward=1"]),
    )?;
    ip(&["route", "replace", &node.pod_range(), "via", &address])
}

/// Removes the folder of network namespaces when it came with ours and is empty now.
fn remove_namespace_folder(layout: &Layout) -> Result<()> {
    let empty = fs::read_dir(NAMESPACES).is_ok_and(|mut entries| entries.next().is_none());
    if made_namespaces(layout).exists() && empty {
        while command::succeeds(Command::new("umount").arg(NAMESPACES)) {}
        fs::remove_dir(NAMESPACES).with_context(|| format!("cannot remove {NAMESPACES}"))?;
    }
    Ok(())
}

fn made_namespaces(layout: &Layout) -> PathBuf {
    layout.state.join("netns.made")
}

fn enable_forwarding(layout: &Layout) -> Result<()> {
    let before = files::read(Path::new(FORWARDING))?;
    let kept = forwarding_before(layout);
    if !kept.exists() {
        files::write(&kept, &before)?;
    }
    fs::write(FORWARDING, "1").context("cannot turn on IP forwarding")
}

fn restore_forwarding(layout: &Layout) -> Result<()> {
    let kept = forwarding_before(layout);
    if let Ok(before) = fs::read_to_string(&kept) {
        fs::write(FORWARDING, before).context("cannot restore IP forwarding")?;
        let _ = fs::remove_file(kept);
    }
    Ok(())
}

fn forwarding_before(layout: &Layout) -> PathBuf {
    layout.state.join("ip_forward.before")
}

/// Machines with a container engine drop what they do not know.
fn accept_forwarding() -> Result<()> {
    for rule in forwarding_rules() {
        if !iptables("-C", &rule) && !iptables("-I", &rule) {
            anyhow::bail!("iptables refuses to accept forwarding on {BRIDGE}");
        }
    }
    Ok(())
}

fn forwarding_rules() -> [[&'static str; 2]; 2] {
    [["-i", BRIDGE], ["-o", BRIDGE]]
}

fn iptables(verb: &str, rule: &[&str]) -> bool {
    command::succeeds(
        Command::new("iptables")
            .args(["-w", verb, "FORWARD"])
            .args(rule)
            .args(["-j", "ACCEPT"]),
    )
}

fn exists(interface: &str) -> bool {
    Path::new("/sys/class/net").join(interface).exists()
}

fn ip(words: &[&str]) -> Result<()> {
    command::run(Command::new("ip").args(words))
}
