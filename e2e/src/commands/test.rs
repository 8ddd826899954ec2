//! `cargo domicile test`: every check there is, in phases that can be chosen, with counts at the end.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::command;
use crate::commands::{generate, up};
use crate::counts::Counts;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::{packages, tools};
use crate::product::{chart, client_libraries, scenario};
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
    /// Every page of sign-in and of the portal in a browser, with axe-core. `DOMICILE_SCREENS=<folder>` also takes pictures.
    Pages,
    /// The whole scenario on the local cluster.
    E2e,
}

const ALL: [Phase; 8] = [
    Phase::Format,
    Phase::Lint,
    Phase::Generated,
    Phase::Unit,
    Phase::Operator,
    Phase::Chart,
    Phase::Pages,
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
        Phase::Unit => unit(layout),
        Phase::Operator => operator(layout),
        Phase::Chart => validate_chart(layout),
        Phase::Pages => pages(layout),
        Phase::E2e => {
            up::ensure(layout)?;
            client_libraries::install(layout)?;
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

/// Name of the integration test that needs a real API server.
const OPERATOR_TEST: &str = "operator";

/// Everything but the operator's integration test. All packages are always selected: Cargo unifies features over them,
/// and another selection would compile much again.
fn unit(layout: &Layout) -> Result<Counts> {
    let mut tests = command::cargo(layout);
    tests.args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    for name in integration_tests(layout)?
        .iter()
        .filter(|name| *name != OPERATOR_TEST)
    {
        tests.args(["--test", name]);
    }
    let mut documentation = command::cargo(layout);
    documentation.args(["test", "--workspace", "--no-fail-fast", "--doc"]);
    let counts = [counted(&mut tests)?, counted(&mut documentation)?];
    Ok(counts.into_iter().sum())
}

/// The operator's tests start their own API server and etcd, from the tools in the cache.
fn operator(layout: &Layout) -> Result<Counts> {
    packages::install_for_cluster(&Progress::new(layout))?;
    tools::build_api_server(layout, &Progress::new(layout))?;
    let mut tests = command::cargo(layout);
    tests
        .args([
            "test",
            "--workspace",
            "--no-fail-fast",
            "--test",
            OPERATOR_TEST,
        ])
        .env("DOMICILE_CACHE", &layout.cache);
    counted(&mut tests)
}

/// Stories write the pages, a browser looks at them.
fn pages(layout: &Layout) -> Result<Counts> {
    client_libraries::npm(layout)?;
    let mut story = command::cargo(layout);
    story.args([
        "test",
        "--workspace",
        "--test",
        "stories",
        "--test",
        "profile_store",
        "gallery",
    ]);
    check(&mut story)?;
    counted(&mut scenario::pages(layout)?)
}

/// Names of all integration tests, from Cargo itself.
fn integration_tests(layout: &Layout) -> Result<BTreeSet<String>> {
    let words = ["metadata", "--no-deps", "--format-version=1"];
    let text = command::output(command::cargo(layout).args(words))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    Ok(packages
        .iter()
        .flat_map(|package| package["targets"].as_array().cloned().unwrap_or_default())
        .filter(|target| target["kind"][0] == "test")
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect())
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
