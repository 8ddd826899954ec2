//! How far a Deployment or a `StatefulSet` is.

use std::collections::BTreeMap;

use kube::{ResourceExt, core::DynamicObject};
use serde_json::Value;

use crate::{build::component::Component, labels};

/// Rollouts by region and component.
pub type Rollouts = BTreeMap<(String, Component), Rollout>;

/// How far one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rollout {
    /// Replicas asked for.
    pub wanted: i64,
    /// Replicas that run the current template.
    pub updated: i64,
    /// Replicas that take requests.
    pub ready: i64,
    /// Replicas that there are.
    pub present: i64,
    /// Whether its controller has seen the current template.
    pub is_observed: bool,
}

impl Rollout {
    /// Reads a Deployment or a `StatefulSet`, and what it is for.
    pub fn of(object: &DynamicObject) -> Option<((String, Component), Self)> {
        let region = object.labels().get(labels::REGION)?.clone();
        let name = object.labels().get(labels::WORKLOAD)?;
        let component = Component::ALL
            .into_iter()
            .find(|known| known.as_str() == name)?;
        let number = |pointer: &str| object.data.pointer(pointer).and_then(Value::as_i64);
        let rollout = Self {
            wanted: number("/spec/replicas").unwrap_or(1),
            updated: number("/status/updatedReplicas").unwrap_or(0),
            ready: number("/status/readyReplicas").unwrap_or(0),
            present: number("/status/replicas").unwrap_or(0),
            is_observed: number("/status/observedGeneration") >= object.metadata.generation,
        };
        Some(((region, component), rollout))
    }

    /// Whether exactly the replicas asked for run the current template and take requests.
    pub fn is_complete(&self) -> bool {
        let Self {
            wanted,
            updated,
            ready,
            present,
            is_observed,
        } = self;
        *is_observed && updated == wanted && ready == wanted && present == wanted
    }

    /// `1/2`, as people know it.
    pub fn as_fraction(&self) -> String {
        format!("{}/{}", self.ready, self.wanted)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_rollout_is_complete_only_for_the_generation_that_was_seen() {
        let mut deployment = json!({
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": "aurora-eu-auth", "generation": 3,
                "labels": {"domicile.dev/region": "eu", "domicile.dev/workload": "auth"}},
            "spec": {"replicas": 2},
            "status": {"replicas": 2, "updatedReplicas": 2, "readyReplicas": 2, "observedGeneration": 3},
        });
        let read =
            |value: &Value| Rollout::of(&serde_json::from_value(value.clone()).unwrap()).unwrap();
        let (key, rollout) = read(&deployment);
        assert_eq!(
            (key, rollout.as_fraction()),
            (("eu".to_owned(), Component::AUTH), "2/2".to_owned())
        );
        assert!(rollout.is_complete());
        deployment["metadata"]["generation"] = json!(4);
        assert!(!read(&deployment).1.is_complete());
    }
}
