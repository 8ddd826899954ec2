//! `IdentityTenant`: one organisation with its people, in several regions.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, LabelSelector, Time};
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ObjectReference, SecretReference, organizations::Organizations, rule, status::observed,
};
pub use crate::{
    openid::OpenId,
    sign_in::SignIn,
    signing::{Signing, SigningAlgorithm},
    sms::Sms,
};

/// What the tenant runs, in which regions, and how people reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "IdentityTenant",
    namespaced,
    status = "IdentityTenantStatus",
    derive = "PartialEq",
    cel,
    doc = "An IdentityTenant is one organisation that people sign in to. It runs sign-in, profiles and activation with a database of its own in each of its regions, so that every person is kept in one region only.",
    validation = rule::tenant_name(),
    validation = rule::regional_names(),
    shortname = "idt",
    category = "domicile",
    printcolumn(name = "Domain", type_ = "string", json_path = ".spec.domain", description = "Domain that the tenant answers on"),
    printcolumn(name = "Regions", type_ = "string", json_path = ".spec.regions", description = "Regions that people are homed in"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether what runs is what is asked for, in every region"),
    printcolumn(name = "Residency", type_ = "string", json_path = ".status.conditions[?(@.type==\"ResidencyProven\")].status", description = "Whether every pod, volume and database is in its region"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Issuer", type_ = "string", json_path = ".status.issuer", priority = 1, description = "OpenID issuer"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.resourceServers) || self.resourceServers.all(item, !has(item.accessTokenSigningAlg) || item.accessTokenSigningAlg == 'ES256' || (has(self.signing) && has(self.signing.algorithms) && item.accessTokenSigningAlg in self.signing.algorithms))")
        .message("resourceServers[].accessTokenSigningAlg must be one of signing.algorithms, or there are no keys to sign with: add it there")
        .reason(Reason::FieldValueInvalid),
)]
pub struct IdentityTenantSpec {
    /// Domain of the tenant, for example `aurora.example`. People sign in at `login.<domain>` and see their data at
    /// `my.<domain>`; systems send events to `events.<domain>`; each region also answers on `<region>.login.<domain>`
    /// and so on. Applications that show a certificate (mutual TLS) reach sign-in at `mtls.login.<domain>` and
    /// `<region>.mtls.login.<domain>`. It cannot be changed, because it is part of the OpenID issuer that applications
    /// trust.
    #[schemars(length(max = 200))]
    #[x_kube(
        validation = rule::host(),
        validation = rule::immutable("domain cannot be changed: it is part of the OpenID issuer that applications trust; create another IdentityTenant"),
    )]
    pub domain: String,
    /// Names of the Regions that people are homed in. Regions may be added; removing one is refused, because people
    /// may be homed there.
    #[schemars(length(min = 1, max = 16), inner(length(max = 15)))]
    #[x_kube(
        validation = rule::labels(),
        validation = rule::only_grows("regions can be added but not removed: people may be homed there"),
        merge_strategy = ListMerge::Set,
    )]
    pub regions: Vec<String>,
    /// How browsers reach the tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure: Option<Exposure>,
    /// How people sign in, and limits of codes, sessions and tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignIn>,
    /// APIs that access tokens may be meant for (RFC 8707). An Application says which of them it may ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 64))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["identifier".into()]))]
    pub resource_servers: Vec<ResourceServer>,
    /// Whom the OpenID provider speaks to, and who may become its client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<OpenId>,
    /// What tokens are signed with, and how often the keys are replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing: Option<Signing>,
    /// Organisations of business customers; there are none when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organizations: Option<Organizations>,
    /// The mail server that sends codes to people.
    pub mail: Mail,
    /// The adapter that sends codes by SMS; nobody is sent any when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<Sms>,
    /// The PostgreSQL database of each region.
    pub database: Database,
    /// Replicas of each workload in each region, from 1 to 20; 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 20))]
    pub replicas: Option<i32>,
    /// Brand that is shown where neither the host nor the application says which.
    pub default_brand: ObjectReference,
    /// Namespaces other than this one whose Brands, Applications, ProfileSchemas, ConsentPolicies, ProfileSources
    /// and ActivationTargets may belong to this tenant. Only objects of this namespace may when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_namespaces: Option<AllowedNamespaces>,
    /// What happens to people's data when this object is deleted: `Retain` keeps the volumes, and a tenant of the
    /// same name and namespace finds its people again; `Delete` deletes them. `Retain` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DeletionPolicy")]
    pub deletion_policy: Option<DeletionPolicy>,
    /// Stops the operator from changing anything of this tenant while it is `true`; what runs goes on running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspend: Option<bool>,
    /// Secret of type `kubernetes.io/tls` in this namespace with the certificate of all public hosts, for example
    /// written by cert-manager. `mtls.login.<domain>` and `<region>.mtls.login.<domain>` of every region must be in it
    /// too: a wildcard for `*.<domain>` or `*.login.<domain>` does not cover them all. When left out the operator makes a certificate of an authority of its own, which
    /// browsers do not trust: good for trials only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_certificate_secret_ref: Option<SecretReference>,
}

/// How browsers reach a tenant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
    /// Port that browsers use for every public host; 443 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 65535))]
    pub port: Option<i32>,
    /// Type of the public Services: `ClusterIP`, `NodePort` or `LoadBalancer`; `ClusterIP` when left out.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ExposureType")]
    pub exposure_type: Option<ExposureType>,
}

/// Type of the public Services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ExposureType {
    /// Inside the cluster, for example behind an edge of one's own.
    #[default]
    ClusterIP,
    /// A port on every node.
    NodePort,
    /// A load balancer of the cloud.
    LoadBalancer,
}

impl ExposureType {
    /// The type as Services write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClusterIP => "ClusterIP",
            Self::NodePort => "NodePort",
            Self::LoadBalancer => "LoadBalancer",
        }
    }
}

/// An API that takes access tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceServer {
    /// Absolute https address without fragment, for example `https://bookings.aurora.example/`: what clients ask for
    /// with the parameter `resource`, and what tokens name as their audience. It cannot be on a host of the tenant
    /// itself (`login`, `mtls.login`, `my` and `events` of its domain), because tokens for sign-in have that audience.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::resource_identifier())]
    pub identifier: String,
    /// Scopes that mean something to it. A token for it holds no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 32), inner(length(max = 63)))]
    #[x_kube(validation = rule::identifiers(), merge_strategy = ListMerge::Set)]
    pub scopes: Vec<String>,
    /// What access tokens for it are signed with: one of the tenant's `signing.algorithms`. `ES256` when left out. An API
    /// whose library reads nothing but what RFC 9068 makes every one read names `RS256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SigningAlgorithm")]
    pub access_token_signing_alg: Option<SigningAlgorithm>,
}

/// The mail server of a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Address that mail comes from, for example `no-reply@aurora.example`.
    #[schemars(length(max = 254))]
    #[x_kube(validation = rule::email())]
    pub from: String,
    /// The SMTP server.
    pub smtp: Smtp,
}

/// An SMTP server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("self.encryption != 'None' || self.host.endsWith('.svc') || self.host.endsWith('.svc.cluster.local')")
        .message("encryption None is only for a Service of this cluster: the host must end in .svc or .svc.cluster.local")
        .reason(Reason::FieldValueForbidden),
)]
pub struct Smtp {
    /// Host name of the server, for example `smtp.aurora.example` or `mail.tools.svc`.
    #[schemars(length(max = 253))]
    #[x_kube(validation = rule::host())]
    pub host: String,
    /// Port of the server; usually 465 with `ImplicitTls` and 587 with `StartTls`.
    #[schemars(range(min = 1, max = 65535))]
    pub port: i32,
    /// How the connection is encrypted: `ImplicitTls` (TLS from the first byte), `StartTls` (refused when the server
    /// does not offer it), or `None`, which is allowed to a Service of this cluster only.
    pub encryption: SmtpEncryption,
    /// Secret in this namespace with the keys `username` and `password`; no sign-in to the server when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials_secret_ref: Option<SecretReference>,
}

/// How an SMTP connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SmtpEncryption {
    /// TLS from the first byte (RFC 8314).
    ImplicitTls,
    /// STARTTLS, refused when the server does not offer it (RFC 3207).
    StartTls,
    /// None, for a Service of this cluster.
    None,
}

/// The database of each region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Database {
    /// Size of the volume in each region, for example `20Gi`. It cannot be changed: volumes keep the size that they
    /// were made with.
    #[schemars(length(max = 20))]
    #[x_kube(
        validation = rule::positive_quantity(),
        validation = rule::immutable("storage cannot be changed: volumes keep the size that they were made with"),
    )]
    pub storage: String,
    /// Image of PostgreSQL 15 or newer, Debian-based; the one that the operator was installed with when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::not_blank())]
    pub image: Option<String>,
}

/// Namespaces whose objects may belong to a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct AllowedNamespaces {
    /// Labels that such a namespace carries. An empty selector allows every namespace.
    pub selector: LabelSelector,
}

/// What happens to people's data when the tenant is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DeletionPolicy {
    /// Volumes are kept.
    #[default]
    Retain,
    /// Volumes are deleted.
    Delete,
}

/// What the operator found about a tenant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct IdentityTenantStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled, Accepted, DatabaseReady, ConfigurationInForce and ResidencyProven, each with a
    /// reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// OpenID issuer that applications are configured with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// What runs in each region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub regions: Vec<TenantRegionStatus>,
    /// Objects of other kinds that name this tenant: how many are in use, how many are not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attached: Option<AttachedObjects>,
}

observed!(IdentityTenantStatus);

/// What runs in one region of a tenant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantRegionStatus {
    /// Name of the Region.
    pub name: String,
    /// Whether everything runs there as asked for.
    pub ready: bool,
    /// Revision of the configuration that was written for the workloads of this region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle_revision: Option<String>,
    /// The key of each algorithm that signs tokens in this region.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["algorithm".into()]))]
    pub signing_keys: Vec<SigningKeyStatus>,
    /// PostgreSQL pods that are ready, of those wanted, for example `1/1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postgresql: Option<String>,
    /// Sign-in pods that are ready, of those wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<String>,
    /// Profile pods that are ready, of those wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_store: Option<String>,
    /// Activation pods that are ready, of those wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation: Option<String>,
}

/// The key of one algorithm that signs in a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct SigningKeyStatus {
    /// What it signs with.
    pub algorithm: SigningAlgorithm,
    /// Its identifier (`kid`), as in the published keys and in the header of tokens.
    pub key_id: String,
    /// When the next key of the algorithm begins to sign: already published, or to be made by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<Time>,
}

/// How many objects belong to a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttachedObjects {
    /// Objects that are part of the configuration.
    pub accepted: i32,
    /// Objects that name the tenant and are not accepted; their own status says why.
    pub rejected: i32,
}

impl IdentityTenantSpec {
    /// How browsers reach the tenant, with defaults.
    pub fn exposure(&self) -> Exposure {
        self.exposure.clone().unwrap_or_default()
    }

    /// Limits of codes, sessions and tokens, with defaults.
    pub fn sign_in(&self) -> SignIn {
        self.sign_in.clone().unwrap_or_default()
    }

    /// Whom the provider speaks to and who may become its client (default: nobody beyond the Applications).
    pub fn openid(&self) -> OpenId {
        self.openid.clone().unwrap_or_default()
    }

    /// What tokens are signed with, and how often keys are replaced, with defaults.
    pub fn signing(&self) -> Signing {
        self.signing.clone().unwrap_or_default()
    }

    /// Replicas of each workload in each region (default: 1).
    pub fn replicas(&self) -> i32 {
        self.replicas.unwrap_or(1)
    }

    /// What happens to people's data on deletion (default: it is kept).
    pub fn deletion_policy(&self) -> DeletionPolicy {
        self.deletion_policy.unwrap_or_default()
    }

    /// Whether the operator keeps its hands off (default: no).
    pub fn suspended(&self) -> bool {
        self.suspend.unwrap_or(false)
    }

    /// `https://login.<domain>[:port]`.
    pub fn issuer(&self) -> String {
        match self.exposure().port() {
            443 => format!("https://login.{}", self.domain),
            port => format!("https://login.{}:{port}", self.domain),
        }
    }
}

impl Exposure {
    /// Port that browsers use (default: 443).
    pub fn port(&self) -> u16 {
        self.port
            .and_then(|port| u16::try_from(port).ok())
            .unwrap_or(443)
    }

    /// Type of the public Services (default: `ClusterIP`).
    pub fn exposure_type(&self) -> ExposureType {
        self.exposure_type.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::airline::tenant::aurora;

    #[test]
    fn a_region_may_be_added_and_regions_may_be_listed_in_another_order() {
        let mut changed = aurora();
        changed.spec.regions = ["jp", "br", "us", "eu"].map(str::to_owned).to_vec();
        assert!(changed.validate_cel_update(&aurora()).is_ok());
    }

    #[test]
    fn mail_may_go_anywhere_when_it_is_encrypted() {
        let mut changed = aurora();
        changed.spec.mail.smtp.host = "smtp.aurora.example".to_owned();
        for encryption in [SmtpEncryption::ImplicitTls, SmtpEncryption::StartTls] {
            changed.spec.mail.smtp.encryption = encryption;
            assert!(changed.validate_cel().is_ok());
        }
    }

    #[test]
    fn what_is_left_out_has_its_documented_default() {
        let mut spec = aurora().spec;
        spec.exposure = None;
        spec.sign_in = None;
        spec.replicas = None;
        spec.deletion_policy = None;
        assert_eq!(spec.issuer(), "https://login.aurora.localhost");
        assert_eq!(spec.exposure().exposure_type(), ExposureType::ClusterIP);
        assert_eq!(
            (spec.replicas(), spec.deletion_policy(), spec.suspended()),
            (1, DeletionPolicy::Retain, false)
        );
        let sign_in = spec.sign_in();
        assert_eq!(
            (sign_in.code_lifetime().text(), sign_in.code_attempts()),
            ("10m", 5)
        );
        assert_eq!(
            (
                sign_in.session_idle().text(),
                sign_in.session_absolute().text()
            ),
            ("12h", "30d")
        );
        assert_eq!(sign_in.token_lifetime().text(), "10m");
    }
}
