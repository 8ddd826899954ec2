//! Takes away what others added to an object of ours, which server-side apply leaves alone.

use kube::{
    ResourceExt,
    api::{Patch, PatchParams},
    core::DynamicObject,
};
use serde_json::{Map, Value, json};

use super::{Writer, drift, foreign_fields};
use crate::{
    labels::OPERATOR,
    metrics::Verb,
    prepared::{ChildKind, Desired},
};

impl Writer {
    /// Server-side apply has taken back what is ours, which gave `written`; the rest of what others did goes here.
    pub(super) async fn take_away_additions(
        &self,
        desired: &Desired,
        manifest: &Value,
        live: &Value,
        written: &DynamicObject,
    ) -> Result<(), kube::Error> {
        if let Some(patch) = without_foreign_data(desired.kind, manifest, live) {
            self.merge(desired, &patch).await?;
            tracing::info!(object = %desired, "took away keys that somebody added");
        }
        let foreign = foreign_fields::of(written.managed_fields());
        if drift::may_have_foreign_fields(desired.kind) && !foreign.is_empty() {
            let patch = json!({
                "metadata": {"resourceVersion": written.resource_version()},
                "spec": exactly(&manifest["spec"], &written.data["spec"]),
            });
            self.merge(desired, &patch).await?;
            tracing::info!(object = %desired, fields = foreign.join(" "), "took away fields that somebody added");
        }
        Ok(())
    }

    async fn merge(&self, desired: &Desired, patch: &Value) -> Result<(), kube::Error> {
        let parameters = PatchParams {
            field_manager: Some(OPERATOR.to_owned()),
            ..PatchParams::default()
        };
        self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
        let api = self.api(desired.kind, &desired.namespace);
        api.patch(&desired.name, &parameters, &Patch::Merge(patch))
            .await
            .map(|_| ())
    }
}

/// A merge patch (RFC 7396) that leaves of `live` only what `wanted` says; the API server fills in defaults again.
fn exactly(wanted: &Value, live: &Value) -> Value {
    let (Some(wanted), Some(live)) = (wanted.as_object(), live.as_object()) else {
        return wanted.clone();
    };
    let gone = live
        .keys()
        .filter(|key| !wanted.contains_key(*key))
        .map(|key| (key.clone(), Value::Null));
    let stays = wanted.iter().map(|(key, value)| {
        let before = live.get(key).unwrap_or(&Value::Null);
        (key.clone(), exactly(value, before))
    });
    Value::Object(gone.chain(stays).collect())
}

/// A merge patch without the keys of a `ConfigMap` that somebody added.
fn without_foreign_data(kind: ChildKind, manifest: &Value, live: &Value) -> Option<Value> {
    let foreign = drift::foreign_data(kind, manifest, live);
    if foreign.is_empty() {
        return None;
    }
    let mut sections = Map::new();
    for (section, key) in foreign {
        let keys = sections.entry(section).or_insert_with(|| json!({}));
        if let Some(keys) = keys.as_object_mut() {
            keys.insert(key.to_owned(), Value::Null);
        }
    }
    Some(Value::Object(sections))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_added_keys_of_a_config_map_are_taken_away() {
        let manifest = json!({"data": {"index.json": "{}"}});
        let live = json!({"data": {"index.json": "{}", "added": "x"}});
        let patch = without_foreign_data(ChildKind::ConfigMap, &manifest, &live);
        assert_eq!(patch, Some(json!({"data": {"added": null}})));
        // Keys beside ours in the Secret of an application are its owner's business.
        assert_eq!(
            without_foreign_data(ChildKind::Secret, &manifest, &live),
            None
        );
    }

    #[test]
    fn an_exact_patch_says_what_is_wanted_and_ends_everything_else() {
        let wanted =
            json!({"replicas": 1, "template": {"spec": {"containers": [{"name": "auth"}]}}});
        let live = json!({"replicas": 1, "paused": true, "template": {"spec": {"nodeName": "us-1",
            "containers": [{"name": "auth"}, {"name": "extra"}]}}});
        let patch = json!({"replicas": 1, "paused": null, "template": {"spec": {"nodeName": null,
            "containers": [{"name": "auth"}]}}});
        assert_eq!(exactly(&wanted, &live), patch);
    }
}
