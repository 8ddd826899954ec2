//! Proof and compile of a large tenant, measured by the policy crate's own bench.

use anyhow::Result;

use super::{Figure, cargo_bench};
use crate::layout::Layout;

/// What the issue allows for a large tenant, in milliseconds.
const CEILING: f64 = 1000.0;
/// The figures that it is about.
const WITH_CEILING: &str = "policy-proof-and-compile";

/// Runs the bench.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let lines = cargo_bench::lines(layout, "domicile-policy", "proof")?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let ceiling = line.name.starts_with(WITH_CEILING).then_some(CEILING);
            Figure::new(line.name, line.value, &line.unit, ceiling)
        })
        .collect())
}
