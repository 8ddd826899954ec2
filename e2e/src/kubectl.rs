//! The real kubectl, pointed at the cluster in hand.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;
use crate::layout::Layout;

/// Which cluster, and with which program.
#[derive(Clone, Debug)]
pub struct Kubectl {
    program: PathBuf,
    cluster: Cluster,
}

#[derive(Clone, Debug)]
enum Cluster {
    Local(PathBuf),
    Context(String),
}

impl Kubectl {
    /// The local cluster.
    pub fn local(layout: &Layout) -> Self {
        Self {
            program: layout.tool("kubectl"),
            cluster: Cluster::Local(layout.kubeconfig()),
        }
    }

    /// A context of the person's own kubeconfig.
    pub fn context(layout: &Layout, context: &str) -> Self {
        Self {
            program: layout.tool("kubectl"),
            cluster: Cluster::Context(context.to_owned()),
        }
    }

    /// A command line for kubectl with the cluster already named.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        match &self.cluster {
            Cluster::Local(file) => command.arg("--kubeconfig").arg(file),
            Cluster::Context(name) => command.args(["--context", name]),
        };
        command.args(words);
        command
    }

    /// Helm for the same cluster.
    pub fn helm(&self, layout: &Layout, words: &[&str]) -> Command {
        let mut command = Command::new(layout.tool("helm"));
        match &self.cluster {
            Cluster::Local(file) => command.arg("--kubeconfig").arg(file),
            Cluster::Context(name) => command.args(["--kube-context", name]),
        };
        command.args(words);
        command
    }

    /// Runs kubectl and returns its output.
    pub fn output(&self, words: &[&str]) -> Result<String> {
        command::output(&mut self.command(words))
    }

    /// Runs kubectl for its effect.
    pub fn run(&self, words: &[&str]) -> Result<()> {
        self.output(words).map(drop)
    }

    /// Runs kubectl for its answer.
    pub fn succeeds(&self, words: &[&str]) -> bool {
        command::succeeds(&mut self.command(words))
    }

    /// Reads objects as JSON.
    pub fn json(&self, words: &[&str]) -> Result<Value> {
        let mut words = words.to_vec();
        words.extend(["--output", "json"]);
        serde_json::from_str(&self.output(&words)?).context("kubectl did not answer with JSON")
    }

    /// Applies YAML or JSON text under this command's field manager.
    pub fn apply(&self, manifest: &str) -> Result<()> {
        let words = [
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=cargo-domicile",
            "--filename",
            "-",
        ];
        command::with_input(&mut self.command(&words), manifest).map(drop)
    }
}
