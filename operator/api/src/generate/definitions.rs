//! `crds/` and the chart's copies.

use std::collections::BTreeMap;

use super::{GenerateError, NOTICE};
use crate::definition;

/// Folder of the definitions.
pub const FOLDER: &str = "crds";
/// Folder of the chart's copies. A template installs them, unless `crds.install` is off. They are not in Helm's own
/// folder `crds/`, because Helm never updates what is there.
pub const CHART_FOLDER: &str = "charts/domicile/files/crds";

/// Tells Helm to leave the definitions, and with them every tenant, when the chart is uninstalled.
const KEEP: (&str, &str) = ("helm.sh/resource-policy", "keep");

/// One file per kind, twice.
pub(super) fn files() -> Result<BTreeMap<String, String>, GenerateError> {
    let mut files = BTreeMap::new();
    for mut definition in definition::all()? {
        let name = format!("{}.yaml", definition.spec.names.plural);
        files.insert(format!("{FOLDER}/{name}"), text(&definition)?);
        let annotations = definition.metadata.annotations.get_or_insert_default();
        annotations.insert(KEEP.0.to_owned(), KEEP.1.to_owned());
        files.insert(format!("{CHART_FOLDER}/{name}"), text(&definition)?);
    }
    Ok(files)
}

fn text(
    definition: &k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition,
) -> Result<String, GenerateError> {
    let yaml = serde_yaml::to_string(&definition::as_written(definition)?)?;
    let lines = yaml.lines().map(with_quoted_name);
    Ok(format!(
        "{NOTICE}{}\n",
        lines.collect::<Vec<_>>().join("\n")
    ))
}

/// Fields `n` and `y` of a JSON Web Key in quotes: Kubernetes reads YAML 1.1, where they are truth values.
fn with_quoted_name(line: &str) -> String {
    let name = line.trim_start();
    let indentation = &line[..line.len() - name.len()];
    match name {
        "n:" => format!("{indentation}\"n\":"),
        "y:" => format!("{indentation}\"y\":"),
        _ => line.to_owned(),
    }
}
