//! Images of Domicile's own programs: one static binary on an otherwise empty root.

use std::env::consts::ARCH;
use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use super::archive::{self, Configuration};
use super::{Image, base, content_tag, file_hash};
use crate::command;
use crate::files;
use crate::layout::Layout;

/// What an image of ours may weigh, unpacked.
const LARGEST_IMAGE: u64 = 30_000_000;
/// Part of every tag: images are packed anew when the recipe below changes.
const RECIPE: &[u8] = b"2: binary, certificates, passwd, group";
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";
const USERS: &str =
    "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/:/sbin/nologin\n";
const GROUPS: &str = "root:x:0:\nnonroot:x:65532:\n";

/// A program of ours that runs in a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Workload {
    /// Turns custom resources into running workloads.
    Operator,
    /// OpenID provider and hosted pages.
    Auth,
    /// Persons, consents, portal, ingest.
    ProfileStore,
    /// Deliveries to targets.
    Activation,
    /// The systems of the customer in tests: takes webhooks and mail.
    Receiver,
}

impl Workload {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Operator,
        Self::Auth,
        Self::ProfileStore,
        Self::Activation,
        Self::Receiver,
    ];

    /// Name as in `domicile.dev/workload` labels and image folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Auth => "auth",
            Self::ProfileStore => "profile-store",
            Self::Activation => "activation",
            Self::Receiver => "receiver",
        }
    }

    /// Package, program and image.
    pub fn program(self) -> String {
        format!("domicile-{}", self.name())
    }

    /// Key under `images` in the chart's values; the receiver is not part of the chart.
    pub fn chart_key(self) -> Option<&'static str> {
        match self {
            Self::Operator => Some("operator"),
            Self::Auth => Some("auth"),
            Self::ProfileStore => Some("profileStore"),
            Self::Activation => Some("activation"),
            Self::Receiver => None,
        }
    }
}

/// Builds every program, or one. The packages are always named together: Cargo unifies features over what is named, and
/// another choice would compile much again.
pub fn build_programs(layout: &Layout, only: Option<Workload>) -> Result<()> {
    let mut cargo = command::cargo(layout);
    cargo.args(["build", "--release", "--target", &target()]);
    let rust_flags = format!(
        "CARGO_TARGET_{}_RUSTFLAGS",
        target().to_uppercase().replace('-', "_")
    );
    cargo.env(rust_flags, "-C target-feature=+crt-static");
    for package in Workload::ALL
        .map(Workload::program)
        .into_iter()
        .chain([EDGE.to_owned()])
    {
        cargo.args(["--package", &package]);
    }
    if let Some(workload) = only {
        cargo.args(["--bin", &workload.program()]);
        // Seconds matter in the inner loop, not the last of speed: only this crate is optimised less, and what it
        // depends on stays as it was built.
        for setting in ["opt-level=1", "incremental=true"] {
            let package = workload.program();
            cargo.args([
                "--config",
                &format!("profile.release.package.{package}.{setting}"),
            ]);
        }
    } else {
        cargo.arg("--bins");
    }
    if stderr().is_terminal() {
        return command::run_in_view(&mut cargo);
    }
    command::run_logged(&mut cargo, &layout.cache.join("log/build-programs.log"))
}

const EDGE: &str = "domicile-edge";

/// The edge runs on this machine, not in a pod.
pub fn edge_program(layout: &Layout) -> PathBuf {
    built(layout, EDGE)
}

/// Packs the built program, unless an image of the same content is in the cache.
pub fn image(layout: &Layout, workload: Workload) -> Result<Image> {
    let name = workload.program();
    let program = built(layout, &name);
    let hash = file_hash(&program)?;
    let certificates = file_hash(Path::new(CERTIFICATES))?;
    let tag = content_tag([hash.as_bytes(), certificates.as_bytes(), RECIPE]);
    if let Some(image) = archive::find(layout, &name, &tag) {
        return Ok(image);
    }
    let workshop = tempfile::tempdir().context("cannot make a temporary folder")?;
    let (root, layer) = (
        workshop.path().join("root"),
        workshop.path().join("layer.tar"),
    );
    files::make_folder(&root.join("etc/ssl/certs"))?;
    base::copy_program(&program, &root.join(&name))?;
    base::copy_program(
        Path::new(CERTIFICATES),
        &root.join(CERTIFICATES.trim_start_matches('/')),
    )?;
    files::write(&root.join("etc/passwd"), USERS)?;
    files::write(&root.join("etc/group"), GROUPS)?;
    archive::tar(&root, &layer)?;
    let size = fs::metadata(&layer)
        .with_context(|| format!("cannot read {}", layer.display()))?
        .len();
    ensure!(
        size <= LARGEST_IMAGE,
        "the image {name} is {:.1} MB, {:.0} MB are allowed: find what made it grow (`cargo tree -p {name}`)",
        megabytes(size),
        megabytes(LARGEST_IMAGE),
    );
    let entrypoint = format!("/{name}");
    let configuration = Configuration {
        entrypoint: &[&entrypoint],
        user: "65532:65532",
        environment: &[],
    };
    archive::pack(layout, &name, &tag, &layer, &configuration)
}

fn target() -> String {
    format!("{ARCH}-unknown-linux-gnu")
}

fn built(layout: &Layout, program: &str) -> PathBuf {
    let target_folder = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| layout.repository.join("target"), PathBuf::from);
    target_folder.join(target()).join("release").join(program)
}

#[allow(clippy::cast_precision_loss)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
