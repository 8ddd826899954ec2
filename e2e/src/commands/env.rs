//! `cargo domicile env`.

use crate::layout::Layout;
use crate::local::API_SERVER;
use crate::product::{authority, edge};

/// Prints exports for the shell.
pub fn run(layout: &Layout) {
    println!("export KUBECONFIG='{}'", layout.kubeconfig().display());
    println!("export PATH='{}':\"$PATH\"", layout.tools().display());
    println!("export DOMICILE_API_SERVER='{API_SERVER}'");
    println!("export DOMICILE_EDGE_ADDRESS='{}'", edge::ADDRESS);
    println!(
        "export NODE_EXTRA_CA_CERTS='{}'",
        authority::file(layout).display()
    );
}
