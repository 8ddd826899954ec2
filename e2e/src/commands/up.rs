//! `cargo domicile up`.

use anyhow::Result;
use clap::Args;

use crate::images::{base, import, postgresql};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::{NODES, addons, control_plane, network, node, packages, tools};
use crate::progress::Progress;

/// What `up` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Stop after the bare cluster: API server, nodes, names, storage.
    #[arg(long)]
    cluster_only: bool,
}

/// Starts what does not run yet; doing it again changes nothing.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    local_cluster(layout, &progress)?;
    if options.cluster_only {
        return Ok(());
    }
    Ok(())
}

fn local_cluster(layout: &Layout, progress: &Progress) -> Result<()> {
    packages::install_for_cluster(progress)?;
    tools::build_all(layout, progress)?;
    let kubectl = Kubectl::local(layout);
    progress.step("network", || network::connect(layout))?;
    progress.step("control plane", || {
        control_plane::start(layout)?;
        addons::prepare(layout, &kubectl)
    })?;
    let pause = base::pause(layout)?;
    let coredns = base::coredns(layout)?;
    progress.step("nodes eu, us, jp", || {
        NODES
            .iter()
            .try_for_each(|node| node::start(layout, *node, &pause.reference))?;
        import::everywhere(layout, &[pause.clone(), coredns.clone()])?;
        addons::name_server(&kubectl, &coredns.reference)?;
        addons::wait_for_nodes(&kubectl)?;
        addons::wait_for_name_server(&kubectl)
    })?;
    if !postgresql::is_cached(layout) {
        progress.step("PostgreSQL image", || postgresql::image(layout))?;
    }
    import::everywhere(layout, &[postgresql::image(layout)?])
}
