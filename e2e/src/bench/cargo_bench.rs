//! Benches of crates, which print a JSON line per figure.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::command;
use crate::layout::Layout;

/// One figure as a crate's bench prints it.
#[derive(Deserialize)]
pub struct Line {
    pub name: String,
    pub value: f64,
    pub unit: String,
    /// To the bare operation, where there is one.
    pub ratio: Option<f64>,
}

/// Runs a bench of a crate.
pub fn lines(layout: &Layout, package: &str, bench: &str) -> Result<Vec<Line>> {
    let mut cargo = command::cargo(layout);
    cargo.args([
        "bench",
        "--quiet",
        "--package",
        package,
        "--bench",
        bench,
        "--",
        "--json",
    ]);
    command::output(&mut cargo)?
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| {
            serde_json::from_str(line)
                .with_context(|| format!("the bench {bench} of {package} did not print figures"))
        })
        .collect()
}
