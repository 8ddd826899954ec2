//! One object, by server-side apply.
//!
//! Secrets take more care: their content is made at random, and what it protects is lost with it. A Secret that is
//! believed missing is created, which the API server refuses where it is not; one that is believed there is written
//! only over exactly what was read. So no stale view ever replaces a key.

use kube::{
    Api,
    api::{Patch, PatchParams, PostParams},
    core::DynamicObject,
};
use serde_json::{Map, Value, json};

use super::{Writer, drift};
use crate::{
    labels::OPERATOR,
    metrics::Verb,
    prepared::{ChildKind, Desired},
};

impl Writer {
    /// Writes an object where what is there differs. Returns whether anything was sent.
    pub(super) async fn write_where_different(
        &self,
        desired: &Desired,
        live: Option<&DynamicObject>,
    ) -> Result<bool, kube::Error> {
        let mut manifest = desired.manifest.clone();
        drift::stamp(&mut manifest);
        let live = live
            .map(serde_json::to_value)
            .transpose()
            .map_err(kube::Error::SerdeError)?;
        if live
            .as_ref()
            .is_some_and(|live| !drift::differs(desired.kind, &manifest, live))
        {
            return Ok(false);
        }
        let api = self.api(desired.kind, &desired.namespace);
        self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
        match &live {
            None if desired.kind == ChildKind::Secret => create(&api, manifest.clone()).await?,
            _ => {
                if let Some(live) = live.as_ref().filter(|_| desired.kind == ChildKind::Secret) {
                    manifest["metadata"]["resourceVersion"] =
                        live["metadata"]["resourceVersion"].clone();
                }
                api.patch(
                    &desired.name,
                    &PatchParams::apply(OPERATOR).force(),
                    &Patch::Apply(&manifest),
                )
                .await?;
            }
        }
        tracing::info!(object = %desired, existed = live.is_some(), "applied");
        if let Some(removal) =
            live.and_then(|live| removal_of_foreign_data(desired.kind, &manifest, &live))
        {
            self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
            let parameters = PatchParams {
                field_manager: Some(OPERATOR.to_owned()),
                ..PatchParams::default()
            };
            api.patch(&desired.name, &parameters, &Patch::Merge(&removal))
                .await?;
            tracing::info!(object = %desired, "removed keys that somebody added");
        }
        Ok(true)
    }

    /// The objects of a kind in a namespace.
    pub(super) fn api(&self, kind: ChildKind, namespace: &str) -> Api<DynamicObject> {
        Api::namespaced_with(self.client.clone(), namespace, &kind.resource())
    }
}

async fn create(api: &Api<DynamicObject>, manifest: Value) -> Result<(), kube::Error> {
    let object = serde_json::from_value(manifest).map_err(kube::Error::SerdeError)?;
    let parameters = PostParams {
        field_manager: Some(OPERATOR.to_owned()),
        ..PostParams::default()
    };
    api.create(&parameters, &object).await.map(|_| ())
}

/// A merge patch that takes away what others added, which server-side apply leaves alone.
fn removal_of_foreign_data(kind: ChildKind, manifest: &Value, live: &Value) -> Option<Value> {
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
        assert_eq!(
            removal_of_foreign_data(ChildKind::ConfigMap, &manifest, &live),
            Some(json!({"data": {"added": null}}))
        );
        // Keys beside ours in the Secret of an application are its owner's business.
        assert_eq!(
            removal_of_foreign_data(ChildKind::Secret, &manifest, &live),
            None
        );
    }
}
