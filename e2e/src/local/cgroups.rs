//! A control group for each node, in whichever hierarchy the machine has.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{NODES, Node};
use crate::files;

const ROOT: &str = "/sys/fs/cgroup";

/// Makes the node's group, with what its pods need in it.
pub fn make(node: Node) -> Result<()> {
    if is_unified() {
        delegate(Path::new(ROOT))?;
        let group = Path::new(ROOT).join(node.handle());
        files::make_folder(&group)?;
        return delegate(&group);
    }
    for hierarchy in hierarchies() {
        let group = hierarchy.join(node.handle());
        files::make_folder(&group)?;
        // A new cpuset is empty, and nothing can run in an empty one.
        for file in ["cpuset.cpus", "cpuset.mems"] {
            let inherited = hierarchy.join(file);
            if inherited.exists() {
                fs::write(group.join(file), files::read(&inherited)?)
                    .with_context(|| format!("cannot write {}", group.join(file).display()))?;
            }
        }
    }
    Ok(())
}

/// Removes the groups of all nodes; their processes must have ended.
pub fn remove_all() -> Result<()> {
    for group in existing() {
        remove(&group)?;
    }
    Ok(())
}

/// The groups of ours that exist.
pub fn existing() -> Vec<PathBuf> {
    let roots = if is_unified() {
        vec![PathBuf::from(ROOT)]
    } else {
        hierarchies()
    };
    roots
        .iter()
        .flat_map(|root| NODES.map(|node| root.join(node.handle())))
        .filter(|group| group.exists())
        .collect()
}

fn is_unified() -> bool {
    Path::new(ROOT).join("cgroup.controllers").exists()
}

/// Every mounted hierarchy of version 1, and the unified one beside them; links are other names of the same.
fn hierarchies() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(ROOT) else {
        return Vec::new();
    };
    entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .filter(|path| path.join("cgroup.procs").exists())
        .collect()
}

fn delegate(group: &Path) -> Result<()> {
    let available = files::read(&group.join("cgroup.controllers"))?;
    let wanted: Vec<String> = available
        .split_whitespace()
        .filter(|controller| {
            ["cpuset", "cpu", "io", "memory", "pids", "hugetlb"].contains(controller)
        })
        .map(|controller| format!("+{controller}"))
        .collect();
    fs::write(group.join("cgroup.subtree_control"), wanted.join(" ")).with_context(|| {
        format!(
            "cannot hand controllers to the groups under {}",
            group.display()
        )
    })
}

fn remove(group: &Path) -> Result<()> {
    let entries =
        fs::read_dir(group).with_context(|| format!("cannot read {}", group.display()))?;
    for entry in entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
    {
        remove(&entry.path())?;
    }
    fs::remove_dir(group)
        .with_context(|| format!("cannot remove control group {}", group.display()))
}
