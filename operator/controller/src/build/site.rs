//! A tenant in a region together with its owner: what every object's metadata is made from.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta, OwnerReference};

use super::{component::Component, names::RegionScope};
use crate::labels;

/// A tenant in a region together with its owner.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Which tenant and region.
    pub scope: &'a RegionScope,
    /// The `IdentityTenant`.
    pub owner: &'a OwnerReference,
}

impl Site<'_> {
    /// Metadata of an object that goes with the tenant.
    pub fn metadata(&self, name: String, component: Option<Component>) -> ObjectMeta {
        ObjectMeta {
            name: Some(name),
            namespace: Some(self.scope.namespace().to_owned()),
            labels: Some(self.labels(component)),
            owner_references: Some(vec![self.owner.clone()]),
            ..ObjectMeta::default()
        }
    }

    /// Labels of an object, of one component or of the region as a whole.
    pub fn labels(&self, component: Option<Component>) -> BTreeMap<String, String> {
        let mut labels = self.pod_labels(component);
        labels.insert(labels::MANAGED_BY.to_owned(), labels::OPERATOR.to_owned());
        labels.insert(labels::PART_OF.to_owned(), labels::DOMICILE.to_owned());
        labels.insert(
            labels::INSTANCE.to_owned(),
            self.scope.tenant.tenant.clone(),
        );
        if let Some(component) = component {
            labels.insert(
                labels::NAME.to_owned(),
                format!("{}-{component}", labels::DOMICILE),
            );
            labels.insert(labels::COMPONENT.to_owned(), component.as_str().to_owned());
        }
        labels
    }

    /// The labels by which pods are selected: they never change.
    pub fn pod_labels(&self, component: Option<Component>) -> BTreeMap<String, String> {
        let mut labels = BTreeMap::from([
            (labels::TENANT.to_owned(), self.scope.tenant.tenant.clone()),
            (labels::REGION.to_owned(), self.scope.region.clone()),
        ]);
        if let Some(component) = component {
            labels.insert(labels::WORKLOAD.to_owned(), component.as_str().to_owned());
        }
        labels
    }

    /// Selects the region's pods of one component, or all of them.
    pub fn selector(&self, component: Option<Component>) -> LabelSelector {
        LabelSelector {
            match_labels: Some(self.pod_labels(component)),
            ..LabelSelector::default()
        }
    }
}
