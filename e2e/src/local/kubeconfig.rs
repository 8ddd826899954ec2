//! Kubeconfig files of the local cluster's processes and of its administrator.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64ct::{Base64, Encoding};
use serde_json::json;

use super::API_SERVER;
use super::certificates::{Authority, Pair};
use crate::files;

/// Writes a kubeconfig that is complete by itself: certificates and key are inside.
pub fn write(path: &Path, authority: &Authority, identity: &Pair) -> Result<()> {
    let config = json!({
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "domicile",
        "contexts": [{"name": "domicile", "context": {"cluster": "domicile", "user": "domicile"}}],
        "clusters": [{"name": "domicile", "cluster": {
            "server": API_SERVER,
            "certificate-authority-data": encoded(&authority.certificate())?,
        }}],
        "users": [{"name": "domicile", "user": {
            "client-certificate-data": encoded(&identity.certificate)?,
            "client-key-data": encoded(&identity.key)?,
        }}],
    });
    files::write_private(path, &serde_yaml::to_string(&config)?)
}

fn encoded(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Base64::encode_string(&bytes))
}
