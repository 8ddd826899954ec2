//! The customer's systems, played by `e2e/receiver`: webhooks and mail.

use anyhow::Result;

use crate::kubectl::Kubectl;

const MANIFEST: &str = include_str!("../../cluster/manifests/receiver.yaml");

/// Applies the receiver with this image and waits until it takes calls.
pub fn install(kubectl: &Kubectl, image: &str) -> Result<()> {
    kubectl.apply(&MANIFEST.replace("${receiver_image}", image))?;
    kubectl.run(&[
        "rollout",
        "status",
        "deployment/receiver",
        "--namespace",
        "receiver",
        "--timeout=180s",
    ])
}
