//! `cargo domicile env`.

use std::io::{Write, stdout};

use anyhow::Result;

use crate::layout::Layout;
use crate::local::API_SERVER;
use crate::product::{authority, edge};

/// Prints exports for the shell.
pub fn run(layout: &Layout) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "export KUBECONFIG='{}'", layout.kubeconfig().display())?;
    writeln!(out, "export PATH='{}':\"$PATH\"", layout.tools().display())?;
    writeln!(out, "export DOMICILE_API_SERVER='{API_SERVER}'")?;
    writeln!(out, "export DOMICILE_EDGE_ADDRESS='{}'", edge::ADDRESS)?;
    let authority = authority::file(layout);
    writeln!(out, "export NODE_EXTRA_CA_CERTS='{}'", authority.display())?;
    Ok(())
}
