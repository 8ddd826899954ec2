//! What a workload still waits for before it is ready.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

/// Open reasons for not being ready.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readiness(Arc<Mutex<BTreeSet<String>>>);

impl Readiness {
    pub(crate) fn hold(&self, reason: &str) -> ReadinessHold {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(reason.to_owned());
        ReadinessHold {
            readiness: self.clone(),
            reason: reason.to_owned(),
        }
    }

    pub(crate) fn open_reasons(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }
}

/// Keeps the process from being ready until it is dropped.
#[derive(Debug)]
#[must_use = "dropping the hold makes the process ready"]
pub struct ReadinessHold {
    readiness: Readiness,
    reason: String,
}

impl Drop for ReadinessHold {
    fn drop(&mut self) {
        self.readiness
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.reason);
    }
}
