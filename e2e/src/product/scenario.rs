//! The scenario and the walk-through, both driven from Node.js (`e2e/scenario`), with clients that are not ours.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{authority, client_libraries, edge};
use crate::command;
use crate::files;
use crate::layout::Layout;

/// The story of one person, on the running cluster, in view.
pub fn walk_through(layout: &Layout) -> Result<()> {
    command::run_in_view(&mut npm(layout, "walkthrough")?)?;
    files::write(&walked(layout), "")
}

/// Did a walk-through end well on what is installed now?
pub fn was_walked(layout: &Layout) -> bool {
    walked(layout).exists()
}

/// What is installed is another than before.
pub fn forget_walk(layout: &Layout) {
    let _ = fs::remove_file(walked(layout));
}

fn walked(layout: &Layout) -> PathBuf {
    layout.state.join("walked-through")
}

/// The whole scenario, as a command whose output is counted.
pub fn test(layout: &Layout) -> Result<Command> {
    npm(layout, "test")
}

fn npm(layout: &Layout, script: &str) -> Result<Command> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder(layout))
        .args(["run", "--silent", script])
        .envs(environment(layout)?)
        .env("NODE_EXTRA_CA_CERTS", authority::file(layout));
    Ok(npm)
}

/// What a program needs to use the running cluster as a person would.
pub fn environment(layout: &Layout) -> Result<Vec<(&'static str, std::ffi::OsString)>> {
    let mut folders = vec![layout.tools()];
    folders.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    let search_path =
        std::env::join_paths(folders).context("the cache folder's name cannot be part of PATH")?;
    Ok(vec![
        ("PATH", search_path),
        ("KUBECONFIG", layout.kubeconfig().into()),
        ("DOMICILE_EDGE_ADDRESS", edge::ADDRESS.into()),
        (
            "DOMICILE_PYTHON",
            client_libraries::python_interpreter(layout).into(),
        ),
    ])
}

/// Where the scenario lies.
pub fn folder(layout: &Layout) -> PathBuf {
    layout.repository.join("e2e/scenario")
}
