//! Pod Security Standards, profile `restricted`, as Kubernetes documents it, for every pod template.

use k8s_openapi::api::core::v1::{Container, PodSpec, SecurityContext, Volume};

use super::fixture;

/// Every rule of `restricted` that a pod breaks, and the two of ours beyond it.
fn violations(pod: &PodSpec) -> Vec<String> {
    let mut broken = Vec::new();
    let mut rule = |kept: bool, rule: &str| {
        if !kept {
            broken.push(rule.to_owned());
        }
    };
    let context = pod.security_context.clone().unwrap_or_default();
    rule(!pod.host_network.unwrap_or_default(), "hostNetwork");
    rule(!pod.host_pid.unwrap_or_default(), "hostPID");
    rule(!pod.host_ipc.unwrap_or_default(), "hostIPC");
    rule(context.run_as_non_root == Some(true), "runAsNonRoot");
    rule(
        context.run_as_user.is_none_or(|user| user != 0),
        "runAsUser",
    );
    rule(context.sysctls.is_none(), "sysctls");
    let seccomp = context.seccomp_profile.map(|profile| profile.type_);
    rule(
        matches!(seccomp.as_deref(), Some("RuntimeDefault" | "Localhost")),
        "seccompProfile",
    );
    rule(pod.volumes.iter().flatten().all(is_allowed), "volume types");
    rule(
        pod.automount_service_account_token == Some(false),
        "API token",
    );
    let containers = pod
        .containers
        .iter()
        .chain(pod.init_containers.iter().flatten());
    broken.extend(containers.flat_map(container_violations));
    broken
}

fn container_violations(container: &Container) -> Vec<String> {
    let context: SecurityContext = container.security_context.clone().unwrap_or_default();
    let capabilities = context.capabilities.unwrap_or_default();
    let rules = [
        (context.privileged != Some(true), "privileged"),
        (
            context.allow_privilege_escalation == Some(false),
            "allowPrivilegeEscalation",
        ),
        (
            capabilities
                .drop
                .unwrap_or_default()
                .contains(&"ALL".to_owned()),
            "drop ALL",
        ),
        (
            capabilities
                .add
                .unwrap_or_default()
                .iter()
                .all(|name| name == "NET_BIND_SERVICE"),
            "add",
        ),
        (
            context.run_as_user.is_none_or(|user| user != 0),
            "runAsUser",
        ),
        (context.run_as_non_root != Some(false), "runAsNonRoot"),
        (context.proc_mount.is_none(), "procMount"),
        (
            container
                .ports
                .iter()
                .flatten()
                .all(|port| port.host_port.is_none()),
            "hostPort",
        ),
        (
            context.read_only_root_filesystem == Some(true),
            "readOnlyRootFilesystem",
        ),
    ];
    let broken = rules.into_iter().filter(|(kept, _)| !kept);
    broken
        .map(|(_, rule)| format!("{}: {rule}", container.name))
        .collect()
}

fn is_allowed(volume: &Volume) -> bool {
    volume.config_map.is_some()
        || volume.secret.is_some()
        || volume.projected.is_some()
        || volume.empty_dir.is_some()
        || volume.downward_api.is_some()
        || volume.persistent_volume_claim.is_some()
        || volume.csi.is_some()
        || volume.ephemeral.is_some()
}

#[test]
fn every_pod_is_restricted_and_its_root_file_system_read_only() {
    let pods = fixture::pods(&fixture::prepared());
    assert_eq!(pods.len(), 4);
    for (name, pod) in pods {
        assert_eq!(violations(&pod), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_check_notices_each_thing_taken_away() {
    let (_, pod) = fixture::pods(&fixture::prepared())
        .pop_first()
        .expect("a pod");
    let mut without_context = pod.clone();
    without_context.security_context = None;
    assert_eq!(
        violations(&without_context),
        ["runAsNonRoot", "seccompProfile"]
    );
    let mut without_container_context = pod.clone();
    without_container_context.containers[0].security_context = None;
    assert_eq!(violations(&without_container_context).len(), 3);
    let mut with_host_path = pod;
    with_host_path.volumes = Some(vec![Volume::default()]);
    assert_eq!(violations(&with_host_path), ["volume types"]);
}
