//! The customer's systems, played by `e2e/receiver`: webhooks, mail, SMS and the mileage programme.

use anyhow::Result;

use super::partners::{NAMESPACE, Partners};
use crate::kubectl::Kubectl;

const MANIFEST: &str = include_str!("../../cluster/manifests/receiver.yaml");

/// Applies the receiver with this image and waits until it takes calls.
pub fn install(kubectl: &Kubectl, partners: &Partners, image: &str) -> Result<()> {
    let hash = partners.equip_receiver(kubectl)?;
    kubectl.apply(&manifest(image, &hash))?;
    kubectl.run(&[
        "rollout",
        "status",
        "deployment/receiver",
        "--namespace",
        NAMESPACE,
        "--timeout=180s",
    ])
}

fn manifest(image: &str, partners: &str) -> String {
    MANIFEST
        .replace("${receiver_image}", image)
        .replace("${partners}", partners)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde_json::Value;

    #[test]
    fn the_manifest_is_yaml_with_nothing_left_to_fill_in() {
        let text = super::manifest("registry.example/receiver:1", "0123");
        assert!(!text.contains("${"), "{text}");
        let objects: Vec<Value> = serde_yaml::Deserializer::from_str(&text)
            .map(|document| Value::deserialize(document).unwrap())
            .collect();
        let kinds: Vec<_> = objects.iter().map(|object| &object["kind"]).collect();
        assert_eq!(kinds, ["Service", "Deployment"]);
    }
}
