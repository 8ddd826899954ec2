//! One attempt at a delivery, from the gate to the log.

use std::{collections::BTreeSet, time::Instant};

use domicile_bundle::{Target, Transport};
use domicile_consent::{
    AttemptRequest, gate,
    permit::{Permit, Refusal},
};
use domicile_service::LoadedBundle;
use futures::future::join_all;
use jiff::Timestamp;

use crate::{
    Activation, ActivationError, cloud_event,
    conclusion::Conclusion,
    delivery_log::Reason,
    exit::Request,
    filter,
    payload::{self, Profiles},
    projection::{Disclosed, allowed_attributes, disclosed, project},
    queue::Claimed,
    webhook,
};

/// A claimed delivery with its target; the slot is given back when the attempt has ended.
struct Job<'a, S> {
    claimed: Claimed,
    event: String,
    target: &'a Target,
    _slot: S,
}

impl Activation {
    /// Attempts a batch of claimed deliveries under one configuration: one question to the gate, then all at once.
    ///
    /// # Errors
    /// When the database does not answer; what was not recorded comes due again when its claim runs out.
    pub async fn attempt_batch<S: Send>(
        &self,
        bundle: &LoadedBundle,
        batch: Vec<(Claimed, S)>,
    ) -> Result<(), ActivationError> {
        let mut jobs = Vec::with_capacity(batch.len());
        for (mut claimed, slot) in batch {
            match (
                claimed.event.take(),
                bundle
                    .bundle
                    .targets
                    .iter()
                    .find(|target| target.name == claimed.target),
            ) {
                (None, _) => self.forget_orphan(&claimed).await?,
                (Some(event), Some(target)) => jobs.push(Job {
                    claimed,
                    event,
                    target,
                    _slot: slot,
                }),
                // Another replica's newer configuration may know the target: the claim runs out by itself.
                (Some(_), None) => {}
            }
        }
        let requests: Vec<AttemptRequest<'_>> = jobs
            .iter()
            .map(|job| AttemptRequest {
                delivery_id: job.claimed.id,
                subject: &job.claimed.subject,
                event: &job.event,
                target: job.target,
                purposes: &bundle.bundle.purposes,
            })
            .collect();
        let answers = gate::start(&self.pool, &requests).await?;
        // Read after the permits: an erasure that came first has emptied it, one that comes later waits for us.
        let profiles = self.read_profiles(&jobs, &answers).await?;
        let attempts = jobs
            .into_iter()
            .zip(answers)
            .map(|(job, answer)| self.attempt(bundle, &profiles, job, answer));
        join_all(attempts).await.into_iter().collect()
    }

    async fn read_profiles<S>(
        &self,
        jobs: &[Job<'_, S>],
        answers: &[Result<Permit, Refusal>],
    ) -> Result<Profiles, ActivationError> {
        let (mut events, mut subjects, mut attributes) =
            (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for (job, answer) in jobs.iter().zip(answers) {
            if let Ok(permit) = answer {
                events.push(job.claimed.event_id);
                subjects.insert(job.claimed.subject.as_str());
                attributes.extend(allowed_attributes(
                    job.target,
                    &job.event,
                    permit.purposes(),
                ));
            }
        }
        if events.is_empty() {
            return Ok(Profiles::default());
        }
        let subjects: Vec<&str> = subjects.into_iter().collect();
        let attributes: Vec<&str> = attributes.into_iter().collect();
        Ok(payload::read(&self.pool, &events, &subjects, &attributes).await?)
    }

    async fn attempt<S>(
        &self,
        bundle: &LoadedBundle,
        profiles: &Profiles,
        job: Job<'_, S>,
        answer: Result<Permit, Refusal>,
    ) -> Result<(), ActivationError> {
        let permit = match answer {
            Ok(permit) => permit,
            Err(refusal) => return self.record_refusal(&job.claimed, refusal).await,
        };
        let mut left = Vec::new();
        let conclusion = match self.compose(bundle, profiles, &job, &permit).await {
            Ok((request, disclosed)) => {
                let began = Instant::now();
                let (spent, answer) = self.exit.send(permit, request).await;
                self.metrics.attempt_took(began.elapsed());
                if answer.may_have_arrived() {
                    left = disclosed;
                }
                Conclusion::of_answer(job.target, job.claimed.attempt, spent, answer)
            }
            Err(reason) => Conclusion::not_sent(permit, reason),
        };
        self.record(&job.claimed, &job.event, conclusion, &left)
            .await
    }

    /// The request to send with what it tells, or why nothing is sent although the gate said yes.
    async fn compose<S>(
        &self,
        bundle: &LoadedBundle,
        profiles: &Profiles,
        job: &Job<'_, S>,
        permit: &Permit,
    ) -> Result<(Request, Vec<Disclosed>), Reason> {
        let event = profiles
            .events
            .get(&job.claimed.event_id)
            .ok_or(Reason::PersonErased)?;
        let known = profiles
            .attributes
            .get(&job.claimed.subject)
            .cloned()
            .unwrap_or_default();
        let bundle = &bundle.bundle;
        let projected = project(
            bundle,
            job.target,
            &event.name,
            permit.purposes(),
            &event.properties,
            &known,
        );
        if let Some(expression) = &job.target.filter {
            filter::admits(expression, &event.name, &projected)?;
        }
        let subject = &job.claimed.subject;
        let body = cloud_event::compose(
            bundle,
            job.claimed.id,
            subject,
            event,
            &projected,
            permit.purposes(),
        )
        .map_err(|_| Reason::TargetMisconfigured)?;
        let Transport::Webhook { url, secret_file } = &job.target.transport;
        let secret = self
            .secrets
            .read(secret_file)
            .await
            .ok_or(Reason::TargetMisconfigured)?;
        let request = webhook::request(url, &secret, job.claimed.id, Timestamp::now(), body)
            .map_err(|_| Reason::TargetMisconfigured)?;
        let disclosed = disclosed(job.target, &event.name, permit.purposes(), &projected);
        Ok((request, disclosed))
    }
}
