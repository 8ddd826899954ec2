//! Writes a status where it changed, and tells of turns as Kubernetes Events.

use std::sync::Arc;

use domicile_api::{
    Observed,
    condition::{self, ConditionType},
};
use k8s_openapi::{
    ClusterResourceScope, NamespaceResourceScope, apimachinery::pkg::apis::meta::v1::Condition,
};
use kube::{
    Api, Client, Resource, ResourceExt,
    api::{Patch, PatchParams},
    core::object::HasStatus,
    runtime::events::{Event, EventType, Recorder},
};
use serde::Serialize;
use serde_json::json;

use crate::{
    labels::OPERATOR,
    metrics::{Metrics, Verb},
};

/// Conditions whose turns are told.
const TOLD: [ConditionType; 4] = [
    ConditionType::Ready,
    ConditionType::Accepted,
    ConditionType::ResidencyProven,
    ConditionType::DatabaseReady,
];
/// The API server takes at most 1 KiB in the note of an Event.
const NOTE_BYTES: usize = 1_000;

/// What may write statuses.
#[derive(Clone)]
pub struct StatusWriter {
    client: Client,
    recorder: Recorder,
    metrics: Arc<Metrics>,
}

/// A turn of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Whether it is bad news.
    pub is_warning: bool,
    /// The condition and what it is now, for example `ResidencyProvenFalse`.
    pub reason: String,
    /// What people read.
    pub note: String,
}

impl StatusWriter {
    /// Writes through that client, tells through that recorder, and counts.
    pub fn new(client: Client, recorder: Recorder, metrics: Arc<Metrics>) -> Self {
        Self {
            client,
            recorder,
            metrics,
        }
    }

    /// Writes the status of a namespaced object, where it changed.
    ///
    /// # Errors
    /// When the API server refuses it.
    pub async fn write<K>(&self, object: &K, status: &K::Status) -> Result<(), kube::Error>
    where
        K: Object + Resource<Scope = NamespaceResourceScope>,
    {
        let namespace = object.namespace().unwrap_or_default();
        self.write_to(
            &Api::namespaced(self.client.clone(), &namespace),
            object,
            status,
        )
        .await
    }

    /// Writes the status of an object of the cluster, where it changed.
    ///
    /// # Errors
    /// When the API server refuses it.
    pub async fn write_to_cluster<K>(
        &self,
        object: &K,
        status: &K::Status,
    ) -> Result<(), kube::Error>
    where
        K: Object + Resource<Scope = ClusterResourceScope>,
    {
        self.write_to(&Api::all(self.client.clone()), object, status)
            .await
    }

    async fn write_to<K: Object>(
        &self,
        api: &Api<K>,
        object: &K,
        status: &K::Status,
    ) -> Result<(), kube::Error> {
        if object.status() == Some(status) {
            return Ok(());
        }
        // The UID makes it this very object: one of the same name that came since has its own pass.
        let patch = json!({
            "apiVersion": K::api_version(&()), "kind": K::kind(&()),
            "metadata": {"name": object.name_any(), "uid": object.uid()},
            "status": status,
        });
        self.metrics.wrote(&K::kind(&()), Verb::PatchStatus);
        let written = api
            .patch_status(
                &object.name_any(),
                &PatchParams::apply(OPERATOR).force(),
                &Patch::Apply(&patch),
            )
            .await;
        match written {
            Ok(_) => {}
            // It is gone, or another one: there is nobody to tell.
            Err(kube::Error::Api(answer)) if answer.is_not_found() || answer.is_conflict() => {
                return Ok(());
            }
            Err(error) => return Err(error),
        }
        let before = object
            .status()
            .map(Observed::conditions)
            .unwrap_or_default();
        for announcement in turns(before, status.conditions()) {
            self.tell(object, announcement).await;
        }
        Ok(())
    }

    /// Tells of something as a Kubernetes Event. One that cannot be written is logged.
    pub async fn tell<K: Object>(&self, object: &K, announcement: Announcement) {
        let Announcement {
            is_warning,
            reason,
            note,
        } = announcement;
        let event = Event {
            type_: if is_warning {
                EventType::Warning
            } else {
                EventType::Normal
            },
            reason,
            note: Some(note),
            action: "Reconcile".to_owned(),
            secondary: None,
        };
        self.metrics.wrote("Event", Verb::CreateEvent);
        if let Err(error) = self.recorder.publish(&event, &object.object_ref(&())).await {
            // The status says the same, and stays.
            tracing::warn!(object = object.name_any(), %error, "an Event could not be written");
        }
    }
}

/// What can be written by [`StatusWriter`].
pub trait Object:
    Resource<DynamicType = ()>
    + HasStatus<Status: Observed + Serialize + PartialEq>
    + Clone
    + serde::de::DeserializeOwned
    + std::fmt::Debug
{
}

impl<K> Object for K where
    K: Resource<DynamicType = ()>
        + HasStatus<Status: Observed + Serialize + PartialEq>
        + Clone
        + serde::de::DeserializeOwned
        + std::fmt::Debug
{
}

/// The turns between two lists of conditions. What a new object does not have yet is no news.
fn turns(before: &[Condition], after: &[Condition]) -> Vec<Announcement> {
    let is_reconciling = condition::is_true(after, ConditionType::Reconciling);
    let turn = |kind: &ConditionType| {
        // Not being ready while a change is carried out is what was asked for.
        let is_on_its_way = *kind == ConditionType::Ready && is_reconciling;
        let now = condition::find(after, *kind)?;
        let earlier = condition::find(before, *kind).map(|condition| condition.status.as_str());
        let is_news = match earlier {
            Some(earlier) => earlier != now.status && now.status != "Unknown",
            None => now.status == "True" || *kind == ConditionType::Accepted,
        };
        is_news.then(|| Announcement {
            is_warning: now.status == "False" && !is_on_its_way,
            reason: if now.status == "True" {
                kind.as_str().to_owned()
            } else {
                now.reason.clone()
            },
            note: shortened(&format!("{kind}={}: {}", now.status, now.message)),
        })
    };
    TOLD.iter().filter_map(turn).collect()
}

fn shortened(note: &str) -> String {
    let mut end = note.len().min(NOTE_BYTES);
    while !note.is_char_boundary(end) {
        end -= 1;
    }
    note[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use domicile_api::condition::{NewCondition, Reason};
    use k8s_openapi::jiff::Timestamp;

    use super::*;

    fn conditions(new: &[NewCondition]) -> Vec<Condition> {
        condition::replace(&[], new, Some(1), Timestamp::from_second(1).unwrap())
    }

    #[test]
    fn a_turn_is_told_once_and_a_new_object_is_no_bad_news() {
        use ConditionType::{Ready, Reconciling};
        let failing = NewCondition::fails(Ready, Reason::WorkloadFailing, "0/1");
        let ready = conditions(&[NewCondition::holds(Ready, Reason::AsSpecified, "all")]);
        let stuck = conditions(std::slice::from_ref(&failing));
        assert!(turns(&[], &stuck).is_empty());
        assert_eq!(turns(&stuck, &ready)[0].reason, "Ready");
        assert!(turns(&ready, &ready).is_empty());
        let bad = &turns(&ready, &stuck)[0];
        assert_eq!(
            (bad.reason.as_str(), bad.note.as_str()),
            ("WorkloadFailing", "Ready=False: 0/1")
        );
        assert!(bad.is_warning);
        let working = NewCondition::holds(Reconciling, Reason::Applying, "");
        assert!(!turns(&ready, &conditions(&[failing, working]))[0].is_warning);
    }

    #[test]
    fn a_note_fits_the_api() {
        let long = NewCondition::fails(
            ConditionType::Accepted,
            Reason::InvalidValue,
            "é".repeat(2_000),
        );
        assert!(turns(&[], &conditions(&[long]))[0].note.len() <= 1_024);
    }
}
