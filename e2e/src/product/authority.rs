//! The trial authority that signs the tenant's public certificates, as a file for browsers and libraries.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use base64ct::{Base64, Encoding};

use super::TENANT;
use crate::files;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::waiting;

/// Where the certificate is kept for the person and for tests.
pub fn file(layout: &Layout) -> PathBuf {
    layout.state.join("aurora-ca.crt")
}

/// Reads the certificate from the cluster into the file.
pub fn export(layout: &Layout, kubectl: &Kubectl) -> Result<()> {
    let secret = format!("{TENANT}-authority");
    let encoded = waiting::until(
        &format!("Secret {TENANT}/{secret} has ca.crt"),
        Duration::from_mins(1),
        || {
            let words = [
                "get",
                "secret",
                &secret,
                "--namespace",
                TENANT,
                "--ignore-not-found",
                "--output",
                "jsonpath={.data.ca\\.crt}",
            ];
            let text = kubectl.output(&words)?;
            Ok((!text.trim().is_empty()).then_some(text))
        },
    )?;
    let bytes = Base64::decode_vec(encoded.trim())
        .ok()
        .context("the Secret's ca.crt is not base64")?;
    let text = String::from_utf8(bytes).context("the Secret's ca.crt is not PEM")?;
    files::write(&file(layout), &text)
}
