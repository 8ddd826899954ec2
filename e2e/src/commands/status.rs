//! `cargo domicile status`.

use std::io::{Write, stdout};

use anyhow::Result;

use crate::command;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::processes::Daemon;

/// Shows processes, nodes and Domicile's resources.
pub fn run(layout: &Layout) -> Result<()> {
    let mut out = stdout().lock();
    let daemons = Daemon::recorded(layout);
    if daemons.is_empty() {
        writeln!(
            out,
            "the local cluster does not run; start it with `cargo domicile up`"
        )?;
        return Ok(());
    }
    for daemon in &daemons {
        match daemon.running() {
            Some(pid) => writeln!(out, "{:<28} runs (process {pid})", daemon.name())?,
            None => writeln!(
                out,
                "{:<28} ENDED; see {}",
                daemon.name(),
                daemon.log().display()
            )?,
        }
    }
    let kubectl = Kubectl::local(layout);
    for words in [
        [
            "get",
            "nodes",
            "--label-columns=topology.kubernetes.io/region",
        ]
        .as_slice(),
        &["get", "pods", "--all-namespaces", "--output=wide"],
        &["get", "domicile", "--all-namespaces"],
    ] {
        writeln!(out)?;
        // A part that cannot be shown must not hide the others.
        if let Err(error) = command::run_in_view(&mut kubectl.command(words)) {
            writeln!(out, "{error:#}")?;
        }
    }
    Ok(())
}
