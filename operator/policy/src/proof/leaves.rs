//! The last stage: applications, sources and targets. Nothing depends on them, so they are judged together, across
//! kinds: of two that want the same Secret, the one that comes first has it.

use super::{
    Facts,
    candidate::Candidate,
    stages::{Findings, judge},
};
use crate::{
    accepted::Accepted,
    model::{ApplicationInput, SourceInput, TargetInput},
    rules,
};

/// Candidates of the kinds on which nothing depends.
#[derive(Clone, Copy)]
pub(super) struct Leaves<'a> {
    pub(super) applications: &'a [Candidate<'a, ApplicationInput>],
    pub(super) sources: &'a [Candidate<'a, SourceInput>],
    pub(super) targets: &'a [Candidate<'a, TargetInput>],
}

/// One of them.
#[derive(Clone, Copy)]
enum Leaf<'a> {
    Application(&'a Candidate<'a, ApplicationInput>),
    Source(&'a Candidate<'a, SourceInput>),
    Target(&'a Candidate<'a, TargetInput>),
}

impl<'a> Leaves<'a> {
    /// Judges all of them in the order of their precedence, whatever their kind.
    pub(super) fn judge(
        self,
        facts: &mut Facts<'a>,
        findings: &mut Findings,
        accepted: &mut Accepted,
    ) {
        for leaf in self.in_order() {
            match leaf {
                Leaf::Application(one) => {
                    let judged = judge(one, rules::APPLICATION, facts, findings);
                    accepted.applications.extend(judged.cloned());
                }
                Leaf::Source(one) => {
                    let judged = judge(one, rules::SOURCE, facts, findings);
                    accepted.sources.extend(judged.cloned());
                }
                Leaf::Target(one) => {
                    let judged = judge(one, rules::TARGET, facts, findings);
                    accepted.targets.extend(judged.cloned());
                }
            }
        }
        accepted
            .applications
            .sort_by(|left, right| left.key.cmp(&right.key));
        accepted
            .sources
            .sort_by(|left, right| left.key.cmp(&right.key));
        accepted
            .targets
            .sort_by(|left, right| left.key.cmp(&right.key));
    }

    fn in_order(self) -> impl Iterator<Item = Leaf<'a>> {
        let applications = self.applications.iter();
        let sources = self.sources.iter();
        let targets = self.targets.iter();
        let mut leaves: Vec<_> = applications
            .map(|one| (one.precedence(), Leaf::Application(one)))
            .chain(sources.map(|one| (one.precedence(), Leaf::Source(one))))
            .chain(targets.map(|one| (one.precedence(), Leaf::Target(one))))
            .collect();
        leaves.sort_by_key(|(precedence, _)| *precedence);
        leaves.into_iter().map(|(_, leaf)| leaf)
    }
}
