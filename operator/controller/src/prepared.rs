//! Every Kubernetes object of one pass, as values in the order in which they must be written.

use std::{collections::BTreeMap, fmt};

use domicile_bundle::Revision;
use k8s_openapi::{
    api::{
        apps::v1::{Deployment, StatefulSet},
        core::v1::{ConfigMap, Secret, Service, ServiceAccount},
        networking::v1::NetworkPolicy,
        policy::v1::PodDisruptionBudget,
    },
    apimachinery::pkg::apis::meta::v1::ObjectMeta,
};
use kube::core::ApiResource;
use serde::Serialize;
use serde_json::Value;

/// Objects of one pass. What is not in here, and carries the tenant's labels, is garbage.
///
/// One list per kind: a kind that is added does not compile until [`Prepared::groups`] says when it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// Keys, certificates, passwords.
    pub secrets: Vec<Secret>,
    /// Bundles, the PostgreSQL bootstrap, last accepted specifications.
    pub config_maps: Vec<ConfigMap>,
    /// Identities of pods; none gets an API token.
    pub service_accounts: Vec<ServiceAccount>,
    /// Default deny, and each allowed flow.
    pub network_policies: Vec<NetworkPolicy>,
    /// Addresses.
    pub services: Vec<Service>,
    /// Databases.
    pub stateful_sets: Vec<StatefulSet>,
    /// How many pods an eviction must leave.
    pub pod_disruption_budgets: Vec<PodDisruptionBudget>,
    /// Workloads.
    pub deployments: Vec<Deployment>,
    /// Revision of the bundle of each region, which every replica there has to report.
    pub revisions: BTreeMap<String, Revision>,
}

/// One object to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Desired {
    /// What kind it is.
    pub kind: ChildKind,
    /// Namespace it is written to.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The whole object, with `apiVersion` and `kind`.
    pub manifest: Value,
}

/// Kinds of object that the operator makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChildKind {
    /// `v1/Secret`.
    Secret,
    /// `v1/ConfigMap`.
    ConfigMap,
    /// `v1/ServiceAccount`.
    ServiceAccount,
    /// `networking.k8s.io/v1/NetworkPolicy`.
    NetworkPolicy,
    /// `v1/Service`.
    Service,
    /// `apps/v1/StatefulSet`.
    StatefulSet,
    /// `policy/v1/PodDisruptionBudget`.
    PodDisruptionBudget,
    /// `apps/v1/Deployment`.
    Deployment,
}

impl ChildKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Secret,
        Self::ConfigMap,
        Self::ServiceAccount,
        Self::NetworkPolicy,
        Self::Service,
        Self::StatefulSet,
        Self::PodDisruptionBudget,
        Self::Deployment,
    ];

    /// The kind as written in YAML.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secret => "Secret",
            Self::ConfigMap => "ConfigMap",
            Self::ServiceAccount => "ServiceAccount",
            Self::NetworkPolicy => "NetworkPolicy",
            Self::Service => "Service",
            Self::StatefulSet => "StatefulSet",
            Self::PodDisruptionBudget => "PodDisruptionBudget",
            Self::Deployment => "Deployment",
        }
    }

    /// Group, version and plural, as the API server names them.
    pub fn resource(self) -> ApiResource {
        match self {
            Self::Secret => ApiResource::erase::<Secret>(&()),
            Self::ConfigMap => ApiResource::erase::<ConfigMap>(&()),
            Self::ServiceAccount => ApiResource::erase::<ServiceAccount>(&()),
            Self::NetworkPolicy => ApiResource::erase::<NetworkPolicy>(&()),
            Self::Service => ApiResource::erase::<Service>(&()),
            Self::StatefulSet => ApiResource::erase::<StatefulSet>(&()),
            Self::PodDisruptionBudget => ApiResource::erase::<PodDisruptionBudget>(&()),
            Self::Deployment => ApiResource::erase::<Deployment>(&()),
        }
    }
}

impl fmt::Display for Desired {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {}/{}",
            self.kind.as_str(),
            self.namespace,
            self.name
        )
    }
}

impl Prepared {
    /// The objects in groups: a group is written only when the one before it is.
    ///
    /// # Errors
    /// When an object has no JSON form, which its types exclude.
    pub fn groups(&self) -> Result<[Vec<Desired>; 3], serde_json::Error> {
        let Self {
            secrets,
            config_maps,
            service_accounts,
            network_policies,
            services,
            stateful_sets,
            pod_disruption_budgets,
            deployments,
            revisions: _,
        } = self;
        let mut foundation = Vec::new();
        // A pod must never run before the policies that fence it.
        push(
            &mut foundation,
            ChildKind::NetworkPolicy,
            network_policies,
            |object| &object.metadata,
        )?;
        push(&mut foundation, ChildKind::Secret, secrets, |object| {
            &object.metadata
        })?;
        push(
            &mut foundation,
            ChildKind::ConfigMap,
            config_maps,
            |object| &object.metadata,
        )?;
        push(
            &mut foundation,
            ChildKind::ServiceAccount,
            service_accounts,
            |object| &object.metadata,
        )?;
        let mut database = Vec::new();
        push(&mut database, ChildKind::Service, services, |object| {
            &object.metadata
        })?;
        push(
            &mut database,
            ChildKind::PodDisruptionBudget,
            pod_disruption_budgets,
            |object| &object.metadata,
        )?;
        push(
            &mut database,
            ChildKind::StatefulSet,
            stateful_sets,
            |object| &object.metadata,
        )?;
        let mut workloads = Vec::new();
        push(
            &mut workloads,
            ChildKind::Deployment,
            deployments,
            |object| &object.metadata,
        )?;
        Ok([foundation, database, workloads])
    }
}

fn push<K: Serialize>(
    group: &mut Vec<Desired>,
    kind: ChildKind,
    objects: &[K],
    metadata: fn(&K) -> &ObjectMeta,
) -> Result<(), serde_json::Error> {
    for object in objects {
        let meta = metadata(object);
        group.push(Desired {
            kind,
            namespace: meta.namespace.clone().unwrap_or_default(),
            name: meta.name.clone().unwrap_or_default(),
            manifest: serde_json::to_value(object)?,
        });
    }
    Ok(())
}
