//! `cargo domicile dev WORKLOAD`: the inner loop.

use anyhow::{Result, bail};
use clap::Args;

use crate::images::import;
use crate::images::workload::{self, Workload};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::product::{chart, partners::Partners, receiver, rollout};
use crate::progress::Progress;

/// What `dev` is told.
#[derive(Debug, Args)]
pub struct Options {
    /// What was changed.
    #[arg(value_enum)]
    workload: Workload,
}

/// Builds one program, makes its image, hands it to the nodes and rolls it out.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    let kubectl = Kubectl::local(layout);
    if !kubectl.succeeds(&["get", "--raw", "/readyz"]) {
        bail!("the local cluster does not run; start it with `cargo domicile up`");
    }
    let workload = options.workload;
    progress.step(&format!("building {}", workload.program()), || {
        workload::build_programs(layout, Some(workload))
    })?;
    let image = progress.step("image", || {
        let image = workload::image(layout, workload)?;
        import::everywhere(layout, std::slice::from_ref(&image))?;
        Ok(image)
    })?;
    progress.step("roll-out", || match workload.chart_key() {
        None => receiver::install(&kubectl, &Partners::open(layout)?, &image.reference),
        Some(key) => {
            chart::change_image(layout, &kubectl, key, &image)?;
            rollout::wait(&kubectl, workload, &image.reference)
        }
    })?;
    progress.note(&format!("{} runs as {}", workload.name(), image.reference));
    Ok(())
}
