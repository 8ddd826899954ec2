//! What became of a pass: the only thing that a status may be computed from.

use std::collections::BTreeMap;

use domicile_bundle::Revision;

/// The outcome of [`super::Writer::apply`]. Nothing else makes one.
#[derive(Clone, Debug)]
pub struct Applied {
    revisions: BTreeMap<String, Revision>,
    written: Vec<String>,
    failures: Vec<Failure>,
}

/// An object that could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Kind, namespace and name.
    pub object: String,
    /// What the API server said.
    pub message: String,
}

impl Applied {
    pub(super) fn new(revisions: BTreeMap<String, Revision>) -> Self {
        Self {
            revisions,
            written: Vec::new(),
            failures: Vec::new(),
        }
    }

    pub(super) fn wrote(&mut self, object: impl Into<String>) {
        self.written.push(object.into());
    }

    pub(super) fn fail(&mut self, object: &str, message: &str) {
        tracing::warn!(object, message, "cannot write");
        self.failures.push(Failure {
            object: object.to_owned(),
            message: message.to_owned(),
        });
    }

    pub(super) fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// The revision that every replica of a region has to report, by region.
    pub fn revisions(&self) -> &BTreeMap<String, Revision> {
        &self.revisions
    }

    /// What was written in this pass; empty for a settled tenant.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// What could not be written.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

/// For tests of what is computed from it.
#[cfg(test)]
impl Applied {
    /// A pass that had nothing to write.
    pub(crate) fn without_writes(revisions: BTreeMap<String, Revision>) -> Self {
        Self::new(revisions)
    }

    /// The same with one write.
    pub(crate) fn with_write(mut self, object: &str) -> Self {
        self.wrote(object);
        self
    }

    /// The same with one failure.
    pub(crate) fn with_failure(mut self, object: &str, message: &str) -> Self {
        self.fail(object, message);
        self
    }
}
