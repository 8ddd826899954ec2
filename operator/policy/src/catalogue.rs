//! What is defined so far, by name.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use domicile_bundle::Attribute;

use crate::{
    accepted::Accepted,
    model::{EventInput, ObjectKey, PolicyInput, PurposeInput, RegionInput, SchemaInput},
};

/// A definition and the object that it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defined<'a, T> {
    pub(crate) object: &'a ObjectKey,
    pub(crate) value: &'a T,
}

/// A purpose, with what it covers ready to be looked up.
#[derive(Clone, Debug)]
pub(crate) struct DefinedPurpose<'a> {
    pub(crate) object: &'a ObjectKey,
    pub(crate) value: &'a PurposeInput,
    pub(crate) attributes: BTreeSet<&'a str>,
    pub(crate) events: BTreeSet<&'a str>,
}

/// Regions, attributes, events and purposes by name, merged from every object that defines some.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogue<'a> {
    pub(crate) regions: BTreeMap<&'a str, &'a RegionInput>,
    pub(crate) attributes: BTreeMap<&'a str, Defined<'a, Attribute>>,
    pub(crate) events: BTreeMap<&'a str, Defined<'a, EventInput>>,
    pub(crate) purposes: BTreeMap<&'a str, DefinedPurpose<'a>>,
}

impl<'a> Catalogue<'a> {
    /// Everything that was accepted.
    pub(crate) fn of(accepted: &'a Accepted) -> Self {
        let mut catalogue = Self::default();
        for region in &accepted.regions {
            catalogue.add_region(region);
        }
        for schema in &accepted.schemas {
            catalogue.add_schema(schema);
        }
        for policy in &accepted.policies {
            catalogue.add_policy(policy);
        }
        catalogue
    }

    pub(crate) fn add_region(&mut self, region: &'a RegionInput) {
        self.regions.insert(&region.name, region);
    }

    /// Adds a schema; of equal definitions the first stays.
    pub(crate) fn add_schema(&mut self, schema: &'a SchemaInput) {
        for attribute in &schema.attributes {
            self.attributes.entry(&attribute.name).or_insert(Defined {
                object: &schema.key,
                value: attribute,
            });
        }
        for event in &schema.events {
            self.events.entry(&event.name).or_insert(Defined {
                object: &schema.key,
                value: event,
            });
        }
    }

    pub(crate) fn add_policy(&mut self, policy: &'a PolicyInput) {
        for purpose in &policy.purposes {
            if let Entry::Vacant(place) = self.purposes.entry(&purpose.name) {
                place.insert(DefinedPurpose {
                    object: &policy.key,
                    value: purpose,
                    attributes: purpose.attributes.iter().map(String::as_str).collect(),
                    events: purpose.events.iter().map(String::as_str).collect(),
                });
            }
        }
    }
}
