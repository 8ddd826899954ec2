//! One pass, which reads like a table of contents.

mod attached;
mod deletion;
mod region;
mod tenant;

use std::time::{Duration, Instant};

use crate::{
    apply::Failure,
    assemble::AssembleError,
    context::Context,
    dereference::DereferenceError,
    material::MaterialError,
    queue::{Key, Outcome},
    validate::ValidateError,
};

/// How soon to look again while workloads take up a configuration: what they say has no watch.
const WHILE_CONVERGING: Duration = Duration::from_secs(1);
/// How soon to look again while pods are on their way: they are watched, this is for what a watch does not tell.
const WHILE_ROLLING_OUT: Duration = Duration::from_secs(5);
/// How soon to look again when everything is as it should be.
const WHILE_SETTLED: Duration = Duration::from_secs(30);

/// Why a pass failed.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// The cluster could not be read.
    #[error(transparent)]
    Dereference(#[from] DereferenceError),
    /// Keys or certificates are broken.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// No configuration could be made.
    #[error(transparent)]
    Validate(#[from] ValidateError),
    /// No objects could be made.
    #[error(transparent)]
    Assemble(#[from] AssembleError),
    /// Some objects were refused.
    #[error("{} of the tenant's objects were refused, the first is {}: {}", .0.len(), .0[0].object, .0[0].message)]
    Refused(Vec<Failure>),
    /// A status, a finalizer or a deletion was refused.
    #[error("cannot write {what}: {source}")]
    Write {
        /// What was to be written.
        what: String,
        /// What the API server said.
        source: Box<kube::Error>,
    },
}

impl ReconcileError {
    fn write(what: impl Into<String>) -> impl FnOnce(kube::Error) -> Self {
        let what = what.into();
        move |source| Self::Write {
            what,
            source: Box::new(source),
        }
    }
}

/// Makes one pass, and counts it.
pub async fn reconcile(context: &Context, key: &Key) -> Outcome {
    let started = Instant::now();
    let result = match key {
        Key::Tenant(tenant) => tenant::reconcile(context, tenant).await,
        Key::Region(name) => region::reconcile(context, name).await,
    };
    context
        .metrics
        .pass(key.kind(), result.is_ok(), started.elapsed());
    context.count_objects();
    match result {
        Ok(outcome) => {
            tracing::debug!(%key, ?outcome, milliseconds = started.elapsed().as_millis(), "pass ended");
            outcome
        }
        Err(error) => {
            tracing::warn!(%key, %error, "pass failed; trying again later");
            Outcome::Failed
        }
    }
}
