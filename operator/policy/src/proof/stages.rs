//! The stages of a proof, in the order in which objects depend on each other.

use std::collections::BTreeSet;

use super::{
    Proof, Rejection,
    candidate::{Candidate, Judged, candidates},
    facts::{Facts, HostOwner, Learn},
    leaves::Leaves,
};
use crate::{
    accepted::Accepted,
    model::{Input, ObjectKey, RegionInput, TenantSettings},
    rules::{self, Rule, Violation},
};

/// What is appended to a rejection of an object whose last accepted version stays.
const HELD: &str = "; the version accepted last stays in force";

/// Rejections and held objects, as they come.
#[derive(Default)]
pub(super) struct Findings {
    rejections: Vec<Rejection>,
    held: BTreeSet<ObjectKey>,
}

impl Findings {
    fn reject(&mut self, object: &ObjectKey, violations: Vec<Violation>, held: bool) {
        self.rejections.extend(
            violations
                .into_iter()
                .map(|Violation { path, mut message }| {
                    if held {
                        message.push_str(HELD);
                    }
                    Rejection {
                        object: object.clone(),
                        path,
                        message,
                    }
                }),
        );
        if held {
            self.held.insert(object.clone());
        }
    }
}

/// Runs every stage.
pub(super) fn run(input: &Input, last: Option<&Input>) -> Proof {
    let mut findings = Findings::default();
    let regions = candidates(&input.regions, last.map(|last| last.regions.as_slice()));
    let tenant = Candidate::new(
        &input.tenant,
        last.map(|last| &last.tenant)
            .filter(|l| l.key == input.tenant.key),
    );
    let mut accepted = Accepted::default();
    if let Some(mut facts) = found(&tenant, &regions, (input, last), &mut findings) {
        let schemas = candidates(&input.schemas, last.map(|last| last.schemas.as_slice()));
        accepted.schemas = stage(&schemas, rules::SCHEMA, &mut facts, &mut findings);
        let policies = candidates(&input.policies, last.map(|last| last.policies.as_slice()));
        accepted.policies = stage(&policies, rules::POLICY, &mut facts, &mut findings);
        reserve_hosts(&mut facts);
        let brands = candidates(&input.brands, last.map(|last| last.brands.as_slice()));
        accepted.brands = stage(&brands, rules::BRAND, &mut facts, &mut findings);
        // The tenant stands without its default brand: sign-in stays up, in another look.
        findings.reject(
            &tenant.key,
            rules::ask(rules::TENANT_AFTER_BRANDS, &facts, facts.tenant),
            false,
        );
        let applications = candidates(
            &input.applications,
            last.map(|last| last.applications.as_slice()),
        );
        let sources = candidates(&input.sources, last.map(|last| last.sources.as_slice()));
        let targets = candidates(&input.targets, last.map(|last| last.targets.as_slice()));
        let leaves = Leaves {
            applications: &applications,
            sources: &sources,
            targets: &targets,
        };
        leaves.judge(&mut facts, &mut findings, &mut accepted);
        // It stands without the template, too: nobody can register until it is there.
        findings.reject(
            &tenant.key,
            rules::registration_template_is_there(&accepted, facts.tenant),
            false,
        );
        // And without a place for what a provider says: the value is not taken.
        findings.reject(
            &tenant.key,
            rules::claims_have_a_place_and_a_purpose(&accepted, facts.tenant),
            false,
        );
        // Or for the number of a membership: it is not offered.
        findings.reject(
            &tenant.key,
            rules::memberships_have_a_place_and_a_purpose(&accepted, facts.tenant),
            false,
        );
        // Or for a telephone number: no messages are sent.
        findings.reject(
            &tenant.key,
            rules::telephone_numbers_have_a_place_and_a_purpose(&accepted, facts.tenant),
            false,
        );
        // A membership may name a brand that is not there: it is not offered at it.
        findings.reject(
            &tenant.key,
            rules::memberships_are_offered_at_brands(&accepted, facts.tenant),
            false,
        );
        // What an application says about memberships does not take it down.
        for application in &accepted.applications {
            let violations = rules::wanted_memberships_can_be_linked(facts.tenant, application);
            findings.reject(&application.key, violations, false);
        }
        accepted.tenant = Some(facts.tenant.clone());
        accepted.regions = facts
            .known
            .regions
            .values()
            .map(|region| (*region).clone())
            .collect();
    } else {
        reject_dependents(input, &mut findings);
    }
    let Findings {
        mut rejections,
        held,
    } = findings;
    rejections.sort();
    rejections.dedup();
    accepted.held = held;
    Proof {
        accepted,
        rejections,
    }
}

/// The first stage: the tenant on its regions. As it is now, else as it was accepted last, else not at all.
fn found<'a>(
    tenant: &'a Candidate<'a, TenantSettings>,
    regions: &'a [Candidate<'a, RegionInput>],
    (input, last): (&'a Input, Option<&'a Input>),
    findings: &mut Findings,
) -> Option<Facts<'a>> {
    let attempt = |version: &'a TenantSettings| {
        let mut facts = Facts::new(version, input, last);
        let mut found = Findings::default();
        let own = regions
            .iter()
            .filter(|region| version.regions.contains(&region.present.name));
        for region in own {
            judge(region, rules::REGION, &mut facts, &mut found);
        }
        let violations = rules::ask(rules::TENANT, &facts, version);
        (facts, found, violations)
    };
    let (facts, found, violations) = attempt(tenant.present);
    if violations.is_empty() {
        *findings = found;
        return Some(facts);
    }
    let second = tenant
        .last
        .as_ref()
        .map(attempt)
        .filter(|(_, _, violations)| violations.is_empty());
    findings.rejections.extend(found.rejections);
    findings.reject(&tenant.key, violations, second.is_some());
    let (facts, found, _) = second?;
    findings.rejections.extend(found.rejections);
    findings.held.extend(found.held);
    Some(facts)
}

/// Judges every object of one kind; returns what is in force, sorted by key.
fn stage<'a, T: Judged>(
    candidates: &'a [Candidate<'a, T>],
    rules: &[Rule<T>],
    facts: &mut Facts<'a>,
    findings: &mut Findings,
) -> Vec<T>
where
    Facts<'a>: Learn<'a, T>,
{
    let mut in_force: Vec<(&ObjectKey, &T)> = candidates
        .iter()
        .filter_map(|candidate| Some((&candidate.key, judge(candidate, rules, facts, findings)?)))
        .collect();
    in_force.sort_by(|left, right| left.0.cmp(right.0));
    in_force
        .into_iter()
        .map(|(_, object)| object.clone())
        .collect()
}

/// Judges one object; returns the version that is in force.
pub(super) fn judge<'a, T: Judged>(
    candidate: &'a Candidate<'a, T>,
    rules: &[Rule<T>],
    facts: &mut Facts<'a>,
    findings: &mut Findings,
) -> Option<&'a T>
where
    Facts<'a>: Learn<'a, T>,
{
    let violations = rules::ask(rules, facts, candidate.present);
    if violations.is_empty() {
        facts.accept(candidate.present);
        return Some(candidate.present);
    }
    let last = candidate
        .last
        .as_ref()
        .filter(|last| rules::ask(rules, facts, last).is_empty());
    findings.reject(&candidate.key, violations, last.is_some());
    match last {
        Some(last) => facts.accept(last),
        None => facts.leave_out(candidate.present),
    }
    last
}

/// The tenant's own hosts, which no brand may take.
fn reserve_hosts(facts: &mut Facts<'_>) {
    for (host, what) in facts.own_hosts() {
        facts.hosts.insert(host, HostOwner::Tenant(what));
    }
}

/// Without its tenant, nothing is in force; each object says so.
fn reject_dependents(input: &Input, findings: &mut Findings) {
    let tenant = &input.tenant.key;
    let schemas = input.schemas.iter().map(|object| &object.key);
    let policies = input.policies.iter().map(|object| &object.key);
    let brands = input.brands.iter().map(|object| &object.key);
    let applications = input.applications.iter().map(|object| &object.key);
    let sources = input.sources.iter().map(|object| &object.key);
    let targets = input.targets.iter().map(|object| &object.key);
    for object in schemas
        .chain(policies)
        .chain(brands)
        .chain(applications)
        .chain(sources)
        .chain(targets)
    {
        let message =
            format!("nobody is served by it: {tenant} is not accepted; correct that object first");
        findings.reject(
            object,
            vec![Violation::new("spec.tenantRef", message)],
            false,
        );
    }
}
