//! Installing the Helm chart.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::SYSTEM_NAMESPACE;
use crate::command;
use crate::images::{Image, content_tag, workload::Workload};
use crate::kubectl::Kubectl;
use crate::layout::Layout;

const RELEASE: &str = "domicile";

/// Images that the chart is given.
#[derive(Clone, Debug)]
pub struct Images {
    /// Workload and its repository and tag.
    pub workloads: Vec<(Workload, String, String)>,
    /// PostgreSQL's repository and tag; the chart's default when there is none.
    pub postgresql: Option<(String, String)>,
}

impl Images {
    /// Images packed on this machine.
    pub fn packed(workloads: &[(Workload, Image)], postgresql: &Image) -> Self {
        let split = |image: &Image| (image.repository().to_owned(), image.tag().to_owned());
        Self {
            workloads: workloads
                .iter()
                .map(|(workload, image)| {
                    let (repository, tag) = split(image);
                    (*workload, repository, tag)
                })
                .collect(),
            postgresql: Some(split(postgresql)),
        }
    }

    /// Images in a registry, `REGISTRY/domicile-NAME:TAG`.
    pub fn in_registry(registry: &str, tag: &str) -> Self {
        let registry = registry.trim_end_matches('/');
        let workloads = Workload::ALL
            .map(|workload| {
                (
                    workload,
                    format!("{registry}/{}", workload.program()),
                    tag.to_owned(),
                )
            })
            .into();
        Self {
            workloads,
            postgresql: None,
        }
    }

    /// Full name of one workload's image.
    pub fn reference(&self, wanted: Workload) -> Result<String> {
        self.workloads
            .iter()
            .find(|(workload, ..)| *workload == wanted)
            .map(|(_, repository, tag)| format!("{repository}:{tag}"))
            .with_context(|| format!("no image of {} is known", wanted.name()))
    }

    fn values(&self) -> Value {
        let mut images = serde_json::Map::new();
        for (workload, repository, tag) in &self.workloads {
            if let Some(key) = workload.chart_key() {
                images.insert(
                    key.to_owned(),
                    json!({"repository": repository, "tag": tag}),
                );
            }
        }
        if let Some((repository, tag)) = &self.postgresql {
            images.insert(
                "postgresql".to_owned(),
                json!({"repository": repository, "tag": tag}),
            );
        }
        json!({ "images": images })
    }
}

/// Installs or upgrades the chart; an installation of the same chart and values is left alone. Returns whether
/// something was done.
pub fn install(layout: &Layout, kubectl: &Kubectl, images: &Images) -> Result<bool> {
    let chart = layout.repository.join("charts/domicile");
    if !chart.join("Chart.yaml").exists() {
        bail!(
            "{} is missing; `cargo domicile generate` makes the generated parts of the chart",
            chart.join("Chart.yaml").display()
        );
    }
    let values = images.values();
    let fingerprint = fingerprint(&chart, &values)?;
    if installed(layout, kubectl).as_deref() == Some(fingerprint.as_str()) {
        return Ok(false);
    }
    let file = tempfile::NamedTempFile::new().context("cannot make a temporary file")?;
    fs::write(file.path(), values.to_string()).context("cannot write the chart's values")?;
    make_namespace(kubectl)?;
    let (chart, values) = (
        chart.display().to_string(),
        file.path().display().to_string(),
    );
    let words = [
        "upgrade",
        "--install",
        RELEASE,
        &chart,
        "--namespace",
        SYSTEM_NAMESPACE,
        "--create-namespace",
        "--values",
        &values,
        "--description",
        &fingerprint,
        // Definitions outlive the release, on purpose: a later one takes them over.
        "--take-ownership",
        "--force-conflicts",
        "--wait",
        "--timeout",
        "300s",
    ];
    command::run(&mut kubectl.helm(layout, &words)).context(
        "the chart cannot be installed; look at the operator with `kubectl -n domicile-system get pods,events` and its log",
    )?;
    Ok(true)
}

/// Gives the installed release another image, for the inner loop.
pub fn change_image(layout: &Layout, kubectl: &Kubectl, key: &str, image: &Image) -> Result<()> {
    let chart = layout
        .repository
        .join("charts/domicile")
        .display()
        .to_string();
    let repository = format!("images.{key}.repository={}", image.repository());
    let tag = format!("images.{key}.tag={}", image.tag());
    let words = [
        "upgrade",
        RELEASE,
        &chart,
        "--namespace",
        SYSTEM_NAMESPACE,
        "--reuse-values",
        "--set-string",
        &repository,
        "--set-string",
        &tag,
        "--description",
        "cargo domicile dev",
        "--wait",
        "--timeout",
        "300s",
    ];
    command::run(&mut kubectl.helm(layout, &words))
        .context("is Domicile installed? `cargo domicile up` does it")
}

/// The chart as it would be applied.
pub fn render(layout: &Layout, kubectl: &Kubectl) -> Result<String> {
    let chart = layout
        .repository
        .join("charts/domicile")
        .display()
        .to_string();
    command::output(&mut kubectl.helm(
        layout,
        &["template", RELEASE, &chart, "--namespace", SYSTEM_NAMESPACE],
    ))
}

/// The operator's own namespace enforces what it asks of others.
fn make_namespace(kubectl: &Kubectl) -> Result<()> {
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {
        "name": SYSTEM_NAMESPACE,
        "labels": {"pod-security.kubernetes.io/enforce": "restricted"},
    }});
    kubectl.apply(&namespace.to_string())
}

/// Fingerprint of the release that is deployed; it travels as the release's description.
fn installed(layout: &Layout, kubectl: &Kubectl) -> Option<String> {
    let words = [
        "status",
        RELEASE,
        "--namespace",
        SYSTEM_NAMESPACE,
        "--output",
        "json",
    ];
    let text = command::output(&mut kubectl.helm(layout, &words)).ok()?;
    let release: Value = serde_json::from_str(&text).ok()?;
    if release["info"]["status"] != "deployed" {
        return None;
    }
    release["info"]["description"].as_str().map(str::to_owned)
}

fn fingerprint(chart: &Path, values: &Value) -> Result<String> {
    let mut parts = vec![values.to_string().into_bytes()];
    for file in files_below(chart)? {
        parts.push(file.display().to_string().into_bytes());
        parts.push(fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(content_tag(parts.iter().map(Vec::as_slice)))
}

/// Every file below a folder, in order.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_in_a_registry_leave_postgresql_to_the_chart() {
        let images = Images::in_registry("registry.example/team/", "0.1.0");
        assert_eq!(
            images.reference(Workload::Auth).unwrap(),
            "registry.example/team/domicile-auth:0.1.0"
        );
        assert_eq!(images.values()["images"]["profileStore"]["tag"], "0.1.0");
        assert!(images.values()["images"]["postgresql"].is_null());
        assert!(images.values()["images"]["receiver"].is_null());
    }

    #[test]
    fn a_changed_template_changes_the_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("Chart.yaml"), "name: one").unwrap();
        let before = fingerprint(folder.path(), &json!({})).unwrap();
        fs::write(folder.path().join("Chart.yaml"), "name: two").unwrap();
        assert_ne!(before, fingerprint(folder.path(), &json!({})).unwrap());
    }
}
