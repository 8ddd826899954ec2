//! `cargo domicile env`.

use std::io::{Write, stdout};

use anyhow::Result;

use crate::layout::Layout;
use crate::product::environment;

/// Prints exports for the shell.
pub fn run(layout: &Layout) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "export PATH='{}':\"$PATH\"", layout.tools().display())?;
    for (name, value) in environment::variables(layout) {
        writeln!(out, "export {name}='{}'", value.display())?;
    }
    Ok(())
}
