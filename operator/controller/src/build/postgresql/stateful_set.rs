//! The `StatefulSet` of a region's database.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::{
        apps::v1::{StatefulSet, StatefulSetPersistentVolumeClaimRetentionPolicy, StatefulSetSpec},
        core::v1::{
            ConfigMapVolumeSource, Container, ContainerPort, EnvVar, ExecAction,
            PersistentVolumeClaim, PersistentVolumeClaimSpec, PodSpec, PodTemplateSpec, Probe,
            ResourceRequirements, Volume, VolumeMount, VolumeResourceRequirements,
        },
    },
    apimachinery::pkg::{api::resource::Quantity, apis::meta::v1::ObjectMeta},
};

use super::{CONFIGURATION_PATH, Database, ROLES_PATH, config_map};
use crate::{
    build::{
        component::Component, node_affinity, pod_security, ports, quantity, restart_hash,
        site::Site, volume,
    },
    labels,
    material::database_role::{DATABASE, DatabaseRole},
};

const COMPONENT: Component = Component::Postgresql;
/// Volume with people's data.
const DATA: &str = "data";
/// Where it is mounted; no image declares a volume there.
const DATA_PATH: &str = "/var/lib/domicile";
/// Volume with configuration and start script.
const CONFIGURATION: &str = "configuration";

/// The `StatefulSet` of a region's database.
pub fn build(site: &Site<'_>, database: Database<'_>) -> StatefulSet {
    let Database {
        image,
        storage,
        placement,
        restart,
    } = database;
    let restart = config_map::files()
        .iter()
        .fold(restart, |hash, (file, text)| {
            hash.with(file, text.as_bytes())
        });
    let template = PodTemplateSpec {
        metadata: Some(ObjectMeta {
            labels: Some(site.labels(Some(COMPONENT))),
            annotations: Some(BTreeMap::from([(
                restart_hash::ANNOTATION.to_owned(),
                restart.finish(),
            )])),
            ..ObjectMeta::default()
        }),
        spec: Some(PodSpec {
            service_account_name: Some(site.scope.component(COMPONENT)),
            automount_service_account_token: Some(false),
            enable_service_links: Some(false),
            security_context: Some(pod_security::pod(pod_security::POSTGRESQL_USER)),
            affinity: Some(node_affinity::required(placement)),
            // A fast shutdown writes everything that is in memory first.
            termination_grace_period_seconds: Some(120),
            containers: vec![container(image)],
            volumes: Some(volumes(site)),
            ..PodSpec::default()
        }),
    };
    StatefulSet {
        metadata: site.metadata(site.scope.component(COMPONENT), Some(COMPONENT)),
        spec: Some(StatefulSetSpec {
            replicas: Some(1),
            revision_history_limit: Some(3),
            service_name: Some(site.scope.component(COMPONENT)),
            selector: site.selector(Some(COMPONENT)),
            template,
            volume_claim_templates: Some(vec![claim(
                site,
                placement.storage_class.clone(),
                &storage,
            )]),
            // People's data goes only by the tenant's deletion policy, never with a StatefulSet.
            persistent_volume_claim_retention_policy: Some(
                StatefulSetPersistentVolumeClaimRetentionPolicy {
                    when_deleted: Some("Retain".to_owned()),
                    when_scaled: Some("Retain".to_owned()),
                },
            ),
            ..StatefulSetSpec::default()
        }),
        ..StatefulSet::default()
    }
}

fn container(image: String) -> Container {
    Container {
        name: COMPONENT.as_str().to_owned(),
        image: Some(image),
        command: Some(vec![
            "/bin/sh".to_owned(),
            format!("{CONFIGURATION_PATH}/start.sh"),
        ]),
        env: Some(vec![EnvVar {
            name: "PGDATA".to_owned(),
            value: Some(format!("{DATA_PATH}/postgresql")),
            value_from: None,
        }]),
        ports: Some(vec![ContainerPort {
            name: Some("postgresql".to_owned()),
            container_port: ports::POSTGRESQL,
            protocol: Some("TCP".to_owned()),
            ..ContainerPort::default()
        }]),
        // No liveness probe: a database that recovers after a crash must not be stopped for being slow, and one
        // whose process has ended is started again anyway.
        startup_probe: Some(Probe {
            initial_delay_seconds: Some(2),
            ..probe(1, 3600)
        }),
        readiness_probe: Some(probe(5, 2)),
        resources: Some(resources()),
        security_context: Some(pod_security::container()),
        volume_mounts: Some(mounts()),
        termination_message_policy: Some("FallbackToLogsOnError".to_owned()),
        ..Container::default()
    }
}

/// Asks where clients ask: the server that makes roles and schemas listens on a private socket and is not ready.
fn probe(period: i32, failures: i32) -> Probe {
    let role = DatabaseRole::Auth.as_str();
    let command = format!(
        "exec /usr/lib/postgresql/*/bin/pg_isready --quiet --host=127.0.0.1 --dbname={DATABASE} --username={role}"
    );
    Probe {
        exec: Some(ExecAction {
            command: Some(vec!["/bin/sh".to_owned(), "-c".to_owned(), command]),
        }),
        period_seconds: Some(period),
        timeout_seconds: Some(5),
        failure_threshold: Some(failures),
        ..Probe::default()
    }
}

fn resources() -> ResourceRequirements {
    let quantity = |name: &str, amount: &str| (name.to_owned(), Quantity(amount.to_owned()));
    ResourceRequirements {
        requests: Some(BTreeMap::from([
            quantity("cpu", "10m"),
            quantity("memory", "96Mi"),
        ])),
        limits: Some(BTreeMap::from([quantity("memory", "512Mi")])),
        ..ResourceRequirements::default()
    }
}

fn volumes(site: &Site<'_>) -> Vec<Volume> {
    vec![
        Volume {
            name: CONFIGURATION.to_owned(),
            config_map: Some(ConfigMapVolumeSource {
                name: site.scope.postgresql_config(),
                default_mode: Some(0o444),
                ..ConfigMapVolumeSource::default()
            }),
            ..Volume::default()
        },
        volume::secret("mesh", site.scope.mesh_secret(COMPONENT)),
        volume::secret("roles", site.scope.database_roles_secret()),
        volume::empty("tmp", "64Mi"),
        volume::empty("run", "1Mi"),
    ]
}

fn mounts() -> Vec<VolumeMount> {
    vec![
        volume::writable(DATA, DATA_PATH),
        volume::read_only(CONFIGURATION, CONFIGURATION_PATH),
        VolumeMount {
            sub_path: Some(config_map::PASSWD.to_owned()),
            ..volume::read_only(CONFIGURATION, "/etc/passwd")
        },
        volume::read_only("mesh", "/etc/domicile/mesh"),
        volume::read_only("roles", ROLES_PATH),
        volume::writable("tmp", "/tmp"),
        volume::writable("run", "/var/run/postgresql"),
    ]
}

/// The claim keeps its labels for ever: they are how a retained volume is found again, and a `StatefulSet` refuses
/// any change of them.
fn claim(site: &Site<'_>, storage_class: Option<String>, storage: &str) -> PersistentVolumeClaim {
    let mut labels = site.labels(Some(COMPONENT));
    labels.insert(labels::RETAINED.to_owned(), "true".to_owned());
    PersistentVolumeClaim {
        metadata: ObjectMeta {
            name: Some(DATA.to_owned()),
            labels: Some(labels),
            ..ObjectMeta::default()
        },
        spec: Some(PersistentVolumeClaimSpec {
            access_modes: Some(vec!["ReadWriteOnce".to_owned()]),
            storage_class_name: storage_class,
            resources: Some(VolumeResourceRequirements {
                requests: Some(BTreeMap::from([(
                    "storage".to_owned(),
                    Quantity(quantity::canonical(storage)),
                )])),
                ..VolumeResourceRequirements::default()
            }),
            ..PersistentVolumeClaimSpec::default()
        }),
        ..PersistentVolumeClaim::default()
    }
}
