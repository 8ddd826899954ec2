//! When a configuration is in force, and when it is not.

use std::collections::BTreeMap;

use domicile_api::condition::{ConditionStatus, Reason};
use domicile_bundle::status::WorkloadStatus;
use domicile_bundle::{Revision, status::DatabaseIdentity};

use crate::{
    apply::Applied,
    build::component::Component,
    observe::{Observation, Pod, Report, Rollout},
    status::Scene,
};

fn revision() -> Revision {
    Revision::of("configuration")
}

fn applied() -> Applied {
    Applied::without_writes(BTreeMap::from([("eu".to_owned(), revision())]))
}

fn pod(component: Component) -> Pod {
    let report = match component {
        Component::Postgresql => None,
        Component::Workload(workload) => Some(Report::Answered(Box::new(WorkloadStatus {
            workload,
            version: "0.1.0".to_owned(),
            tenant: "aurora".to_owned(),
            namespace: "aurora".to_owned(),
            region: "eu".to_owned(),
            pod: String::new(),
            node: String::new(),
            bundle_revision: Some(revision().to_string()),
            bundle_problem: None,
            database: Some(DatabaseIdentity {
                address: "10.0.0.7:5432".to_owned(),
                system_identifier: "1".to_owned(),
            }),
            database_problem: None,
            open_since: String::new(),
        }))),
    };
    Pod {
        namespace: "aurora".to_owned(),
        name: format!("aurora-eu-{component}-0"),
        region: "eu".to_owned(),
        component,
        node: Some("eu-1".to_owned()),
        address: Some("10.0.0.7".to_owned()),
        is_running: true,
        is_ready: true,
        is_leaving: false,
        trouble: None,
        told_revision: None,
        report,
    }
}

fn settled() -> Observation {
    let complete = Rollout {
        wanted: 1,
        updated: 1,
        ready: 1,
        present: 1,
        is_observed: true,
    };
    Observation {
        pods: Component::ALL.map(pod).into(),
        rollouts: Component::ALL
            .map(|component| (("eu".to_owned(), component), complete.clone()))
            .into(),
        ..Observation::default()
    }
}

fn status_of(pod: &mut Pod) -> &mut WorkloadStatus {
    match pod.report.as_mut() {
        Some(Report::Answered(status)) => status,
        other => panic!("it answered: {other:?}"),
    }
}

fn reason(applied: &Applied, observation: &Observation) -> Option<Reason> {
    let scene = Scene {
        applied,
        observation,
    };
    scene.configuration().map(|finding| finding.reason)
}

#[test]
fn a_pass_that_wrote_nothing_and_replicas_that_report_the_revision_are_in_force() {
    let (applied, observation) = (applied(), settled());
    assert_eq!(reason(&applied, &observation), None);
    let scene = Scene {
        applied: &applied,
        observation: &observation,
    };
    assert!(scene.region_is_ready("eu"));
    assert_eq!(scene.database_condition().status, ConditionStatus::True);
}

#[test]
fn what_was_written_in_this_pass_is_not_in_force_yet() {
    let applied = applied().with_write("ConfigMap aurora/aurora-eu-bundle-000");
    assert_eq!(reason(&applied, &settled()), Some(Reason::Applying));
}

#[test]
fn what_the_api_server_refused_is_told_before_everything_else() {
    let applied = applied()
        .with_write("Service aurora/a")
        .with_failure("StatefulSet aurora/b", "forbidden");
    assert_eq!(reason(&applied, &settled()), Some(Reason::ApplyFailed));
}

#[test]
fn one_replica_with_another_revision_is_enough() {
    let mut observation = settled();
    status_of(&mut observation.pods[3]).bundle_revision = Some("older".to_owned());
    assert_eq!(
        reason(&applied(), &observation),
        Some(Reason::AwaitingRevision)
    );
    observation.pods[3].report = Some(Report::Unanswered("no answer within 2 s".to_owned()));
    assert_eq!(
        reason(&applied(), &observation),
        Some(Reason::AwaitingRevision)
    );
}

#[test]
fn a_replica_that_refused_the_configuration_says_why() {
    let mut observation = settled();
    status_of(&mut observation.pods[1]).bundle_problem = Some("parts are mixed".to_owned());
    assert_eq!(
        reason(&applied(), &observation),
        Some(Reason::RevisionRefused)
    );
}

#[test]
fn a_rollout_on_its_way_and_a_pod_that_cannot_start_are_told_apart() {
    let mut observation = settled();
    observation
        .rollouts
        .insert(("eu".to_owned(), Component::AUTH), Rollout::default());
    assert_eq!(reason(&applied(), &observation), Some(Reason::RollingOut));
    observation.pods[1].trouble = Some("container auth: ErrImagePull".to_owned());
    assert_eq!(
        reason(&applied(), &observation),
        Some(Reason::WorkloadFailing)
    );
}

#[test]
fn a_database_that_one_workload_cannot_reach_is_not_ready() {
    let (applied, mut observation) = (applied(), settled());
    status_of(&mut observation.pods[2]).database_problem = Some("connection refused".to_owned());
    let scene = Scene {
        applied: &applied,
        observation: &observation,
    };
    let finding = scene.database().unwrap();
    assert_eq!(finding.reason, Reason::AwaitingDatabase);
    assert!(
        finding.message.contains("connection refused"),
        "{}",
        finding.message
    );
}
