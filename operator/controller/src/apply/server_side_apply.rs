//! One object, by server-side apply.
//!
//! Secrets take more care: their content is made at random, and what it protects is lost with it. A Secret that is
//! believed missing is created, which the API server refuses where it is not; one that is believed there is written
//! only over exactly what was read. So no stale view ever replaces a key.

use kube::{
    Api, ResourceExt,
    api::{Patch, PatchParams, PostParams},
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
    /// Writes an object where what is there differs. Returns whether anything was sent.
    pub(super) async fn write_where_different(
        &self,
        desired: &Desired,
        live: Option<&DynamicObject>,
    ) -> Result<bool, kube::Error> {
        let mut manifest = desired.manifest.clone();
        drift::stamp(&mut manifest);
        let live = live.map(serde_json::to_value).transpose();
        let live = live.map_err(kube::Error::SerdeError)?;
        let unchanged = |live: &Value| !drift::differs(desired.kind, &manifest, live);
        if live.as_ref().is_some_and(unchanged) {
            return Ok(false);
        }
        self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
        let written = self.write(desired, &manifest, live.as_ref()).await?;
        tracing::info!(object = %desired, existed = live.is_some(), "applied");
        if let Some(live) = live {
            self.take_away_additions(desired, &manifest, &live, written)
                .await?;
        }
        Ok(true)
    }

    async fn write(
        &self,
        desired: &Desired,
        manifest: &Value,
        live: Option<&Value>,
    ) -> Result<DynamicObject, kube::Error> {
        let api = self.api(desired.kind, &desired.namespace);
        let mut manifest = manifest.clone();
        if desired.kind == ChildKind::Secret {
            match live {
                None => {
                    let object =
                        serde_json::from_value(manifest).map_err(kube::Error::SerdeError)?;
                    return api.create(&creating(), &object).await;
                }
                Some(live) => {
                    let seen = live["metadata"]["resourceVersion"].clone();
                    manifest["metadata"]["resourceVersion"] = seen;
                }
            }
        }
        let parameters = PatchParams::apply(OPERATOR).force();
        api.patch(&desired.name, &parameters, &Patch::Apply(&manifest))
            .await
    }

    /// Server-side apply has taken back what is ours; what others added is still there.
    async fn take_away_additions(
        &self,
        desired: &Desired,
        manifest: &Value,
        live: &Value,
        mut written: DynamicObject,
    ) -> Result<(), kube::Error> {
        let api = self.api(desired.kind, &desired.namespace);
        if let Some(removal) = removal_of_foreign_data(desired.kind, manifest, live) {
            self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
            let parameters = PatchParams {
                field_manager: Some(OPERATOR.to_owned()),
                ..PatchParams::default()
            };
            api.patch(&desired.name, &parameters, &Patch::Merge(&removal))
                .await?;
            tracing::info!(object = %desired, "took away keys that somebody added");
        }
        let foreign = foreign_fields::of(written.managed_fields());
        if drift::may_have_foreign_fields(desired.kind) && !foreign.is_empty() {
            written.data["spec"] = manifest["spec"].clone();
            written.managed_fields_mut().clear();
            self.metrics.wrote(desired.kind.as_str(), Verb::Patch);
            api.replace(&desired.name, &creating(), &written).await?;
            tracing::info!(object = %desired, fields = foreign.join(" "), "took away fields that somebody added");
        }
        Ok(())
    }

    /// The objects of a kind in a namespace.
    pub(super) fn api(&self, kind: ChildKind, namespace: &str) -> Api<DynamicObject> {
        Api::namespaced_with(self.client.clone(), namespace, &kind.resource())
    }
}

fn creating() -> PostParams {
    PostParams {
        field_manager: Some(OPERATOR.to_owned()),
        ..PostParams::default()
    }
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
