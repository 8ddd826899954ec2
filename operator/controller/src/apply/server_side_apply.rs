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
use serde_json::Value;

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
            self.take_away_additions(desired, &manifest, &live, &written)
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
