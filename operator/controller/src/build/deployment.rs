//! The Deployment of one workload.

use std::collections::BTreeMap;

use domicile_bundle::status::Workload;
use k8s_openapi::{
    api::{
        apps::v1::{Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment},
        core::v1::{
            Container, ContainerPort, EnvVar, EnvVarSource, HTTPGetAction, ObjectFieldSelector,
            PodSpec, PodTemplateSpec, Probe, ResourceRequirements, Volume, VolumeMount,
        },
    },
    apimachinery::pkg::{
        api::resource::Quantity, apis::meta::v1::ObjectMeta, util::intstr::IntOrString,
    },
};

use super::{
    bundle_config_map,
    component::Component,
    input::{MailServer, Outbound, Placement, ProviderSecret},
    node_affinity, pod_security, ports,
    restart_hash::{self, RestartHash},
    site::Site,
    volume,
};

/// What one workload is deployed with.
pub struct Deployed<'a> {
    /// Which workload.
    pub workload: Workload,
    /// Its image.
    pub image: String,
    /// How many pods.
    pub replicas: i32,
    /// Which nodes.
    pub placement: &'a Placement,
    /// Secret with the certificate of the public hosts.
    pub public_certificate: &'a str,
    /// Where mail goes.
    pub mail: &'a MailServer,
    /// Where sign-in goes beyond mail: authorities that it trusts there, and what it proves itself with.
    pub outbound: &'a Outbound,
    /// What the workload reads once.
    pub restart: RestartHash,
}

/// The Deployment of one workload.
pub fn build(site: &Site<'_>, deployed: Deployed<'_>) -> Deployment {
    let component = Component::Workload(deployed.workload);
    Deployment {
        metadata: site.metadata(site.scope.component(component), Some(component)),
        spec: Some(DeploymentSpec {
            replicas: Some(deployed.replicas),
            revision_history_limit: Some(3),
            selector: site.selector(Some(component)),
            strategy: Some(DeploymentStrategy {
                type_: Some("RollingUpdate".to_owned()),
                rolling_update: Some(RollingUpdateDeployment {
                    max_surge: Some(IntOrString::Int(1)),
                    max_unavailable: Some(IntOrString::Int(0)),
                }),
            }),
            template: template(site, component, deployed),
            ..DeploymentSpec::default()
        }),
        ..Deployment::default()
    }
}

fn template(site: &Site<'_>, component: Component, deployed: Deployed<'_>) -> PodTemplateSpec {
    let Deployed {
        workload,
        image,
        replicas: _,
        placement,
        public_certificate,
        mail,
        outbound,
        restart,
    } = deployed;
    let mut mounted = mounted(site, workload, public_certificate, mail);
    if workload == Workload::Auth {
        let authorities = outbound.ca_bundle_secret.as_deref();
        mounted.extend(authorities.map(outbound_authorities));
        mounted.extend(provider_secrets(&outbound.provider_secrets));
    }
    let (volumes, mounts) = mounted.into_iter().unzip();
    let mut volumes: Vec<Volume> = volumes;
    volumes.push(volume::secret(
        OWNER_VOLUME,
        site.scope.database_owner_secret(workload),
    ));
    PodTemplateSpec {
        metadata: Some(ObjectMeta {
            labels: Some(site.labels(Some(component))),
            annotations: Some(BTreeMap::from([(
                restart_hash::ANNOTATION.to_owned(),
                restart.finish(),
            )])),
            ..ObjectMeta::default()
        }),
        spec: Some(PodSpec {
            service_account_name: Some(site.scope.component(component)),
            automount_service_account_token: Some(false),
            enable_service_links: Some(false),
            security_context: Some(pod_security::pod(pod_security::WORKLOAD_USER)),
            affinity: Some(node_affinity::required(placement)),
            topology_spread_constraints: Some(node_affinity::spread(site, component)),
            termination_grace_period_seconds: Some(30),
            init_containers: Some(vec![migrate(site, image.clone())]),
            containers: vec![serve(site, workload, image, mounts)],
            volumes: Some(volumes),
            ..PodSpec::default()
        }),
    }
}

/// Volume with the URLs of the schema owners.
const OWNER_VOLUME: &str = "database-owner";
/// Volume with the workload's mesh identity and the tenant's authority.
const MESH_VOLUME: &str = "mesh";
/// Where that is mounted; the database URLs name the authority's file in it.
const MESH_PATH: &str = "/etc/domicile/mesh";

/// Brings the schemas up to date. The only container that can change them.
fn migrate(site: &Site<'_>, image: String) -> Container {
    Container {
        args: Some(vec!["migrate".to_owned()]),
        volume_mounts: Some(vec![
            volume::read_only(MESH_VOLUME, MESH_PATH),
            volume::read_only(OWNER_VOLUME, "/etc/domicile/database-owner"),
        ]),
        ..container(site, "migrate", image)
    }
}

fn serve(
    site: &Site<'_>,
    workload: Workload,
    image: String,
    mounts: Vec<VolumeMount>,
) -> Container {
    let port = |name: &str, number: i32| ContainerPort {
        name: Some(name.to_owned()),
        container_port: number,
        protocol: Some("TCP".to_owned()),
        ..ContainerPort::default()
    };
    let mut listening = vec![port("management", ports::MANAGEMENT)];
    if workload != Workload::Activation {
        listening.push(port("https", ports::PUBLIC));
    }
    listening.push(port("mesh", ports::MESH));
    Container {
        ports: Some(listening),
        // As long as the first bundle may need to arrive; from then on the two others judge.
        startup_probe: Some(probe("/healthz", 1, 300)),
        readiness_probe: Some(probe("/readyz", 3, 2)),
        liveness_probe: Some(probe("/healthz", 10, 6)),
        volume_mounts: Some(mounts),
        ..container(site, workload.as_str(), image)
    }
}

fn container(site: &Site<'_>, name: &str, image: String) -> Container {
    Container {
        name: name.to_owned(),
        image: Some(image),
        env: Some(environment(site)),
        resources: Some(resources()),
        security_context: Some(pod_security::container()),
        termination_message_policy: Some("FallbackToLogsOnError".to_owned()),
        ..Container::default()
    }
}

/// Names and addresses only: what is secret is in files.
fn environment(site: &Site<'_>) -> Vec<EnvVar> {
    let value = |name: &str, value: &str| EnvVar {
        name: name.to_owned(),
        value: Some(value.to_owned()),
        value_from: None,
    };
    let field = |name: &str, path: &str| EnvVar {
        name: name.to_owned(),
        value: None,
        value_from: Some(EnvVarSource {
            field_ref: Some(ObjectFieldSelector {
                // What the API server would fill in: left out, it would look like a change to be made.
                api_version: Some("v1".to_owned()),
                field_path: path.to_owned(),
            }),
            ..EnvVarSource::default()
        }),
    };
    vec![
        value("DOMICILE_TENANT", &site.scope.tenant.tenant),
        value("DOMICILE_NAMESPACE", site.scope.namespace()),
        value("DOMICILE_REGION", &site.scope.region),
        field("POD_NAME", "metadata.name"),
        field("POD_IP", "status.podIP"),
        field("NODE_NAME", "spec.nodeName"),
        value("RUST_LOG", "info"),
    ]
}

/// Requests are small so that three regions fit on one small machine; memory is bounded, processor time is not,
/// because a throttled process answers late and says nothing about it.
fn resources() -> ResourceRequirements {
    let quantity = |name: &str, amount: &str| (name.to_owned(), Quantity(amount.to_owned()));
    ResourceRequirements {
        requests: Some(BTreeMap::from([
            quantity("cpu", "10m"),
            quantity("memory", "32Mi"),
        ])),
        limits: Some(BTreeMap::from([quantity("memory", "128Mi")])),
        ..ResourceRequirements::default()
    }
}

/// Authorities that are trusted where sign-in follows an address that an application names. Without the Secret it
/// starts as well, and trusts the system's alone.
fn outbound_authorities(secret: &str) -> (Volume, VolumeMount) {
    const NAME: &str = "outbound";
    let files = [("ca.crt", "ca.crt")];
    let volume = volume::optional_secret_files(NAME, secret.to_owned(), &files);
    (volume, volume::read_only(NAME, "/etc/domicile/outbound"))
}

/// Client secrets of the providers that people may sign in by, each as a file of the provider's name. Without one of
/// them it starts as well, and nobody signs in by that provider until it is there.
fn provider_secrets(secrets: &[ProviderSecret]) -> Option<(Volume, VolumeMount)> {
    const NAME: &str = "providers";
    if secrets.is_empty() {
        return None;
    }
    let files = secrets
        .iter()
        .map(|one| (one.secret.clone(), one.key.clone(), one.provider.clone()));
    let volume = volume::optional_files_of_secrets(NAME, files);
    let mount = volume::read_only(NAME, "/etc/domicile/providers");
    Some((volume, mount))
}

fn probe(path: &str, period: i32, failures: i32) -> Probe {
    Probe {
        http_get: Some(HTTPGetAction {
            path: Some(path.to_owned()),
            port: IntOrString::Int(ports::MANAGEMENT),
            scheme: Some("HTTP".to_owned()),
            ..HTTPGetAction::default()
        }),
        period_seconds: Some(period),
        timeout_seconds: Some(3),
        failure_threshold: Some(failures),
        ..Probe::default()
    }
}

/// Volumes of the serving container, each with where it is mounted.
fn mounted(
    site: &Site<'_>,
    workload: Workload,
    public_certificate: &str,
    mail: &MailServer,
) -> Vec<(Volume, VolumeMount)> {
    let scope = site.scope;
    let secret = |name: &str, secret: String, path: &str| {
        (volume::secret(name, secret), volume::read_only(name, path))
    };
    let component = Component::Workload(workload);
    let mut mounted = vec![
        (
            bundle_config_map::volume(scope, "bundle"),
            volume::read_only("bundle", "/etc/domicile/bundle"),
        ),
        secret(MESH_VOLUME, scope.mesh_secret(component), MESH_PATH),
        secret(
            "database",
            scope.database_secret(workload),
            "/etc/domicile/database",
        ),
        secret("keys", scope.keys_secret(workload), "/etc/domicile/keys"),
    ];
    if workload == Workload::Auth {
        mounted.push(secret(
            "signing",
            scope.signing_secret(),
            "/etc/domicile/signing",
        ));
    }
    if workload != Workload::Activation {
        mounted.push(secret(
            "tls",
            public_certificate.to_owned(),
            "/etc/domicile/tls",
        ));
    }
    let secrets = match (workload, &mail.credentials_secret) {
        (Workload::Activation, _) => Some(volume::secret("secrets", scope.target_secrets())),
        (Workload::Auth, Some(credentials)) => Some(volume::secret_files(
            "secrets",
            credentials.clone(),
            &[("username", "smtp-username"), ("password", "smtp-password")],
        )),
        (Workload::Auth, None) | (Workload::ProfileStore, _) => None,
    };
    mounted.extend(secrets.map(|secrets| {
        (
            secrets,
            volume::read_only("secrets", "/etc/domicile/secrets"),
        )
    }));
    mounted
}
