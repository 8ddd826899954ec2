//! A volume of a database, and the nodes that it is bound to.

use k8s_openapi::api::core::v1::{NodeSelector, PersistentVolume, PersistentVolumeClaim};
use kube::ResourceExt;

use crate::labels;

/// One claim of a tenant, with the volume that it is bound to.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// Name of the claim.
    pub claim: String,
    /// Region that the claim was made for.
    pub region: String,
    /// The volume, once the claim is bound.
    pub bound: Option<BoundVolume>,
}

/// The volume behind a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundVolume {
    /// Its name.
    pub name: String,
    /// The nodes from which it can be reached; absent when it says nothing, which could be any node.
    pub nodes: Option<NodeSelector>,
}

impl Volume {
    /// The claim, unless it does not say what it is for. `find` gets a volume by name.
    pub fn of<V: AsRef<PersistentVolume>>(
        claim: &PersistentVolumeClaim,
        find: impl FnOnce(&str) -> Option<V>,
    ) -> Option<Self> {
        let name = claim
            .spec
            .as_ref()
            .and_then(|spec| spec.volume_name.as_deref())
            .filter(|name| !name.is_empty());
        let bound = name.map(|name| BoundVolume {
            name: name.to_owned(),
            nodes: find(name).and_then(|volume| {
                volume
                    .as_ref()
                    .spec
                    .as_ref()?
                    .node_affinity
                    .as_ref()?
                    .required
                    .clone()
            }),
        });
        Some(Self {
            claim: claim.name_any(),
            region: claim.labels().get(labels::REGION)?.clone(),
            bound,
        })
    }
}
