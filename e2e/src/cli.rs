//! The command line.

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::commands::{bench, dev, down, env, generate, status, test, up, walkthrough};
use crate::layout::Layout;

/// Builds, runs, tests and measures Domicile: a real three-region Kubernetes cluster on one machine.
#[derive(Debug, Parser)]
#[command(name = "cargo domicile", bin_name = "cargo domicile", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Starts the cluster (or takes yours), installs Domicile and the airline example, and walks through it.
    Up(up::Options),
    /// Ends the local cluster and removes everything it made on this machine.
    Down(down::Options),
    /// Shows what runs.
    Status,
    /// Prints exports of KUBECONFIG, PATH and addresses: eval "$(cargo domicile env)".
    Env,
    /// Walks through the airline example on the cluster that runs.
    Walkthrough,
    /// Builds one changed program, makes its image and rolls it out on the local cluster.
    Dev(dev::Options),
    /// Runs the tests and prints how many passed and failed.
    Test(test::Options),
    /// Measures, and shows each figure beside its ceiling.
    Bench(bench::Options),
    /// Writes what is made from the Rust types: custom resource definitions, examples, reference, Dockerfiles.
    Generate(generate::Options),
}

impl Cli {
    /// Does what was asked.
    pub fn run(self) -> Result<()> {
        let layout = Layout::from_environment()?;
        match self.command {
            Verb::Up(options) => up::run(&layout, &options),
            Verb::Down(options) => down::run(&layout, &options),
            Verb::Status => status::run(&layout),
            Verb::Env => env::run(&layout),
            Verb::Walkthrough => walkthrough::run(&layout),
            Verb::Dev(options) => dev::run(&layout, &options),
            Verb::Test(options) => test::run(&layout, &options),
            Verb::Bench(options) => bench::run(&layout, &options),
            Verb::Generate(options) => generate::run(&layout, &options),
        }
    }
}
