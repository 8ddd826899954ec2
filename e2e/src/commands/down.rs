//! `cargo domicile down`.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use crate::exclusive;
use crate::files;
use crate::layout::Layout;
use crate::local::{NODES, cgroups, control_plane, network, node};
use crate::processes::Daemon;
use crate::progress::Progress;
use crate::waiting;

/// What `down` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Also remove the cache: built tools, images, durations.
    #[arg(long)]
    cache: bool,
}

/// Ends and removes everything, then looks whether something is left.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    let _lock = exclusive::lock(layout)?;
    progress.step("ending processes", || end_processes(layout))?;
    progress.step("removing network, control groups and data", || {
        network::disconnect(layout)?;
        // The kernel takes a moment to see a group empty after its last process ended.
        waiting::until(
            "control groups are removed",
            Duration::from_secs(20),
            || Ok(cgroups::remove_all().is_ok().then_some(())),
        )?;
        files::remove_folder(&layout.state)
    })?;
    if options.cache {
        files::remove_folder(&layout.cache)?;
    }
    let left = leftovers(layout);
    if left.is_empty() {
        progress.note("nothing is left");
        return Ok(());
    }
    bail!("still there: {}", left.join(", "))
}

fn end_processes(layout: &Layout) -> Result<()> {
    let cluster: Vec<String> = NODES
        .iter()
        .map(|node| node.handle())
        .chain(control_plane::PROCESSES.map(str::to_owned))
        .collect();
    // What serves people first, then nodes, then the control plane.
    for daemon in Daemon::recorded(layout)
        .iter()
        .filter(|daemon| !cluster.iter().any(|name| name == daemon.name()))
    {
        daemon.stop(Duration::from_secs(10))?;
    }
    NODES
        .iter()
        .try_for_each(|node| node::stop(layout, *node))?;
    control_plane::stop(layout)
}

/// What is of ours and still on the machine.
pub fn leftovers(layout: &Layout) -> Vec<String> {
    let mut left = network::remains();
    left.extend(
        cgroups::existing()
            .iter()
            .map(|group| format!("control group {}", group.display())),
    );
    left.extend(Daemon::recorded(layout).iter().filter_map(|daemon| {
        daemon
            .running()
            .map(|pid| format!("process {pid} ({})", daemon.name()))
    }));
    left.extend(mounts_below(layout));
    if layout.state.exists() {
        left.push(format!("folder {}", layout.state.display()));
    }
    left
}

fn mounts_below(layout: &Layout) -> Vec<String> {
    let state = layout.state.display().to_string();
    std::fs::read_to_string("/proc/self/mounts")
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .filter(|place| place.starts_with(&state) || place.contains("domicile"))
        .map(|place| format!("mount {place}"))
        .collect()
}
