//! `cargo domicile env`.

use anyhow::Result;

use crate::layout::Layout;
use crate::local::API_SERVER;

/// Prints exports for the shell.
pub fn run(layout: &Layout) -> Result<()> {
    println!("export KUBECONFIG='{}'", layout.kubeconfig().display());
    println!("export PATH='{}':\"$PATH\"", layout.tools().display());
    println!("export DOMICILE_API_SERVER='{API_SERVER}'");
    println!("export DOMICILE_STATE='{}'", layout.state.display());
    Ok(())
}
