//! Where things lie: the repository, the cache that survives `down`, and the state that does not.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders that every part of the command works in.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Root of the repository.
    pub repository: PathBuf,
    /// Built tools, packed images and how long steps took; safe to delete at any time.
    pub cache: PathBuf,
    /// What belongs to the running cluster; `down` removes it.
    pub state: PathBuf,
}

impl Layout {
    /// Reads `DOMICILE_CACHE` and `DOMICILE_STATE`, with the places under the home folder as default.
    pub fn from_environment() -> Result<Self> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("the crate lies inside the repository")?
            .to_path_buf();
        Ok(Self {
            repository,
            cache: folder("DOMICILE_CACHE", ".cache/domicile")?,
            state: folder("DOMICILE_STATE", ".local/state/domicile")?,
        })
    }

    /// Links to the current build of every cluster tool; goes on `PATH`.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("bin")
    }

    /// The current build of one cluster tool.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.tools().join(name)
    }

    /// Kubeconfig of the local cluster's administrator.
    pub fn kubeconfig(&self) -> PathBuf {
        self.state.join("kubeconfig")
    }

    /// Logs of the processes that this command starts and of the steps that it runs.
    pub fn logs(&self) -> PathBuf {
        self.state.join("log")
    }

    /// Keys and certificates of the local cluster.
    pub fn certificates(&self) -> PathBuf {
        self.state.join("pki")
    }
}

fn folder(variable: &str, below_home: &str) -> Result<PathBuf> {
    if let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) {
        return std::path::absolute(PathBuf::from(value))
            .context(format!("{variable} is not a path"));
    }
    let home = env::var_os("HOME")
        .filter(|value| !value.is_empty())
        .with_context(|| format!("neither {variable} nor HOME is set; set one of them"))?;
    Ok(PathBuf::from(home).join(below_home))
}
