//! Names of everything that a tenant is made of, defined once.

use domicile_bundle::{MeshAddresses, status::Workload};

use super::{component::Component, ports};

/// Longest `<tenant>-<region>` from which every child's name is still a DNS label of at most 63 characters; the proof
/// refuses a region with a longer one.
pub const LONGEST_PREFIX: usize = domicile_policy::LONGEST_REGIONAL_NAME;

/// A tenant, for what all its regions share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TenantScope {
    /// Namespace of the `IdentityTenant` and of every pod of it.
    pub namespace: String,
    /// Name of the `IdentityTenant`.
    pub tenant: String,
}

/// A tenant in one region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionScope {
    /// The tenant.
    pub tenant: TenantScope,
    /// Name of the `Region`.
    pub region: String,
}

impl TenantScope {
    /// The tenant of that name in that namespace.
    pub fn new(namespace: impl Into<String>, tenant: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            tenant: tenant.into(),
        }
    }

    /// The tenant in one region.
    pub fn in_region(&self, region: impl Into<String>) -> RegionScope {
        RegionScope {
            tenant: self.clone(),
            region: region.into(),
        }
    }

    /// Secret with the tenant's certificate authority (`ca.crt`, `ca.key`); mounted nowhere.
    pub fn authority_secret(&self) -> String {
        format!("{}-authority", self.tenant)
    }

    /// Secret with the keys that every region of the tenant has alike; mounted nowhere.
    pub fn keys_secret(&self) -> String {
        format!("{}-keys", self.tenant)
    }
}

impl RegionScope {
    /// Namespace of every object of the region.
    pub fn namespace(&self) -> &str {
        &self.tenant.namespace
    }

    /// `<tenant>-<region>`.
    pub fn prefix(&self) -> String {
        format!("{}-{}", self.tenant.tenant, self.region)
    }

    /// Whether every child's name stays a valid one.
    pub fn names_fit(&self) -> bool {
        self.prefix().len() <= LONGEST_PREFIX
    }

    /// Name of the Deployment or `StatefulSet`, the Service, the `ServiceAccount` and the `PodDisruptionBudget` of a component.
    pub fn component(&self, component: Component) -> String {
        format!("{}-{component}", self.prefix())
    }

    /// Name of the Service that a load balancer or a node port makes public.
    pub fn public_service(&self, workload: Workload) -> String {
        format!("{}-public", self.component(Component::Workload(workload)))
    }

    /// Name of the `NetworkPolicy` of one flow.
    pub fn network_policy(&self, flow: &str) -> String {
        format!("{}-{flow}", self.prefix())
    }

    /// `ConfigMap` with the bundle's index.
    pub fn bundle_index(&self) -> String {
        format!("{}-bundle-index", self.prefix())
    }

    /// `ConfigMap` with one part of the bundle.
    pub fn bundle_part(&self, number: usize) -> String {
        format!("{}-bundle-{number:03}", self.prefix())
    }

    /// `ConfigMap` with PostgreSQL's configuration and start script.
    pub fn postgresql_config(&self) -> String {
        format!("{}-config", self.component(Component::Postgresql))
    }

    /// Secret with the certificate of the public hosts that the operator issues for trials.
    pub fn public_certificate_secret(&self) -> String {
        format!("{}-tls", self.prefix())
    }

    /// Secret with the mesh identity of a component.
    pub fn mesh_secret(&self, component: Component) -> String {
        format!("{}-mesh", self.component(component))
    }

    /// Secret with the passwords of the database's roles, read by PostgreSQL's start script only.
    pub fn database_roles_secret(&self) -> String {
        format!("{}-roles", self.component(Component::Postgresql))
    }

    /// Secret with the URL of a workload's runtime role.
    pub fn database_secret(&self, workload: Workload) -> String {
        format!("{}-database", self.component(Component::Workload(workload)))
    }

    /// Secret with the URLs of the schema owners, mounted by the init container `migrate` only.
    pub fn database_owner_secret(&self, workload: Workload) -> String {
        format!(
            "{}-database-owner",
            self.component(Component::Workload(workload))
        )
    }

    /// Secret with a workload's keys.
    pub fn keys_secret(&self, workload: Workload) -> String {
        format!("{}-keys", self.component(Component::Workload(workload)))
    }

    /// Secret with the keys that sign-in signs with.
    pub fn signing_secret(&self) -> String {
        format!("{}-signing", self.component(Component::AUTH))
    }

    /// Secret with the signing secrets of the targets that this region sends to.
    pub fn target_secrets(&self) -> String {
        format!("{}-targets", self.component(Component::ACTIVATION))
    }

    /// `<name>.<namespace>.svc` of a component's Service.
    pub fn service_host(&self, component: Component) -> String {
        format!("{}.{}.svc", self.component(component), self.namespace())
    }

    /// The DNS name by which a peer's certificate says which workload of which region it is.
    pub fn mesh_identity(&self, component: Component) -> String {
        format!(
            "{component}.{}.{}.{}.mesh.domicile.dev",
            self.region, self.tenant.tenant, self.tenant.namespace
        )
    }

    /// Every DNS name in the mesh certificate of a component.
    pub fn mesh_names(&self, component: Component) -> Vec<String> {
        let name = self.component(component);
        let namespace = self.namespace();
        vec![
            name.clone(),
            format!("{name}.{namespace}"),
            format!("{name}.{namespace}.svc"),
            format!("{name}.{namespace}.svc.cluster.local"),
            self.mesh_identity(component),
        ]
    }

    /// Where other regions' workloads reach this region's.
    pub fn mesh_addresses(&self) -> MeshAddresses {
        let address =
            |component| format!("https://{}:{}", self.service_host(component), ports::MESH);
        MeshAddresses {
            auth: address(Component::AUTH),
            profile_store: address(Component::PROFILE_STORE),
            activation: address(Component::ACTIVATION),
        }
    }
}
