//! Clients that nobody here wrote, for the scenario: libraries from npm and `PyPI` by their lock files, and kubelogin.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;
use crate::files;
use crate::images::file_hash;
use crate::layout::Layout;
use crate::local::tools;
use crate::progress::Progress;

/// Debian's own Python, which the environment with the libraries is made from.
const INTERPRETER: &str = "/usr/bin/python3";

/// Installs and builds what is missing or of another version.
pub fn install(layout: &Layout) -> Result<()> {
    let progress = Progress::new(layout);
    progress.step("client libraries from npm", || npm(layout))?;
    progress.step("client libraries from PyPI", || python(layout))?;
    tools::build_kubelogin(layout, &progress)
}

/// Node.js libraries alone: enough for the walk-through.
pub fn npm(layout: &Layout) -> Result<()> {
    let folder = super::scenario::folder(layout);
    let stamp = folder.join("node_modules/.domicile-lock");
    let wanted = file_hash(&folder.join("package-lock.json"))?;
    when_changed(&wanted, &stamp, || {
        command::run_logged(
            Command::new("npm")
                .current_dir(&folder)
                .args(["ci", "--no-audit", "--no-fund"]),
            &layout.cache.join("log/npm.log"),
        )
        .context("cannot install the client libraries of the scenario from npm")
    })
}

/// The Python interpreter that has the libraries from `PyPI`.
pub fn python_interpreter(layout: &Layout) -> PathBuf {
    environment(layout).join("bin/python")
}

fn python(layout: &Layout) -> Result<()> {
    let requirements = super::scenario::folder(layout).join("requirements.txt");
    let environment = environment(layout);
    // The environment is made for one version of the interpreter.
    let version = command::output(Command::new(INTERPRETER).arg("--version"))?;
    let wanted = format!("{} {}", file_hash(&requirements)?, version.trim());
    when_changed(&wanted, &environment.join("domicile-lock"), || {
        files::remove_folder(&environment)?;
        let log = layout.cache.join("log/pip.log");
        command::run_logged(
            Command::new(INTERPRETER)
                .args(["-m", "venv"])
                .arg(&environment),
            &log,
        )?;
        command::run_logged(
            Command::new(python_interpreter(layout))
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .arg("--requirement")
                .arg(&requirements),
            &log,
        )
        .context("cannot install the client libraries of the scenario from PyPI")
    })
}

fn environment(layout: &Layout) -> PathBuf {
    layout.cache.join("python")
}

/// Installs when something else is wanted than what `stamp` names.
fn when_changed(wanted: &str, stamp: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    if fs::read_to_string(stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    install()?;
    files::write(stamp, wanted)
}
