//! `OpenAPI` documents: each workload with a public API prints its own, as it serves it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;
use crate::files;
use crate::images::workload::Workload;
use crate::layout::Layout;

/// Workloads with a public API; activation only sends.
const DESCRIBED: [Workload; 2] = [Workload::Auth, Workload::ProfileStore];

/// Writes the documents, or fails when one is stale.
pub fn generate(layout: &Layout, check: bool) -> Result<()> {
    let messages = build(layout)?;
    for workload in DESCRIBED {
        let program = program(&messages, &workload.program())
            .with_context(|| format!("cargo built no {}", workload.program()))?;
        let text = command::output(Command::new(program).arg("openapi"))?;
        files::generated(&path(layout, workload), &text, check)?;
    }
    Ok(())
}

fn path(layout: &Layout, workload: Workload) -> PathBuf {
    layout
        .repository
        .join("docs/openapi")
        .join(workload.name())
        .with_extension("json")
}

/// All packages are selected, as the tests do: Cargo unifies features over what is selected.
fn build(layout: &Layout) -> Result<String> {
    let mut cargo = command::cargo(layout);
    cargo.args([
        "build",
        "--quiet",
        "--workspace",
        "--message-format=json-render-diagnostics",
    ]);
    for workload in DESCRIBED {
        cargo.args(["--bin", &workload.program()]);
    }
    command::output(&mut cargo)
}

/// Where Cargo says that it put a program.
fn program(messages: &str, name: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| Some(Path::new(message["executable"].as_str()?).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_says_where_a_program_is() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"domicile-auth"},"executable":null}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"name":"domicile-auth"},"executable":"/t/domicile-auth"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(
            program(messages, "domicile-auth"),
            Some(PathBuf::from("/t/domicile-auth"))
        );
        assert_eq!(program(messages, "domicile-profile-store"), None);
    }
}
