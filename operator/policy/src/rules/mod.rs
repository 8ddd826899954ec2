//! The rules, an ordered list per kind.
//!
//! A rule is a small function from what is known so far and one object to violations. It says nothing about
//! syntax, which the API server has checked already; it says where objects contradict each other or the law, each
//! time with one concrete case.

mod application;
mod brand;
mod memberships;
mod policy;
mod progressive_profile;
mod region;
mod schema;
mod secret;
mod source;
mod target;
mod tenant;
mod wording;

pub use self::application::host_of;
pub(crate) use self::{
    application::RULES as APPLICATION,
    brand::RULES as BRAND,
    memberships::{memberships_are_offered_at_brands, wanted_memberships_can_be_linked},
    policy::RULES as POLICY,
    region::RULES as REGION,
    schema::RULES as SCHEMA,
    source::RULES as SOURCE,
    target::RULES as TARGET,
    tenant::{
        RULES as TENANT, RULES_AFTER_BRANDS as TENANT_AFTER_BRANDS,
        claims_have_a_place_and_a_purpose, memberships_have_a_place_and_a_purpose,
        registration_template_is_there, telephone_numbers_have_a_place_and_a_purpose,
    },
};
use crate::proof::Facts;

/// One rule about objects of one kind.
pub(crate) type Rule<T> = fn(&Facts<'_>, &T) -> Vec<Violation>;

/// One case in which a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// The field.
    pub(crate) path: String,
    /// The counterexample, and what to do.
    pub(crate) message: String,
}

impl Violation {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

/// Every violation of an object, in the order of the rules.
pub(crate) fn ask<T>(rules: &[Rule<T>], facts: &Facts<'_>, object: &T) -> Vec<Violation> {
    rules.iter().flat_map(|rule| rule(facts, object)).collect()
}
