//! Taking, holding and giving up the lease.

use std::time::{Duration, Instant};

use k8s_openapi::{api::coordination::v1::Lease, jiff::Timestamp};
use kube::{Api, Client, api::PostParams};

use super::candidate::{Candidate, GIVE_UP_AFTER, LOOK_EVERY, RENEW_EVERY, Step};

/// One question that is not answered must not use up the time in which others could be.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// Between two tries to renew.
const PAUSE: Duration = Duration::from_millis(500);

/// Why the lease is not ours.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// Another replica took it.
    #[error("the lease {name} was taken by another replica")]
    Taken {
        /// Name of the Lease.
        name: String,
    },
    /// It could not be renewed in time.
    #[error("the lease {name} could not be renewed for {} s: {source}", GIVE_UP_AFTER.as_secs())]
    NotRenewed {
        /// Name of the Lease.
        name: String,
        /// What the API server said last.
        source: Box<kube::Error>,
    },
    /// The API server did not answer in time.
    #[error("the lease {name} could not be renewed for {} s: no answer", GIVE_UP_AFTER.as_secs())]
    NoAnswer {
        /// Name of the Lease.
        name: String,
    },
}

/// One replica's part in the election.
#[derive(Debug)]
pub struct Election {
    api: Api<Lease>,
    name: String,
    candidate: Candidate,
}

impl Election {
    /// Takes part for the Lease of that name; `identity` is the pod's name.
    pub fn new(client: Client, namespace: &str, name: &str, identity: &str) -> Self {
        Self {
            api: Api::namespaced(client, namespace),
            name: name.to_owned(),
            candidate: Candidate::new(identity),
        }
    }

    /// Waits until this replica holds the lease.
    pub async fn acquire(&mut self) {
        loop {
            match self.attempt().await {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(lease = %self.name, %error, "cannot take part in the election; trying again");
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Renews until that is not possible any more: then this replica must stop writing at once.
    pub async fn hold(&mut self) -> LeaseError {
        let mut renewed = Instant::now();
        loop {
            let next = RENEW_EVERY.saturating_sub(renewed.elapsed());
            tokio::time::sleep(next.max(PAUSE)).await;
            let left = GIVE_UP_AFTER.saturating_sub(renewed.elapsed());
            match tokio::time::timeout(left.min(ANSWER_WITHIN), self.attempt()).await {
                Ok(Ok(true)) => renewed = Instant::now(),
                Ok(Ok(false)) => {
                    return LeaseError::Taken {
                        name: self.name.clone(),
                    };
                }
                Ok(Err(error)) if renewed.elapsed() >= GIVE_UP_AFTER => {
                    return LeaseError::NotRenewed {
                        name: self.name.clone(),
                        source: Box::new(error),
                    };
                }
                Err(_) if renewed.elapsed() >= GIVE_UP_AFTER => {
                    return LeaseError::NoAnswer {
                        name: self.name.clone(),
                    };
                }
                Ok(Err(error)) => {
                    tracing::warn!(lease = %self.name, %error, "cannot renew the lease; trying again");
                }
                Err(_) => {
                    tracing::warn!(lease = %self.name, "no answer about the lease; trying again");
                }
            }
        }
    }

    /// Gives the lease up, so that a standby takes over at once.
    pub async fn release(&mut self) {
        let result = async {
            let Some(mut lease) = self.api.get_opt(&self.name).await? else {
                return Ok(());
            };
            let Some(record) = lease.spec.as_ref() else {
                return Ok(());
            };
            if let Step::Write(_) =
                self.candidate
                    .next_step(Some(record), Instant::now(), Timestamp::now())
            {
                lease.spec = Some(Candidate::released(record));
                self.api
                    .replace(&self.name, &PostParams::default(), &lease)
                    .await?;
            }
            Ok::<_, kube::Error>(())
        };
        if let Err(error) = result.await {
            tracing::warn!(lease = %self.name, %error, "cannot give the lease up; a standby waits until it expires");
        }
    }

    /// One look, and one write where it is ours to write. The API server refuses a write over a newer record.
    async fn attempt(&mut self) -> Result<bool, kube::Error> {
        let current = self.api.get_opt(&self.name).await?;
        let record = current.as_ref().and_then(|lease| lease.spec.as_ref());
        let Step::Write(record) =
            self.candidate
                .next_step(record, Instant::now(), Timestamp::now())
        else {
            return Ok(false);
        };
        let parameters = PostParams::default();
        let written = if let Some(mut lease) = current {
            lease.spec = Some(*record);
            self.api.replace(&self.name, &parameters, &lease).await
        } else {
            let mut lease = Lease {
                spec: Some(*record),
                ..Lease::default()
            };
            lease.metadata.name = Some(self.name.clone());
            self.api.create(&parameters, &lease).await
        };
        match written {
            Ok(_) => Ok(true),
            Err(kube::Error::Api(status)) if status.is_conflict() || status.is_already_exists() => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}
