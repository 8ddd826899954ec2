//! `cargo domicile up`: from nothing to a person who was served.

use anyhow::{Result, bail};
use clap::Args;

use crate::commands::walkthrough;
use crate::exclusive;
use crate::images::workload::{self, Workload};
use crate::images::{Image, base, import, postgresql};
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::local::{NODES, addons, control_plane, network, node, packages, tools};
use crate::product::chart::{self, Images};
use crate::product::{
    DOMAIN, PORT, TENANT, authority, edge, example, partners::Partners, receiver, regions, rollout,
    scenario,
};
use crate::progress::Progress;

/// What `up` can be told.
#[derive(Debug, Args)]
pub struct Options {
    /// Use an existing cluster: a context of your kubeconfig. Its nodes must carry topology.kubernetes.io/region labels.
    #[arg(long, value_name = "NAME", requires = "image_registry")]
    context: Option<String>,
    /// Registry and path of Domicile's images, for --context: REGISTRY/domicile-auth and so on.
    #[arg(long, value_name = "REGISTRY", requires = "context")]
    image_registry: Option<String>,
    /// Tag of Domicile's images, for --context.
    #[arg(long, value_name = "TAG", default_value = env!("CARGO_PKG_VERSION"))]
    image_tag: String,
    /// Stop after the bare local cluster: API server, nodes, names, storage.
    #[arg(long, conflicts_with = "context")]
    cluster_only: bool,
    /// Take Domicile's programs as they were built last.
    #[arg(long, conflicts_with = "context")]
    no_build: bool,
    /// Do not walk through the example at the end.
    #[arg(long, conflicts_with = "context")]
    no_walkthrough: bool,
}

/// Starts what does not run yet; doing it again changes nothing.
pub fn run(layout: &Layout, options: &Options) -> Result<()> {
    let progress = Progress::new(layout);
    if let (Some(context), Some(registry)) = (&options.context, &options.image_registry) {
        return on_existing_cluster(
            layout,
            &progress,
            context,
            &Images::in_registry(registry, &options.image_tag),
        );
    }
    let _lock = exclusive::lock(layout)?;
    cluster(layout, &progress)?;
    if options.cluster_only {
        progress.note("the bare cluster runs; eval \"$(cargo domicile env)\" points kubectl at it");
        return Ok(());
    }
    let changed = product(layout, &progress, !options.no_build)?;
    if changed {
        scenario::forget_walk(layout);
    }
    if scenario::was_walked(layout) {
        progress.note(
            "nothing changed since the last walk-through (again: cargo domicile walkthrough)",
        );
    } else if !options.no_walkthrough {
        walkthrough::walk(layout, &progress)?;
    }
    say_what_next(layout);
    Ok(())
}

/// For tests: the local cluster with Domicile and the example on it.
pub fn ensure(layout: &Layout) -> Result<()> {
    let _lock = exclusive::lock(layout)?;
    let progress = Progress::new(layout);
    cluster(layout, &progress)?;
    product(layout, &progress, true).map(drop)
}

/// The bare local cluster; what runs is left alone.
fn cluster(layout: &Layout, progress: &Progress) -> Result<()> {
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
    })
}

/// Images, chart, example, edge. Returns whether anything had to be done.
fn product(layout: &Layout, progress: &Progress, build: bool) -> Result<bool> {
    let kubectl = Kubectl::local(layout);
    if !postgresql::is_cached(layout) {
        progress.step("making the PostgreSQL image from Debian's packages", || {
            postgresql::image(layout)
        })?;
    }
    if build {
        let what = "building Domicile's programs (release, static)";
        progress.step(what, || workload::build_programs(layout, None))?;
    }
    let images = progress.step("images", || pack_and_import(layout))?;
    let chart_images = Images::packed(&images.workloads, &images.postgresql);
    let partners = Partners::open(layout)?;
    progress.step("receiver", || {
        let image = chart_images.reference(Workload::Receiver)?;
        receiver::install(&kubectl, &partners, &image)
    })?;
    let mut changed = progress.step("installing the chart with Helm", || {
        chart::install(layout, &kubectl, &chart_images)
    })?;
    progress.step(
        "applying examples/airline until every resource is Ready",
        || {
            example::apply(layout, &kubectl, &partners)?;
            rollout::wait_for_all(&kubectl, &chart_images)?;
            example::wait_until_ready(&kubectl)
        },
    )?;
    changed |= progress.step("edge", || {
        authority::export(layout, &kubectl)?;
        edge::start(layout)
    })?;
    import::remove_older(layout, &images.all())?;
    Ok(changed)
}

/// What was packed on this machine.
struct Packed {
    workloads: Vec<(Workload, Image)>,
    postgresql: Image,
}

impl Packed {
    fn all(&self) -> Vec<Image> {
        let workloads = self.workloads.iter().map(|(_, image)| image.clone());
        workloads.chain([self.postgresql.clone()]).collect()
    }
}

fn pack_and_import(layout: &Layout) -> Result<Packed> {
    let mut workloads = Vec::new();
    for workload in Workload::ALL {
        workloads.push((workload, workload::image(layout, workload)?));
    }
    let packed = Packed {
        workloads,
        postgresql: postgresql::image(layout)?,
    };
    import::everywhere(layout, &packed.all())?;
    Ok(packed)
}

fn on_existing_cluster(
    layout: &Layout,
    progress: &Progress,
    context: &str,
    images: &Images,
) -> Result<()> {
    tools::build_clients(layout, progress)?;
    let kubectl = Kubectl::context(layout, context);
    if !kubectl.succeeds(&["get", "--raw", "/readyz"]) {
        bail!(
            "the cluster of context {context} does not answer; does `kubectl --context {context} get nodes` work?"
        );
    }
    progress.step("regions of the cluster", || regions::check(&kubectl))?;
    let partners = Partners::open(layout)?;
    progress.step("receiver", || {
        let image = images.reference(Workload::Receiver)?;
        receiver::install(&kubectl, &partners, &image)
    })?;
    progress.step("installing the chart with Helm", || {
        chart::install(layout, &kubectl, images)
    })?;
    progress.step(
        "applying examples/airline until every resource is Ready",
        || {
            example::apply(layout, &kubectl, &partners)?;
            rollout::wait_for_all(&kubectl, images)?;
            example::wait_until_ready(&kubectl)
        },
    )?;
    println!(
        "\nDomicile runs in context {context}. Make {DOMAIN}'s names reach the Services {TENANT}-REGION-auth and \
         {TENANT}-REGION-profile-store in namespace {TENANT} (port 8443), then open https://login.{DOMAIN}:{PORT}/."
    );
    Ok(())
}

fn say_what_next(layout: &Layout) {
    let authority = authority::file(layout);
    println!(
        "
Open in a browser (names below .localhost are this machine; trust {authority} or accept the warning):
  https://login.{DOMAIN}:{PORT}/   sign-in, as the nearest region serves it
  https://my.{DOMAIN}:{PORT}/      the portal: what is known, consents, deletion
  From Japan: chromium --host-resolver-rules='MAP *.localhost 127.0.0.13' https://login.{DOMAIN}:{PORT}/
  (127.0.0.11 is near eu, 127.0.0.12 near us)

Type next:
  eval \"$(cargo domicile env)\"
  kubectl get domicile -A
  kubectl -n {TENANT} get pods -o wide
  kubectl explain identitytenant.spec
  curl --cacert {authority} --resolve login.{DOMAIN}:{PORT}:127.0.0.1 https://login.{DOMAIN}:{PORT}/.well-known/openid-configuration
  cargo domicile test e2e      the whole scenario, with faults
  cargo domicile down          leaves nothing",
        authority = authority.display(),
    );
}
