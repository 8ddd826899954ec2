//! The scenario and the walk-through, both driven from Node.js (`e2e/scenario`), with clients that are not ours.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::Result;

use super::environment;
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

/// Every page of sign-in and of the portal in a browser, as a command whose output is counted.
pub fn pages(layout: &Layout) -> Result<Command> {
    let mut npm = npm(layout, "pages")?;
    // npm runs the script in its own folder; whoever asks for pictures names a folder from where they are.
    if let Some(screens) = env::var_os("DOMICILE_SCREENS") {
        npm.env("DOMICILE_SCREENS", env::current_dir()?.join(screens));
    }
    Ok(npm)
}

/// The whole scenario, as a command whose output is counted.
pub fn test(layout: &Layout) -> Result<Command> {
    npm(layout, "test")
}

fn npm(layout: &Layout, script: &str) -> Result<Command> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder(layout))
        .args(["run", "--silent", script])
        .env("PATH", environment::search_path(layout)?)
        .envs(environment::variables(layout));
    Ok(npm)
}

/// Where the scenario lies.
pub fn folder(layout: &Layout) -> PathBuf {
    layout.repository.join("e2e/scenario")
}
