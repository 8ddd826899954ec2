//! A small airline in a namespace of its own for each test.

use std::collections::BTreeMap;

use domicile_api::{
    IdentityTenant, Observed, Region,
    condition::{self, ConditionType},
    examples::airline,
};
use k8s_openapi::{
    NamespaceResourceScope,
    api::core::v1::{Namespace, Node},
    apimachinery::pkg::apis::meta::v1::{Condition, ObjectMeta},
};
use kube::{Api, Client, Resource, ResourceExt, api::PostParams, core::object::HasStatus};
use serde::{Serialize, de::DeserializeOwned};

use crate::api_server::{client, eventually};

/// Label that the airline's selector asks for.
pub const BRAND_TEAM: &str = "aurora.example/brand-team";

/// One tenant with a schema, a policy, a brand and two targets.
pub struct Scene {
    pub client: Client,
    pub namespace: String,
}

impl Scene {
    /// The objects, in a namespace that no other test uses.
    pub async fn set(namespace: &str) -> Self {
        let scene = Self {
            client: client().await,
            namespace: namespace.to_owned(),
        };
        scene.create_namespace(namespace, &[]).await;
        scene.create(tenant(namespace)).await;
        scene.create(airline::profile_schema::traveller()).await;
        scene.create(airline::consent_policy::purposes()).await;
        scene.create(airline::brands::aurora()).await;
        scene.create(airline::activation_targets::crm()).await;
        scene.create(airline::activation_targets::us_ads()).await;
        scene
    }

    pub async fn create_namespace(&self, name: &str, labels: &[(&str, &str)]) {
        let namespaces = Api::<Namespace>::all(self.client.clone());
        let namespace = namespace(name, labels);
        namespaces
            .create(&PostParams::default(), &namespace)
            .await
            .unwrap();
    }

    /// Creates an object in the scene's namespace.
    pub async fn create<K: Kind>(&self, mut object: K) -> K {
        object.meta_mut().namespace = Some(self.namespace.clone());
        let created = self
            .api::<K>()
            .create(&PostParams::default(), &object)
            .await;
        created.unwrap_or_else(|error| panic!("{}: {error}", object.name_any()))
    }

    pub fn api<K: Kind>(&self) -> Api<K> {
        Api::namespaced(self.client.clone(), &self.namespace)
    }

    /// Waits for a condition of an object to have a status and a reason, and returns its message.
    pub async fn condition<K>(
        &self,
        name: &str,
        kind: ConditionType,
        wanted: (&str, &str),
    ) -> String
    where
        K: Kind + HasStatus<Status: Observed>,
    {
        condition_in::<K>(&self.api(), name, kind, wanted).await
    }
}

/// The same for an object of any namespace.
pub async fn condition_in<K>(
    api: &Api<K>,
    name: &str,
    kind: ConditionType,
    (status, reason): (&str, &str),
) -> String
where
    K: Kind + HasStatus<Status: Observed>,
{
    eventually(
        &format!("{name} says {kind}={status} {reason}"),
        async || {
            let object = api.get(name).await.ok()?;
            let found: Condition = condition::find(object.status()?.conditions(), kind)?.clone();
            let current = found.observed_generation == object.meta().generation;
            (current && found.status == status && found.reason == reason).then_some(found.message)
        },
    )
    .await
}

/// What can be created in a namespace.
pub trait Kind:
    Resource<DynamicType = (), Scope = NamespaceResourceScope>
    + Clone
    + std::fmt::Debug
    + Serialize
    + DeserializeOwned
{
}

impl<K> Kind for K where
    K: Resource<DynamicType = (), Scope = NamespaceResourceScope>
        + Clone
        + std::fmt::Debug
        + Serialize
        + DeserializeOwned
{
}

/// The airline with a domain of its own.
pub fn tenant(namespace: &str) -> IdentityTenant {
    let mut tenant = airline::tenant::aurora();
    tenant.spec.domain = format!("{namespace}.localhost");
    tenant
}

/// The airline's regions.
pub fn regions() -> Vec<Region> {
    vec![
        airline::regions::eu(),
        airline::regions::us(),
        airline::regions::jp(),
    ]
}

/// A node where a region's pods may be.
pub fn node(region: &str) -> Node {
    Node {
        metadata: ObjectMeta {
            name: Some(format!("{region}-1")),
            labels: Some(BTreeMap::from([(
                "topology.kubernetes.io/region".to_owned(),
                region.to_owned(),
            )])),
            ..ObjectMeta::default()
        },
        ..Node::default()
    }
}

pub fn namespace(name: &str, labels: &[(&str, &str)]) -> Namespace {
    let labels = labels
        .iter()
        .map(|(label, value)| ((*label).to_owned(), (*value).to_owned()));
    Namespace {
        metadata: ObjectMeta {
            name: Some(name.to_owned()),
            labels: Some(labels.collect()),
            ..ObjectMeta::default()
        },
        ..Namespace::default()
    }
}
