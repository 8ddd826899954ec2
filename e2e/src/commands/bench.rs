//! `cargo domicile bench NAME`.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::bench::{self, Figure, auth, change, machine, memory, policy, settled};
use crate::layout::Layout;

/// What `bench` is told.
#[derive(Debug, Args)]
pub struct Options {
    /// What to measure; all but `policy` and `auth` need the cluster that `cargo domicile up` starts.
    #[arg(value_enum)]
    name: Name,
    /// Print {"machine":…,"figures":[…]} instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Proof and compile of 200 purposes x 100 targets x 3 regions x 100 attributes.
    Policy,
    /// Sign-ins, tokens and introspections a second, each beside the bare operation.
    Auth,
    /// Resident memory of the operator and the workloads.
    Memory,
    /// Writes of a settled operator in a minute.
    Settled,
    /// A changed consent policy until it is in force in every region.
    Change,
    /// All of them.
    All,
}

/// Measures and prints; fails when a figure is above its ceiling.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let mut figures: Vec<Figure> = Vec::new();
    let wanted = |name| options.name == name || options.name == Name::All;
    if wanted(Name::Policy) {
        figures.extend(policy::measure(layout)?);
    }
    if wanted(Name::Auth) {
        figures.extend(auth::measure(layout)?);
    }
    if wanted(Name::Memory) {
        figures.extend(memory::measure()?);
    }
    if wanted(Name::Settled) {
        figures.extend(settled::measure(layout)?);
    }
    if wanted(Name::Change) {
        figures.extend(change::measure(layout)?);
    }
    let machine = machine::description();
    if options.json {
        println!("{}", json!({"machine": machine, "figures": figures}));
    } else {
        bench::print_table(&machine, &figures);
    }
    let above: Vec<&str> = figures
        .iter()
        .filter(|figure| !figure.is_good())
        .map(|figure| figure.name.as_str())
        .collect();
    if !above.is_empty() {
        bail!("above the ceiling: {}", above.join(", "));
    }
    Ok(())
}
