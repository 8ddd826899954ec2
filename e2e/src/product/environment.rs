//! What a program needs to use the running cluster as a person would.

use std::env;
use std::ffi::OsString;

use anyhow::{Context, Result};

use super::{authority, client_libraries, edge, partners};
use crate::layout::Layout;
use crate::local::{API_SERVER, HOST_ADDRESS};

/// Every variable but `PATH`, which is [`search_path`].
pub fn variables(layout: &Layout) -> [(&'static str, OsString); 7] {
    [
        ("KUBECONFIG", layout.kubeconfig().into()),
        ("DOMICILE_API_SERVER", API_SERVER.into()),
        ("DOMICILE_EDGE_ADDRESS", edge::ADDRESS.into()),
        (
            "DOMICILE_PYTHON",
            client_libraries::python_interpreter(layout).into(),
        ),
        ("DOMICILE_PARTNERS", partners::folder(layout).into()),
        ("DOMICILE_HOST_ADDRESS", HOST_ADDRESS.into()),
        ("NODE_EXTRA_CA_CERTS", authority::file(layout).into()),
    ]
}

/// `PATH` with the cluster's tools before everything else.
pub fn search_path(layout: &Layout) -> Result<OsString> {
    let mut folders = vec![layout.tools()];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("the cache folder's name cannot be part of PATH")
}
