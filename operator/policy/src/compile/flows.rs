//! What may leave one region for one target.

use std::collections::BTreeSet;

use domicile_bundle::{Flow, Target};

use crate::{
    catalogue::{Catalogue, DefinedPurpose},
    flow::{FlowRefusal, region_refusal},
    model::{RegionInput, TargetInput},
};

/// The target as this region knows it: with its flows, or with the reason why there are none.
pub(super) fn compile(known: &Catalogue<'_>, home: &RegionInput, target: &TargetInput) -> Target {
    let refusal = region_refusal(home, target);
    let flows = if refusal.is_none() {
        flows(known, home, target)
    } else {
        Vec::new()
    };
    let nothing = || FlowRefusal::NothingCovered {
        target: target.key.qualified_name(),
    };
    let refusal = refusal.or_else(|| flows.is_empty().then(nothing));
    Target {
        name: target.key.qualified_name(),
        display_name: target.display_name.clone(),
        transport: target.transport.clone(),
        jurisdiction: target.jurisdiction.clone(),
        flows,
        refusal: refusal.map(|reason| reason.to_string()),
        filter: target.filter.clone(),
        delivery: target.delivery.clone(),
    }
}

/// For every purpose that the target names: what both name.
fn flows(known: &Catalogue<'_>, home: &RegionInput, target: &TargetInput) -> Vec<Flow> {
    let attributes = by_name(&target.attributes, |name| {
        known.attributes.contains_key(name)
    });
    let events = by_name(&target.events, |name| known.events.contains_key(name));
    let purposes = by_name(&target.purposes, |_| true);
    let lawful =
        |purpose: &&DefinedPurpose<'_>| purpose.value.basis_in(&home.jurisdiction).is_some();
    purposes
        .iter()
        .filter_map(|name| known.purposes.get(name))
        .filter(lawful)
        .map(|purpose| Flow {
            purpose: purpose.value.name.clone(),
            attributes: common(&attributes, &purpose.attributes),
            events: common(&events, &purpose.events),
        })
        .filter(|flow| !flow.attributes.is_empty() || !flow.events.is_empty())
        .collect()
}

/// Those names that are known, in order.
fn by_name(names: &[String], is_known: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    names
        .iter()
        .map(String::as_str)
        .filter(|name| is_known(name))
        .collect()
}

/// Names in both, in order.
fn common(left: &BTreeSet<&str>, right: &BTreeSet<&str>) -> Vec<String> {
    let mut names = Vec::with_capacity(left.len().min(right.len()));
    names.extend(left.intersection(right).map(|name| (*name).to_owned()));
    names
}
