//! `cargo domicile test`: every check there is, in phases that can be chosen, with counts at the end.

use std::process::Command;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::command;
use crate::commands::{generate, up};
use crate::counts::Counts;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::packages;
use crate::product::{chart, scenario};
use crate::progress::Progress;

/// What `test` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Phases to run; all of them when none is named.
    #[arg(value_enum)]
    phases: Vec<Phase>,
}

/// One kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Phase {
    /// Formatting.
    Format,
    /// Clippy over everything, warnings are errors.
    Lint,
    /// Generated files are fresh.
    Generated,
    /// Unit, property, documentation and database tests.
    Unit,
    /// Tests of the custom resources and the operator against a real API server.
    Operator,
    /// The rendered chart, strictly validated by the cluster's API server.
    Chart,
    /// The whole scenario on the local cluster.
    E2e,
}

const ALL: [Phase; 7] = [
    Phase::Format,
    Phase::Lint,
    Phase::Generated,
    Phase::Unit,
    Phase::Operator,
    Phase::Chart,
    Phase::E2e,
];

/// Runs the phases one after the other; a failed one does not hide the next.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    packages::install_for_tests(&progress)?;
    let phases = if options.phases.is_empty() {
        ALL.to_vec()
    } else {
        options.phases.clone()
    };
    let mut results = Vec::new();
    for phase in phases {
        let mut counts = Counts::default();
        let outcome = progress.step(&format!("tests: {}", name(phase)), || {
            counts = run_phase(layout, phase)?;
            if counts.failed > 0 {
                bail!("{} failed", counts.failed)
            }
            Ok(())
        });
        if let Err(error) = outcome {
            eprintln!("{error:#}");
            // A phase that could not even count is one failure.
            counts.failed = counts.failed.max(1);
        }
        results.push((phase, counts));
    }
    println!();
    for (phase, counts) in &results {
        println!("{:<10} {counts}", name(*phase));
    }
    let total: Counts = results.iter().map(|(_, counts)| *counts).sum();
    println!("{total}");
    if total.failed > 0 {
        bail!(
            "{} of {} tests failed",
            total.failed,
            total.failed + total.passed
        );
    }
    Ok(())
}

fn name(phase: Phase) -> String {
    phase
        .to_possible_value()
        .map(|value| value.get_name().to_owned())
        .unwrap_or_default()
}

fn run_phase(layout: &Layout, phase: Phase) -> Result<Counts> {
    match phase {
        Phase::Format => check(command::cargo(layout).args(["fmt", "--all", "--check"])),
        Phase::Lint => check(command::cargo(layout).args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])),
        Phase::Generated => check(&mut generate::check(layout)),
        Phase::Unit => {
            counted(command::cargo(layout).args(["test", "--workspace", "--no-fail-fast"]))
        }
        Phase::Operator => on_api_server(layout),
        Phase::Chart => validate_chart(layout),
        Phase::E2e => {
            up::ensure(layout)?;
            scenario::install_libraries(layout)?;
            counted(&mut scenario::test(layout)?)
        }
    }
}

/// A check that passes or fails as a whole.
fn check(command: &mut Command) -> Result<Counts> {
    command::run_in_view(command)?;
    Ok(Counts {
        passed: 1,
        failed: 0,
    })
}

fn counted(command: &mut Command) -> Result<Counts> {
    let mut counts = Counts::default();
    let succeeded = command::watch(command, |line| counts.read(line))?;
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    Ok(counts)
}

/// These tests are marked `#[ignore]` for a plain `cargo test`, which has no API server; here they all run.
fn on_api_server(layout: &Layout) -> Result<Counts> {
    up::ensure_cluster(layout)?;
    let mut cargo = command::cargo(layout);
    cargo
        .args([
            "test",
            "--package",
            "domicile-api",
            "--package",
            "domicile-operator",
            "--no-fail-fast",
            "--",
            "--ignored",
        ])
        .envs(scenario::environment(layout)?);
    counted(&mut cargo)
}

/// Strict: an unknown or doubled field anywhere is an error, as the real API server of this version sees it.
fn validate_chart(layout: &Layout) -> Result<Counts> {
    up::ensure(layout)?;
    let kubectl = Kubectl::local(layout);
    let rendered = chart::render(layout, &kubectl)?;
    let words = [
        "apply",
        "--server-side",
        "--force-conflicts",
        "--field-manager=cargo-domicile-validation",
        "--dry-run=server",
        "--validate=strict",
        "--namespace",
        crate::product::SYSTEM_NAMESPACE,
        "--filename",
        "-",
    ];
    command::with_input(&mut kubectl.command(&words), &rendered)?;
    Ok(Counts {
        passed: 1,
        failed: 0,
    })
}
