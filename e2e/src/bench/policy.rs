//! Proof and compile of a large tenant, measured by the policy crate's own bench.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Figure;
use crate::command;
use crate::layout::Layout;

/// What the issue allows for a large tenant, in milliseconds.
const CEILING: f64 = 1000.0;
/// The figures that it is about.
const WITH_CEILING: &str = "policy-proof-and-compile";

#[derive(Deserialize)]
struct Line {
    name: String,
    value: f64,
    unit: String,
}

/// Runs the bench.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let mut cargo = command::cargo(layout);
    cargo.args([
        "bench",
        "--quiet",
        "--package",
        "domicile-policy",
        "--bench",
        "proof",
        "--",
        "--json",
    ]);
    command::output(&mut cargo)?
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| {
            let line: Line =
                serde_json::from_str(line).context("the policy bench did not print figures")?;
            let ceiling = line.name.starts_with(WITH_CEILING).then_some(CEILING);
            Ok(Figure::new(line.name, line.value, &line.unit, ceiling))
        })
        .collect()
}
