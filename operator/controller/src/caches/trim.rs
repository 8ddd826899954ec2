//! What is thrown away before an object enters a cache: memory goes to what is read.

use k8s_openapi::api::core::v1::{PersistentVolume, PersistentVolumeSpec, Pod, PodSpec};
use kube::{
    Resource, ResourceExt,
    core::{DynamicObject, PartialObjectMeta},
};

use crate::{apply::foreign_fields, labels};

/// Who owns which field: read by the API server only.
pub fn managed_fields<K: Resource>(object: &mut K) {
    object.managed_fields_mut().clear();
}

/// Keeps of the account only whether somebody else has added to what the operator wrote.
pub fn child(object: &mut DynamicObject) {
    let foreign = foreign_fields::of(object.managed_fields());
    if !foreign.is_empty() {
        object
            .annotations_mut()
            .insert(labels::FOREIGN_FIELDS.to_owned(), foreign.join(" "));
    }
    managed_fields(object);
}

/// Keeps name and labels.
pub fn to_labels<K>(object: &mut PartialObjectMeta<K>) {
    object.metadata.managed_fields = None;
    object.metadata.annotations = None;
}

/// Keeps where a pod runs, its labels and annotations, and how its containers are.
pub fn pod(pod: &mut Pod) {
    managed_fields(pod);
    let node_name = pod.spec.take().and_then(|spec| spec.node_name);
    pod.spec = Some(PodSpec {
        node_name,
        ..PodSpec::default()
    });
}

/// Keeps which nodes a volume is bound to, and who claimed it.
pub fn volume(volume: &mut PersistentVolume) {
    managed_fields(volume);
    if let Some(spec) = volume.spec.take() {
        volume.spec = Some(PersistentVolumeSpec {
            claim_ref: spec.claim_ref,
            node_affinity: spec.node_affinity,
            ..PersistentVolumeSpec::default()
        });
    }
}
