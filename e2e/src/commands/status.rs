//! `cargo domicile status`.

use std::process::Command;

use crate::command;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::processes::Daemon;

/// Shows processes, nodes and Domicile's resources.
pub fn run(layout: &Layout) {
    let daemons = Daemon::recorded(layout);
    if daemons.is_empty() {
        println!("the local cluster does not run; start it with `cargo domicile up`");
        return;
    }
    for daemon in &daemons {
        match daemon.running() {
            Some(pid) => println!("{:<28} runs (process {pid})", daemon.name()),
            None => println!(
                "{:<28} ENDED; see {}",
                daemon.name(),
                daemon.log().display()
            ),
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
        println!();
        show(&mut kubectl.command(words));
    }
}

/// A part that cannot be shown must not hide the others.
fn show(command: &mut Command) {
    if let Err(error) = command::run_in_view(command) {
        println!("{error:#}");
    }
}
