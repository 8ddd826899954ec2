//! The cluster's programs, built from their Go modules into the cache.
//!
//! A family of tools has one `go.mod` under `e2e/cluster/tools/`; one module for all would make them share, and so
//! change, dependencies. A build is kept under the hash of everything that goes into it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::command;
use crate::files;
use crate::layout::Layout;
use crate::progress::Progress;

/// Without the version the API server calls itself v0.0.0 and every version gate breaks.
const KUBERNETES_LINK_FLAGS: &str = "-s -w \
    -X k8s.io/component-base/version.gitVersion=v1.37.0 \
    -X k8s.io/component-base/version.gitMajor=1 \
    -X k8s.io/component-base/version.gitMinor=37 \
    -X k8s.io/component-base/version.gitTreeState=clean \
    -X k8s.io/client-go/pkg/version.gitVersion=v1.37.0";
const LINK_FLAGS: &str = "-s -w";

struct Family {
    folder: &'static str,
    link_flags: &'static str,
    build_flags: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    /// Program and the package that it is built from.
    programs: &'static [(&'static str, &'static str)],
}

const PURE_GO: &[(&str, &str)] = &[("CGO_ENABLED", "0")];

const FAMILIES: &[Family] = &[
    Family {
        folder: "etcd",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[("etcd", "go.etcd.io/etcd/server/v3")],
    },
    Family {
        folder: "k8s",
        link_flags: KUBERNETES_LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[
            ("kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver"),
            ("kubectl", "k8s.io/kubernetes/cmd/kubectl"),
            (
                "kube-controller-manager",
                "k8s.io/kubernetes/cmd/kube-controller-manager",
            ),
            ("kube-scheduler", "k8s.io/kubernetes/cmd/kube-scheduler"),
            ("kubelet", "k8s.io/kubernetes/cmd/kubelet"),
            ("kube-proxy", "k8s.io/kubernetes/cmd/kube-proxy"),
        ],
    },
    Family {
        folder: "containerd",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[
            (
                "containerd",
                "github.com/containerd/containerd/v2/cmd/containerd",
            ),
            (
                "containerd-shim-runc-v2",
                "github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2",
            ),
            ("ctr", "github.com/containerd/containerd/v2/cmd/ctr"),
        ],
    },
    Family {
        folder: "runc",
        link_flags: LINK_FLAGS,
        build_flags: &["-tags", "seccomp"],
        environment: &[("CGO_ENABLED", "1")],
        programs: &[("runc", "github.com/opencontainers/runc")],
    },
    Family {
        folder: "kuberouter",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        // The fork's go.mod names replacements that the checksum database does not know.
        environment: &[
            ("CGO_ENABLED", "0"),
            ("GOFLAGS", "-mod=mod"),
            ("GONOSUMDB", "github.com/k3s-io/kube-router"),
        ],
        programs: &[(
            "kube-router",
            "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",
        )],
    },
    Family {
        folder: "helm",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[("helm", "helm.sh/helm/v4/cmd/helm")],
    },
    Family {
        folder: "coredns",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[("coredns", "github.com/coredns/coredns")],
    },
    Family {
        folder: "kubelogin",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        // Not every module that it needs is in the checksum database; go.sum holds their sums.
        environment: &[("CGO_ENABLED", "0"), ("GONOSUMDB", "github.com/int128")],
        programs: &[("kubelogin", "github.com/int128/kubelogin")],
    },
    Family {
        folder: "pause",
        link_flags: LINK_FLAGS,
        build_flags: &[],
        environment: PURE_GO,
        programs: &[("pause", ".")],
    },
];

/// The family of a program that only tests use.
const KUBELOGIN: &str = "kubelogin";

/// Builds every tool of the cluster that the cache lacks and links the current ones into one folder.
pub fn build_all(layout: &Layout, progress: &Progress) -> Result<()> {
    build_wanted(layout, progress, |family, _| family.folder != KUBELOGIN)
}

/// Builds the OpenID client of kubectl, with which the tests sign in.
pub fn build_kubelogin(layout: &Layout, progress: &Progress) -> Result<()> {
    build_wanted(layout, progress, |family, _| family.folder == KUBELOGIN)
}

/// Builds only what is needed to talk to a cluster: kubectl and helm.
pub fn build_clients(layout: &Layout, progress: &Progress) -> Result<()> {
    build_wanted(layout, progress, |_, program| {
        matches!(program, "kubectl" | "helm")
    })
}

/// Builds only what the operator's tests start themselves.
pub fn build_api_server(layout: &Layout, progress: &Progress) -> Result<()> {
    build_wanted(layout, progress, |_, program| {
        matches!(program, "etcd" | "kube-apiserver")
    })
}

fn build_wanted(
    layout: &Layout,
    progress: &Progress,
    wanted: impl Fn(&Family, &str) -> bool,
) -> Result<()> {
    for family in FAMILIES {
        let mut programs = family.programs.iter();
        if programs.any(|(program, _)| wanted(family, program)) {
            build_family(layout, progress, family, |program| wanted(family, program))?;
        }
    }
    Ok(())
}

fn build_family(
    layout: &Layout,
    progress: &Progress,
    family: &Family,
    wanted: impl Fn(&str) -> bool,
) -> Result<()> {
    let source = layout
        .repository
        .join("e2e/cluster/tools")
        .join(family.folder);
    let hash = hash(family, &source)?;
    let folder = layout
        .cache
        .join("tools")
        .join(format!("{}-{hash}", family.folder));
    for (program, package) in family
        .programs
        .iter()
        .filter(|(program, _)| wanted(program))
    {
        let built = folder.join(program);
        if !built.exists() {
            progress.step(&format!("building {program}"), || {
                build(layout, family, &source, &built, package)
            })?;
        }
        link(&built, &layout.tool(program))?;
    }
    remove_older_builds(layout, family, &folder)
}

/// Builds a copy of the module: Go may complete `go.sum`, and a build must not change the repository.
fn build(
    layout: &Layout,
    family: &Family,
    source: &Path,
    built: &Path,
    package: &str,
) -> Result<()> {
    let program = built
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or(family.folder);
    let workshop = layout.cache.join("tools/source").join(family.folder);
    files::remove_folder(&workshop)?;
    files::make_folder(&workshop)?;
    for file in module_files(source)? {
        let name = file.file_name().context("a module's file has a name")?;
        fs::copy(&file, workshop.join(name))
            .with_context(|| format!("cannot copy {}", file.display()))?;
    }
    let unfinished = built.with_extension("unfinished");
    let mut go = Command::new("go");
    go.current_dir(&workshop)
        .args(["build", "-trimpath", "-p", "2"])
        .args(family.build_flags)
        .args(["-ldflags", family.link_flags, "-o"])
        .arg(&unfinished)
        .arg(package)
        .envs(family.environment.iter().copied());
    command::run_logged(
        &mut go,
        &layout
            .cache
            .join("log")
            .join(format!("build-{program}.log")),
    )?;
    fs::rename(&unfinished, built).with_context(|| format!("cannot keep {}", built.display()))
}

fn module_files(source: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(source).with_context(|| format!("cannot read {}", source.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    Ok(found)
}

fn hash(family: &Family, source: &Path) -> Result<String> {
    let mut sum = Sha256::new();
    for file in module_files(source)? {
        sum.update(fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    sum.update(family.link_flags);
    family.build_flags.iter().for_each(|flag| sum.update(flag));
    family
        .environment
        .iter()
        .for_each(|(name, value)| sum.update(format!("{name}={value};")));
    Ok(crate::images::hexadecimal(&sum.finalize())[..12].to_owned())
}

fn link(built: &Path, name: &Path) -> Result<()> {
    if fs::read_link(name).is_ok_and(|target| target == built) {
        return Ok(());
    }
    if let Some(folder) = name.parent() {
        files::make_folder(folder)?;
    }
    let unfinished = name.with_extension("unfinished");
    let _ = fs::remove_file(&unfinished);
    symlink(built, &unfinished).with_context(|| format!("cannot link {}", unfinished.display()))?;
    fs::rename(&unfinished, name).with_context(|| format!("cannot link {}", name.display()))
}

fn remove_older_builds(layout: &Layout, family: &Family, current: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(layout.cache.join("tools")) else {
        return Ok(());
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name
            .strip_prefix(family.folder)
            .is_some_and(|rest| rest.starts_with('-'))
            && path != current
        {
            files::remove_folder(&path)?;
        }
    }
    Ok(())
}
