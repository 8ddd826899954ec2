//! A target receives only what its purposes cover, from regions whose law permits it.

mod coverage;
mod filter;
mod transfer;

use super::{
    Rule, Violation,
    secret::{secret_is_free, secret_is_not_the_tenants},
};
use crate::model::TargetInput;

pub(crate) const RULES: &[Rule<TargetInput>] = &[
    // What the target names is known.
    coverage::regions_are_known,
    coverage::purposes_are_known,
    coverage::attributes_are_known,
    coverage::events_are_known,
    // One of its purposes covers each of it.
    coverage::attributes_are_covered,
    coverage::events_are_covered,
    // Every region that it takes from may hand data to where it processes (GDPR, chapter V).
    transfer::transfers_have_a_basis,
    // The filter can be evaluated, and looks at nothing that the target may not have.
    filter::filter_compiles,
    filter::filter_looks_at_what_is_sent,
    // The Secret is its own.
    secret_is_free,
    secret_is_not_the_tenants,
];
