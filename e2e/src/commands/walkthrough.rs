//! `cargo domicile walkthrough`.

use anyhow::Result;

use crate::layout::Layout;
use crate::local::packages;
use crate::product::scenario;
use crate::progress::Progress;

/// Walks through the example on the cluster that runs.
pub fn run(layout: &Layout) -> Result<()> {
    let progress = Progress::new(layout);
    packages::install_for_tests(&progress)?;
    scenario::install_libraries(layout)?;
    progress.step("walk-through", || scenario::walk_through(layout))
}
