//! Whether the configuration is in force: each check a small function, asked in order; the first that finds something
//! gives the reason.

use std::collections::BTreeMap;

use domicile_api::condition::{ConditionStatus, ConditionType, NewCondition, Reason};
use domicile_bundle::Revision;

use crate::{
    apply::Applied,
    build::component::Component,
    observe::{Observation, Pod, Report, Rollout},
};

/// What checks look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// What was written in this pass.
    pub applied: &'a Applied,
    /// What ran at its beginning.
    pub observation: &'a Observation,
}

/// Why something does not hold yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// For programs.
    pub reason: Reason,
    /// For people.
    pub message: String,
}

type Check = fn(&Scene<'_>) -> Option<Finding>;

/// Whether every replica runs the configuration.
const CONFIGURATION: [Check; 6] = [
    nothing_was_refused,
    every_pod_can_start,
    nothing_was_written,
    no_bundle_was_refused,
    rollouts_are_complete,
    every_replica_reports_the_revision,
];

impl Scene<'_> {
    /// Why the configuration is not in force everywhere, if it is not.
    pub fn configuration(&self) -> Option<Finding> {
        CONFIGURATION.iter().find_map(|check| check(self))
    }

    /// Why a database does not answer, if one does not.
    pub fn database(&self) -> Option<Finding> {
        databases_answer(self)
    }

    /// Whether everything runs in one region as it should.
    pub fn region_is_ready(&self, region: &str) -> bool {
        let rollouts = &self.observation.rollouts;
        let complete = Component::ALL.iter().all(|component| {
            rollouts
                .get(&(region.to_owned(), *component))
                .is_some_and(Rollout::is_complete)
        });
        let revision = self.applied.revisions().get(region);
        complete
            && revision.is_some_and(|revision| {
                workloads(self.observation)
                    .filter(|pod| pod.region == region)
                    .all(|pod| problem_of(pod, revision).is_none())
            })
    }

    /// The same as a condition.
    pub fn configuration_condition(&self) -> NewCondition {
        condition(
            ConditionType::ConfigurationInForce,
            self.configuration(),
            || {
                let replicas = workloads(self.observation).count();
                (
                    Reason::AsSpecified,
                    format!("{replicas} replicas report the revision of their region"),
                )
            },
        )
    }

    /// The same as a condition.
    pub fn database_condition(&self) -> NewCondition {
        condition(ConditionType::DatabaseReady, self.database(), || {
            let regions = self
                .applied
                .revisions()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            (
                Reason::DatabaseAnswers,
                format!("the databases of {regions} answer"),
            )
        })
    }
}

fn condition(
    kind: ConditionType,
    finding: Option<Finding>,
    good: impl FnOnce() -> (Reason, String),
) -> NewCondition {
    let (status, (reason, message)) = match finding {
        None => (ConditionStatus::True, good()),
        Some(Finding { reason, message }) => (ConditionStatus::False, (reason, message)),
    };
    NewCondition {
        condition_type: kind,
        status,
        reason,
        message,
    }
}

fn found(reason: Reason, message: impl Into<String>) -> Finding {
    Finding {
        reason,
        message: message.into(),
    }
}

fn nothing_was_refused(scene: &Scene<'_>) -> Option<Finding> {
    let failure = scene.applied.failures().first()?;
    let message = format!("{}: {}", failure.object, failure.message);
    Some(found(Reason::ApplyFailed, message))
}

fn every_pod_can_start(scene: &Scene<'_>) -> Option<Finding> {
    let pod = scene
        .observation
        .pods
        .iter()
        .find(|pod| pod.trouble.is_some() && !pod.is_leaving)?;
    let trouble = pod.trouble.as_deref().unwrap_or_default();
    let message = format!("pod {}: {trouble}", pod.name);
    Some(found(Reason::WorkloadFailing, message))
}

fn nothing_was_written(scene: &Scene<'_>) -> Option<Finding> {
    let (first, rest) = scene.applied.written().split_first()?;
    let message = if rest.is_empty() {
        first.clone()
    } else {
        format!("{first} and {} more", rest.len())
    };
    let message = format!("written just now: {message}");
    Some(found(Reason::Applying, message))
}

fn no_bundle_was_refused(scene: &Scene<'_>) -> Option<Finding> {
    workloads(scene.observation).find_map(|pod| {
        let problem = pod.answer()?.bundle_problem.as_deref()?;
        let message = format!("pod {} keeps its last configuration: {problem}", pod.name);
        Some(found(Reason::RevisionRefused, message))
    })
}

fn rollouts_are_complete(scene: &Scene<'_>) -> Option<Finding> {
    let regions: Vec<&String> = scene.applied.revisions().keys().collect();
    let wanted = regions
        .into_iter()
        .flat_map(|region| Component::ALL.map(|component| (region.clone(), component)));
    let late: Vec<String> = wanted
        .filter_map(|key| match scene.observation.rollouts.get(&key) {
            Some(rollout) if rollout.is_complete() => None,
            Some(rollout) => Some(format!("{} of {} {}", key.1, key.0, rollout.as_fraction())),
            None => Some(format!("{} of {} not there yet", key.1, key.0)),
        })
        .collect();
    (!late.is_empty()).then(|| found(Reason::RollingOut, late.join(", ")))
}

fn every_replica_reports_the_revision(scene: &Scene<'_>) -> Option<Finding> {
    let revisions: &BTreeMap<String, Revision> = scene.applied.revisions();
    workloads(scene.observation).find_map(|pod| {
        let problem = match revisions.get(&pod.region) {
            Some(revision) => problem_of(pod, revision)?,
            None => format!("pod {} belongs to no region of the tenant", pod.name),
        };
        Some(found(Reason::AwaitingRevision, problem))
    })
}

fn databases_answer(scene: &Scene<'_>) -> Option<Finding> {
    let regions = scene.applied.revisions();
    if regions.is_empty() {
        return Some(found(Reason::AwaitingDatabase, "there is no region yet"));
    }
    let problem = regions
        .keys()
        .find_map(|region| database_problem(scene.observation, region))?;
    Some(found(Reason::AwaitingDatabase, problem))
}

/// Why the database of a region does not answer, as its workloads see it.
fn database_problem(observation: &Observation, region: &str) -> Option<String> {
    let mut pods = workloads(observation)
        .filter(|pod| pod.region == region)
        .peekable();
    if pods.peek().is_none() {
        return Some(format!("no workload of region {region} runs yet"));
    }
    pods.find_map(|pod| {
        let status = pod.answer();
        if status
            .is_some_and(|status| status.database.is_some() && status.database_problem.is_none())
        {
            return None;
        }
        let why = status
            .and_then(|status| status.database_problem.as_deref())
            .unwrap_or("the workload does not say");
        Some(format!(
            "region {region}, as pod {} sees it: {why}",
            pod.name
        ))
    })
}

/// Pods of ours that serve, or are about to.
fn workloads(observation: &Observation) -> impl Iterator<Item = &Pod> {
    observation
        .pods
        .iter()
        .filter(|pod| pod.component != Component::Postgresql && !pod.is_leaving)
}

/// Why a replica does not run that revision, if it does not.
fn problem_of(pod: &Pod, revision: &Revision) -> Option<String> {
    match &pod.report {
        Some(Report::Answered(status))
            if status.bundle_revision.as_deref() == Some(revision.as_str()) =>
        {
            None
        }
        Some(Report::Answered(status)) => Some(format!(
            "pod {} runs revision {}, {revision} is wanted",
            pod.name,
            status.bundle_revision.as_deref().unwrap_or("none")
        )),
        Some(Report::Unanswered(problem)) => {
            Some(format!("pod {} does not answer: {problem}", pod.name))
        }
        None => Some(format!("pod {} is starting", pod.name)),
    }
}

#[cfg(test)]
#[path = "convergence_tests.rs"]
mod tests;
