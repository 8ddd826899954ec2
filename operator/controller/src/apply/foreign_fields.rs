//! What others have added to the specification of an object of ours.
//!
//! Server-side apply takes back a value that it owns, and leaves a field alone that somebody else has added: a
//! `nodeName` in a pod template, an egress rule under another key. The API server keeps account of who wrote which
//! field (`metadata.managedFields`), so such fields can be told and taken away.

use std::collections::BTreeSet;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ManagedFieldsEntry;
use serde_json::Value;

use crate::labels::OPERATOR;

/// Paths of fields in `spec` that somebody else wrote and that we do not.
///
/// What is written through a subresource is no addition to the specification (`status`, and `scale` of an
/// autoscaler); annotations of a pod template are how people restart pods (`kubectl rollout restart`).
pub fn of(entries: &[ManagedFieldsEntry]) -> Vec<String> {
    let mut ours = BTreeSet::new();
    let mut others = BTreeSet::new();
    for entry in entries {
        if entry
            .subresource
            .as_deref()
            .is_some_and(|name| !name.is_empty())
        {
            continue;
        }
        let Some(fields) = entry
            .fields_v1
            .as_ref()
            .and_then(|fields| fields.0.get("f:spec"))
        else {
            continue;
        };
        let is_ours = entry.manager.as_deref() == Some(OPERATOR);
        leaves(
            fields,
            "spec",
            if is_ours { &mut ours } else { &mut others },
        );
    }
    others
        .difference(&ours)
        .filter(|path| !path.starts_with("spec.template.metadata.annotations"))
        .cloned()
        .collect()
}

/// Every leaf of a `fieldsV1` tree (`f:` a field, `k:` and `v:` an item of a list, `.` the thing itself).
fn leaves(tree: &Value, path: &str, found: &mut BTreeSet<String>) {
    let Some(fields) = tree.as_object().filter(|fields| !fields.is_empty()) else {
        found.insert(path.to_owned());
        return;
    };
    for (key, below) in fields {
        if key == "." {
            continue;
        }
        let name = key.strip_prefix("f:").unwrap_or(key);
        leaves(below, &format!("{path}.{name}"), found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(manager: &str, subresource: &str, fields: &Value) -> ManagedFieldsEntry {
        serde_json::from_value(json!({
            "manager": manager, "operation": "Update", "subresource": subresource, "fieldsV1": fields,
        }))
        .unwrap()
    }

    #[test]
    fn a_field_that_somebody_added_is_found_and_ours_are_not() {
        let ours =
            json!({"f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:affinity": {}}}}});
        let theirs =
            json!({"f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:nodeName": {}}}}});
        let entries = [
            entry(OPERATOR, "", &ours),
            entry("kubectl-patch", "", &theirs),
        ];
        assert_eq!(of(&entries), ["spec.template.spec.nodeName"]);
    }

    #[test]
    fn a_status_an_autoscaler_and_a_restart_are_no_additions() {
        let scale = json!({"f:spec": {"f:replicas": {}}});
        let restart = json!({"f:spec": {"f:template": {"f:metadata": {"f:annotations": {
            "f:kubectl.kubernetes.io/restartedAt": {}}}}}});
        let status = json!({"f:status": {"f:replicas": {}}});
        let entries = [
            entry("autoscaler", "scale", &scale),
            entry("kubectl-rollout", "", &restart),
            entry("kube-controller-manager", "status", &status),
        ];
        assert!(of(&entries).is_empty());
    }
}
