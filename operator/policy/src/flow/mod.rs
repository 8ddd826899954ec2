//! For every (region, purpose, attribute, target): may it flow, and why not.

mod matrix;
mod verdict;

pub use matrix::{Cell, matrix};
pub use verdict::{FlowRefusal, Verdict};

use crate::{
    accepted::Accepted,
    catalogue::Catalogue,
    model::{RegionInput, TargetInput},
};

/// Whether an attribute of people homed in a region may reach a target under a purpose.
///
/// `target` is `<namespace>/<name>`. Unknown means refused. The consent of one person is not asked here: this is
/// what the configuration permits at most.
pub fn explain(
    accepted: &Accepted,
    region: &str,
    purpose: &str,
    attribute: &str,
    target: &str,
) -> Verdict {
    let known = Catalogue::of(accepted);
    let Some(region) = known.regions.get(region) else {
        return Verdict::Refused {
            reason: FlowRefusal::UnknownRegion {
                region: region.to_owned(),
            },
        };
    };
    let Some(target) = accepted
        .targets
        .iter()
        .find(|one| one.key.qualified_name() == target)
    else {
        return Verdict::Refused {
            reason: FlowRefusal::UnknownTarget {
                target: target.to_owned(),
            },
        };
    };
    decide(&known, region, purpose, attribute, target)
}

/// The one decision, shared by everything that says what may flow.
pub(crate) fn decide(
    known: &Catalogue<'_>,
    region: &RegionInput,
    purpose: &str,
    attribute: &str,
    target: &TargetInput,
) -> Verdict {
    match attribute_refusal(known, region, purpose, attribute, target) {
        Some(reason) => Verdict::Refused { reason },
        None => Verdict::Allowed,
    }
}

fn attribute_refusal(
    known: &Catalogue<'_>,
    region: &RegionInput,
    purpose: &str,
    attribute: &str,
    target: &TargetInput,
) -> Option<FlowRefusal> {
    let Some(defined) = known.purposes.get(purpose) else {
        return Some(FlowRefusal::UnknownPurpose {
            purpose: purpose.to_owned(),
        });
    };
    if !known.attributes.contains_key(attribute) {
        return Some(FlowRefusal::UnknownAttribute {
            attribute: attribute.to_owned(),
        });
    }
    if let Some(reason) = region_refusal(region, target) {
        return Some(reason);
    }
    let named = |names: &[String], name: &str| names.iter().any(|own| own == name);
    if !named(&target.purposes, purpose) {
        return Some(FlowRefusal::PurposeNotTaken {
            target: target.key.qualified_name(),
            purpose: purpose.to_owned(),
        });
    }
    if !named(&target.attributes, attribute) {
        let target = target.key.qualified_name();
        return Some(FlowRefusal::AttributeNotTaken {
            target,
            attribute: attribute.to_owned(),
        });
    }
    if !defined.attributes.contains(attribute) {
        return Some(FlowRefusal::NotCovered {
            purpose: purpose.to_owned(),
            attribute: attribute.to_owned(),
        });
    }
    if defined.value.basis_in(&region.jurisdiction).is_none() {
        let jurisdiction = region.jurisdiction.clone();
        return Some(FlowRefusal::NoLegalBasis {
            purpose: purpose.to_owned(),
            jurisdiction,
        });
    }
    None
}

/// Why nothing at all may leave that region for that target.
pub(crate) fn region_refusal(region: &RegionInput, target: &TargetInput) -> Option<FlowRefusal> {
    let lawful = region.may_transfer_to(&target.jurisdiction);
    if !target.takes_from(&region.name) {
        let mut only = target.regions.clone().unwrap_or_default();
        only.sort();
        only.dedup();
        return Some(FlowRefusal::RegionNotTaken {
            target: target.key.qualified_name(),
            region: region.name.clone(),
            only,
            unlawful_in: (!lawful).then(|| target.jurisdiction.clone()),
        });
    }
    (!lawful).then(|| FlowRefusal::NoTransferBasis {
        region: region.name.clone(),
        jurisdiction: target.jurisdiction.clone(),
    })
}
