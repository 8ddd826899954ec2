//! Every (region, purpose, attribute, target) of a tenant.

use std::{iter, rc::Rc};

use super::{Verdict, decide};
use crate::{accepted::Accepted, catalogue::Catalogue};

/// One combination and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// Name of the region.
    pub region: &'a str,
    /// Name of the purpose.
    pub purpose: &'a str,
    /// Name of the attribute.
    pub attribute: &'a str,
    /// Namespace of the target.
    pub target_namespace: &'a str,
    /// Name of the target.
    pub target: &'a str,
    /// May it flow?
    pub verdict: Verdict,
}

/// Every combination of accepted regions, purposes, attributes and targets, sorted by these.
///
/// There are as many as the product of the four; the iterator makes them one by one.
pub fn matrix(accepted: &Accepted) -> impl Iterator<Item = Cell<'_>> {
    let known = Rc::new(Catalogue::of(accepted));
    let regions: Vec<_> = known.regions.values().copied().collect();
    let purposes: Vec<_> = known.purposes.keys().copied().collect();
    let attributes: Vec<_> = known.attributes.keys().copied().collect();
    let pairs: Vec<_> = regions
        .into_iter()
        .flat_map(|region| purposes.iter().map(move |purpose| (region, *purpose)))
        .collect();
    pairs.into_iter().flat_map(move |(region, purpose)| {
        let known = Rc::clone(&known);
        let with_attribute: Vec<_> = attributes
            .iter()
            .map(|attribute| (*attribute, Rc::clone(&known)))
            .collect();
        with_attribute
            .into_iter()
            .flat_map(move |(attribute, known)| {
                iter::repeat(known)
                    .zip(&accepted.targets)
                    .map(move |(known, target)| Cell {
                        region: &region.name,
                        purpose,
                        attribute,
                        target_namespace: &target.key.namespace,
                        target: &target.key.name,
                        verdict: decide(&known, region, purpose, attribute, target),
                    })
            })
    })
}
