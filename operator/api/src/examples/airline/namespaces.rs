//! Namespaces of the tenant and of a brand team.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Namespace;
use kube::api::ObjectMeta;

use super::{HOLIDAYS_NAMESPACE, NAMESPACE};
use crate::examples::example;

/// Label by which the tenant allows the namespaces of brand teams.
pub const BRAND_TEAM_LABEL: &str = "aurora.example/brand-team";

example! {
    /// The tenant and everything that runs for it. Pods of this namespace are held to the strictest of
    /// Kubernetes' Pod Security Standards.
    pub fn aurora() -> Namespace {
        restricted(NAMESPACE, &[])
    }
}

example! {
    /// A team that has its own brand. The label is what the tenant's `allowedNamespaces` asks for: without it
    /// the brand would be refused.
    pub fn aurora_holidays() -> Namespace {
        restricted(HOLIDAYS_NAMESPACE, &[(BRAND_TEAM_LABEL, "holidays")])
    }
}

fn restricted(name: &str, more: &[(&str, &str)]) -> Namespace {
    let mut labels: BTreeMap<String, String> = ["enforce", "audit", "warn"]
        .map(|mode| {
            (
                format!("pod-security.kubernetes.io/{mode}"),
                "restricted".to_owned(),
            )
        })
        .into();
    labels.extend(
        more.iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned())),
    );
    Namespace {
        metadata: ObjectMeta {
            name: Some(name.to_owned()),
            labels: Some(labels),
            ..Default::default()
        },
        ..Default::default()
    }
}
