//! Whether what is there already says what we would write: then nothing is written (a settled operator is silent).
//!
//! Two questions, because each alone misses something. The hash of the last applied manifest, kept in an
//! annotation, changes when we drop a field, which a comparison of values cannot see. The comparison of values sees
//! what others changed by hand. The API server adds defaults, so the manifest must be *contained*, not equal.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{
    labels::{APPLIED_HASH, FOREIGN_FIELDS},
    prepared::ChildKind,
};

/// Writes the hash of the manifest into its own annotation.
pub fn stamp(manifest: &mut Value) {
    let hash = hash_of(manifest);
    if let Some(metadata) = manifest.get_mut("metadata").and_then(Value::as_object_mut) {
        let annotations = metadata
            .entry("annotations")
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(annotations) = annotations.as_object_mut() {
            annotations.insert(APPLIED_HASH.to_owned(), Value::String(hash));
        }
    }
}

/// Whether the live object lacks something of the stamped manifest, or has data that nobody should have added.
pub fn differs(kind: ChildKind, manifest: &Value, live: &Value) -> bool {
    let Some(fields) = manifest.as_object() else {
        return true;
    };
    let lacks_something = fields
        .iter()
        // A cache does not keep them.
        .filter(|(field, _)| !matches!(field.as_str(), "apiVersion" | "kind"))
        .any(|(field, wanted)| match live.get(field) {
            Some(found) => !contains(found, wanted),
            None => !is_empty(wanted),
        });
    lacks_something
        || !foreign_data(kind, manifest, live).is_empty()
        || (may_have_foreign_fields(kind) && is_marked(live))
}

/// Kinds whose specification is ours alone. A Service's is filled in by others too: cluster address, node ports.
pub fn may_have_foreign_fields(kind: ChildKind) -> bool {
    match kind {
        ChildKind::Deployment
        | ChildKind::StatefulSet
        | ChildKind::NetworkPolicy
        | ChildKind::PodDisruptionBudget => true,
        ChildKind::Secret
        | ChildKind::ConfigMap
        | ChildKind::ServiceAccount
        | ChildKind::Service => false,
    }
}

/// Whether the cache has found fields in it that somebody else added.
fn is_marked(live: &Value) -> bool {
    live["metadata"]["annotations"]
        .get(FOREIGN_FIELDS)
        .is_some()
}

/// Keys of a `ConfigMap` that somebody else added: server-side apply would leave them.
pub fn foreign_data<'live>(
    kind: ChildKind,
    manifest: &Value,
    live: &'live Value,
) -> Vec<(&'static str, &'live str)> {
    if kind != ChildKind::ConfigMap {
        return Vec::new();
    }
    let mut foreign = Vec::new();
    for section in ["data", "binaryData"] {
        let ours = manifest.get(section).and_then(Value::as_object);
        let found = live.get(section).and_then(Value::as_object);
        for key in found.into_iter().flat_map(Map::keys) {
            if ours.is_none_or(|ours| !ours.contains_key(key)) {
                foreign.push((section, key.as_str()));
            }
        }
    }
    foreign
}

/// First half of a SHA-256, in hexadecimal.
fn hash_of(manifest: &Value) -> String {
    // serde_json's maps are ordered by key, so the text is the same for the same value.
    let digest = Sha256::digest(manifest.to_string().as_bytes());
    digest[..16]
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
            text
        })
}

/// Whether `live` says everything that `desired` says.
pub fn contains(live: &Value, desired: &Value) -> bool {
    match (live, desired) {
        (Value::Object(live), Value::Object(desired)) => {
            desired.iter().all(|(key, wanted)| match live.get(key) {
                Some(found) => contains(found, wanted),
                // The API server does not keep what is empty.
                None => is_empty(wanted),
            })
        }
        (Value::Array(live), Value::Array(desired)) => list_contains(live, desired),
        (live, desired) => live == desired || (is_empty(live) && is_empty(desired)),
    }
}

/// Lists whose items have an identity may have been added to (a sidecar by an admission webhook); others are one value.
fn list_contains(live: &[Value], desired: &[Value]) -> bool {
    let Some(key) = desired.first().and_then(merge_key) else {
        return live.len() == desired.len()
            && live
                .iter()
                .zip(desired)
                .all(|(live, desired)| contains(live, desired));
    };
    desired.iter().all(|wanted| {
        live.iter().any(|found| {
            wanted.get(key).is_some()
                && found.get(key) == wanted.get(key)
                && contains(found, wanted)
        })
    })
}

/// The field by which the API server merges such items.
fn merge_key(item: &Value) -> Option<&'static str> {
    // The order matters: a volume mount has both a name and the path that is its key.
    ["mountPath", "containerPort", "uid", "name"]
        .into_iter()
        .find(|key| item.get(key).is_some())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ChildKind, contains, differs, stamp};

    #[test]
    fn defaults_of_the_api_server_are_no_drift() {
        let desired =
            json!({"spec": {"containers": [{"name": "auth", "image": "a"}], "volumes": []}});
        let live = json!({"spec": {"containers": [{"name": "auth", "image": "a", "terminationMessagePath": "/dev/termination-log"}],
            "dnsPolicy": "ClusterFirst"}});
        assert!(contains(&live, &desired));
    }

    #[test]
    fn a_container_that_a_webhook_added_is_no_drift() {
        let desired = json!({"containers": [{"name": "auth", "image": "a"}]});
        let live = json!({"containers": [{"name": "proxy", "image": "p"}, {"name": "auth", "image": "a"}]});
        assert!(contains(&live, &desired));
    }

    #[test]
    fn an_added_rule_of_a_network_policy_is_drift() {
        let desired = json!({"spec": {"ingress": [{"ports": [{"port": 8443}]}]}});
        let live = json!({"spec": {"ingress": [{"ports": [{"port": 8443}]}, {}]}});
        assert!(!contains(&live, &desired));
    }

    #[test]
    fn a_removed_affinity_is_drift() {
        let desired = json!({"spec": {"affinity": {"nodeAffinity": {"a": 1}}}});
        assert!(!contains(&json!({"spec": {}}), &desired));
    }

    #[test]
    fn an_edited_and_an_added_key_of_a_config_map_are_drift() {
        let desired = json!({"metadata": {"name": "b"}, "data": {"index.json": "{}"}});
        assert!(!differs(ChildKind::ConfigMap, &desired, &desired));
        assert!(differs(
            ChildKind::ConfigMap,
            &desired,
            &json!({"metadata": {"name": "b"}, "data": {"index.json": "{ }"}})
        ));
        assert!(differs(
            ChildKind::ConfigMap,
            &desired,
            &json!({"metadata": {"name": "b"}, "data": {"index.json": "{}", "more": ""}})
        ));
    }

    #[test]
    fn a_dropped_field_changes_the_hash() {
        let mut before = json!({"metadata": {"name": "d"}, "spec": {"a": 1, "b": 2}});
        let mut after = json!({"metadata": {"name": "d"}, "spec": {"a": 1}});
        stamp(&mut before);
        stamp(&mut after);
        assert!(differs(ChildKind::Deployment, &after, &before));
    }
}
