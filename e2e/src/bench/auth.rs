//! Sign-ins, tokens and introspections per second, measured by the auth workload's own bench.

use anyhow::Result;

use super::{Figure, cargo_bench};
use crate::layout::Layout;

/// Runs the bench.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let lines = cargo_bench::lines(layout, "domicile-auth", "sign_in")?;
    Ok(lines
        .into_iter()
        .map(|line| Figure::beside_bare(line.name, line.value, &line.unit, line.ratio))
        .collect())
}
