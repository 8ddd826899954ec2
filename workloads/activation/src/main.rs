//! The activation workload's process: `domicile-activation` serves, `domicile-activation migrate` migrates.

use clap::{Parser, Subcommand};
use domicile_activation::workload;

/// Delivers events to targets, through the gate.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Brings schema `activation` up to date, then ends.
    Migrate,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Some(Command::Migrate) => workload::migrate().await?,
        None => workload::serve().await?,
    }
    Ok(())
}
