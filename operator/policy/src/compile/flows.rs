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
    let attributes = by_name(&target.attributes);
    let events = by_name(&target.events);
    let purposes = by_name(&target.purposes);
    let lawful =
        |purpose: &&DefinedPurpose<'_>| purpose.value.basis_in(&home.jurisdiction).is_some();
    purposes
        .iter()
        .filter_map(|name| known.purposes.get(name))
        .filter(lawful)
        .map(|purpose| Flow {
            purpose: purpose.value.name.clone(),
            attributes: common(&attributes, &purpose.attributes)
                .filter(|name| known.attributes.contains_key(name))
                .map(str::to_owned)
                .collect(),
            events: common(&events, &purpose.events)
                .filter(|name| known.events.contains_key(name))
                .map(str::to_owned)
                .collect(),
        })
        .filter(|flow| !flow.attributes.is_empty() || !flow.events.is_empty())
        .collect()
}

fn by_name(names: &[String]) -> BTreeSet<&str> {
    names.iter().map(String::as_str).collect()
}

/// Names in both, in order.
fn common<'a>(
    left: &'a BTreeSet<&'a str>,
    right: &'a BTreeSet<&'a str>,
) -> impl Iterator<Item = &'a str> {
    left.intersection(right).copied()
}
