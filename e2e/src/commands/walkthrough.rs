//! `cargo domicile walkthrough`.

use anyhow::Result;

use crate::layout::Layout;
use crate::local::packages;
use crate::product::{client_libraries, scenario};
use crate::progress::Progress;

/// Walks through the example on the cluster that runs.
pub fn run(layout: &Layout) -> Result<()> {
    walk(layout, &Progress::new(layout))
}

/// Installs what the walk-through needs, walks, and remembers that it went well.
pub fn walk(layout: &Layout, progress: &Progress) -> Result<()> {
    packages::install_for_walkthrough(progress)?;
    progress.step("client libraries of the walk-through", || {
        client_libraries::npm(layout)
    })?;
    progress.step("walk-through", || scenario::walk_through(layout))
}
