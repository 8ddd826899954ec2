//! Pod Security `restricted` for every pod, and more: no writable root file system.

use k8s_openapi::api::core::v1::{
    Capabilities, PodSecurityContext, SeccompProfile, SecurityContext,
};

/// User and group of the workloads; the same number that distroless images call `nonroot`.
pub const WORKLOAD_USER: i64 = 65532;
/// User and group of PostgreSQL; the same number that the public Debian image calls `postgres`.
pub const POSTGRESQL_USER: i64 = 999;

/// Security context of a pod.
pub fn pod(user: i64) -> PodSecurityContext {
    PodSecurityContext {
        run_as_non_root: Some(true),
        run_as_user: Some(user),
        run_as_group: Some(user),
        fs_group: Some(user),
        // A change of every file's mode at each start would be slow, and PostgreSQL refuses a directory that others
        // may write to.
        fs_group_change_policy: Some("OnRootMismatch".to_owned()),
        seccomp_profile: Some(SeccompProfile {
            type_: "RuntimeDefault".to_owned(),
            ..SeccompProfile::default()
        }),
        ..PodSecurityContext::default()
    }
}

/// Security context of a container.
pub fn container() -> SecurityContext {
    SecurityContext {
        allow_privilege_escalation: Some(false),
        privileged: Some(false),
        read_only_root_filesystem: Some(true),
        capabilities: Some(Capabilities {
            drop: Some(vec!["ALL".to_owned()]),
            add: None,
        }),
        ..SecurityContext::default()
    }
}
