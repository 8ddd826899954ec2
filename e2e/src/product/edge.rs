//! The edge in front of the local cluster: what load balancers and geographic DNS are elsewhere.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{DOMAIN, PORT, TENANT};
use crate::files;
use crate::images::{file_hash, workload};
use crate::layout::Layout;
use crate::local::NODES;
use crate::processes::Daemon;
use crate::waiting;

/// Address that stands for "somewhere".
pub const ADDRESS: &str = "127.0.0.1";
/// The cluster's own name server.
const NAME_SERVER: &str = "10.96.0.10";
/// Names of Services are looked up for every connection, so a Service that was made anew is found; the edge gets the
/// cluster's name server in a mount namespace of its own.
const START: &str =
    r#"mount --make-rprivate / && mount --bind "$RESOLVER" /etc/resolv.conf && exec "$0" "$@""#;

/// Addresses at which global names are answered from one region, as geographic DNS would for people near it.
fn near() -> BTreeMap<String, &'static str> {
    let mut listeners = BTreeMap::from([(format!("{ADDRESS}:{PORT}"), NODES[0].name)]);
    for (node, last) in NODES.iter().zip(11..) {
        listeners.insert(format!("127.0.0.{last}:{PORT}"), node.name);
    }
    listeners
}

/// Starts the edge, or starts it anew when its program or configuration changed. Returns whether something was done.
pub fn start(layout: &Layout) -> Result<bool> {
    let program = workload::edge_program(layout);
    let folder = layout.state.join("edge");
    let (configuration, resolver, stamp) = (
        folder.join("edge.json"),
        folder.join("resolv.conf"),
        folder.join("stamp"),
    );
    let text = serde_json::to_string_pretty(&configuration_for(&near()))?;
    let wanted = format!("{} {text}", file_hash(&program)?);
    let daemon = Daemon::new(layout, "domicile-edge");
    if daemon.running().is_some()
        && std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted)
    {
        return Ok(false);
    }
    daemon.stop(Duration::from_secs(5))?;
    files::write(&configuration, &text)?;
    files::write(
        &resolver,
        &format!("nameserver {NAME_SERVER}\noptions timeout:2 attempts:2\n"),
    )?;
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", START])
        .arg(&program)
        .arg("--configuration")
        .arg(&configuration)
        .env("RESOLVER", &resolver);
    daemon.start(&command)?;
    waiting::until("the edge listens", Duration::from_secs(10), || {
        if daemon.running().is_none() {
            bail!("the edge ended; it says:\n{}", daemon.said());
        }
        Ok(near().keys().all(|address| listens(address)).then_some(()))
    })?;
    files::write(&stamp, &wanted)?;
    Ok(true)
}

fn configuration_for(listeners: &BTreeMap<String, &str>) -> serde_json::Value {
    let service = |region: &str, workload: &str| {
        format!("{TENANT}-{region}-{workload}.{TENANT}.svc.cluster.local:8443")
    };
    let regions: BTreeMap<&str, _> = NODES
        .iter()
        .map(|node| {
            (node.name, json!({"auth": service(node.name, "auth"), "profileStore": service(node.name, "profile-store")}))
        })
        .collect();
    json!({"listeners": listeners, "domain": DOMAIN, "regions": regions})
}

fn listens(address: &str) -> bool {
    address
        .parse::<SocketAddr>()
        .context("a listener is an address")
        .is_ok_and(|address| TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok())
}
