//! `cargo domicile generate`.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::command;
use crate::images::dockerfile;
use crate::layout::Layout;
use crate::openapi;

/// What `generate` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Write nothing; fail when a generated file is stale.
    #[arg(long)]
    check: bool,
}

/// Writes (or checks) what is made from Rust types: custom resource definitions, the chart's copies, examples, reference,
/// Dockerfiles, and `OpenAPI` documents.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    dockerfile::generate(layout, options.check)?;
    openapi::generate(layout, options.check)?;
    let mut cargo = command::cargo(layout);
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "domicile-api",
        "--bin",
        "generate",
        "--",
    ]);
    if options.check {
        cargo.arg("--check");
    }
    command::run_in_view(&mut cargo)
}

/// The same check as a command, for the tests.
pub fn check(layout: &Layout) -> Command {
    let mut cargo = command::cargo(layout);
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "domicile-e2e",
        "--bin",
        "domicile",
        "--",
        "generate",
        "--check",
    ]);
    cargo
}
