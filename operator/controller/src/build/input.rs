//! What the builders build from: plain values of one tenant in one region, already accepted.
//!
//! Nothing in here is optional that a pod needs, and building takes the structs apart field by field: a new field
//! does not compile until a builder uses it.

use std::collections::BTreeMap;

use domicile_bundle::parts::Encoded;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;

use super::{
    names::{RegionScope, TenantScope},
    region_bound::RegionBound,
};
use crate::material::{
    attached_secret::AttachedSecret, prepared_secret::PreparedSecret, region::RegionMaterial,
    tenant::TenantMaterial,
};

/// What all regions of a tenant share, and the Secrets of what is attached to it from any namespace.
#[derive(Clone, Debug)]
pub struct TenantInput {
    /// Which tenant.
    pub scope: TenantScope,
    /// The tenant's authority and keys.
    pub material: TenantMaterial,
    /// Secrets of applications, sources and targets, in their own namespaces.
    pub attached: Vec<AttachedSecret>,
}

/// One tenant in one region.
#[derive(Clone, Debug)]
pub struct RegionInput {
    /// Which tenant and region.
    pub scope: RegionScope,
    /// The `IdentityTenant`, controller of every object that goes with it.
    pub owner: OwnerReference,
    /// The accepted configuration.
    pub bundle: RegionBound<Encoded>,
    /// Which images run.
    pub images: Images,
    /// Pods of each workload; PostgreSQL is always one.
    pub replicas: i32,
    /// Where pods and volumes may be.
    pub placement: RegionBound<Placement>,
    /// Size of the database's volume, for example `1Gi`.
    pub database_storage: String,
    /// How browsers reach the public hosts.
    pub exposure: Exposure,
    /// Where the certificate of the public hosts comes from.
    pub public_certificate: PublicCertificate,
    /// Where mail goes.
    pub mail: MailServer,
    /// The targets that something may leave this region for; the others get neither network nor secret.
    pub targets: RegionBound<Vec<TargetEndpoint>>,
    /// Where sign-in follows addresses that applications name.
    pub outbound: Outbound,
    /// Keys, passwords and certificates.
    pub material: RegionBound<RegionMaterial>,
}

/// The client secret of a provider that people may sign in by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderSecret {
    /// Name of the provider, and of the file.
    pub provider: String,
    /// Secret in the tenant's namespace.
    pub secret: String,
    /// Key in it.
    pub key: String,
}

/// Where sign-in follows addresses that applications name (`jwksUri`, `backchannelLogoutUri` and so on), and speaks to
/// providers that people may sign in by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbound {
    /// Whether anything names such an address.
    pub is_needed: bool,
    /// What sign-in proves itself with at providers.
    pub provider_secrets: Vec<ProviderSecret>,
    /// Hosts and ports that may be private.
    pub trusted_hosts: Vec<(String, u16)>,
    /// Networks that they are in.
    pub networks: Vec<String>,
    /// Secret in the tenant's namespace with PEM certificates of authorities under `ca.crt`.
    pub ca_bundle_secret: Option<String>,
}

/// Image references with tag or digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Images {
    /// The auth workload.
    pub auth: String,
    /// The profile-store workload.
    pub profile_store: String,
    /// The activation workload.
    pub activation: String,
    /// PostgreSQL 15 or later, Debian layout.
    pub postgresql: String,
}

/// Where pods and volumes of a region may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Labels that a node must carry.
    pub node_selector: BTreeMap<String, String>,
    /// `StorageClass` whose volumes stay on such nodes.
    pub storage_class: Option<String>,
}

/// How browsers reach the public hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Kind of Service.
    pub kind: ExposureKind,
    /// Port that browsers use.
    pub port: u16,
}

/// Kind of Service in front of the public listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExposureKind {
    /// Inside the cluster only: an edge of the user's own stands in front.
    ClusterIp,
    /// On a port of every node.
    NodePort,
    /// By a load balancer of the platform.
    LoadBalancer,
}

/// Where the certificate of the public hosts comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicCertificate {
    /// Issued by the tenant's own authority, for trials: see [`crate::material::public_certificate`].
    Trial(RegionBound<PreparedSecret>),
    /// A Secret of type `kubernetes.io/tls` in the tenant's namespace, the user's or cert-manager's.
    Secret(String),
}

/// The tenant's mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Secret in the tenant's namespace with `username` and `password`, when the server wants them.
    pub credentials_secret: Option<String>,
}

/// A target that this region sends to. Its debug form does not show the signing secret.
#[derive(Clone, PartialEq, Eq)]
pub struct TargetEndpoint {
    /// `<namespace>/<name>` of the `ActivationTarget`.
    pub name: String,
    /// Where deliveries are posted.
    pub url: String,
    /// File under `/etc/domicile/secrets`, see [`crate::material::signing_secret::file_name`].
    pub secret_file: String,
    /// `whsec_…`.
    pub signing_secret: String,
}

impl std::fmt::Debug for TargetEndpoint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TargetEndpoint")
            .field("name", &self.name)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
