//! A name means one thing.

use domicile_bundle::{AttributeType, Classification, IdentifierKind, MergeRule};
use domicile_policy::prove;
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, event, schema},
    said_after,
};

#[test]
fn an_attribute_of_two_types_is_refused() {
    assert_snapshot!(said_after(|input| {
        let mut other = schema("loyalty", &["loyaltyTier"]);
        other.attributes[0].attribute_type = AttributeType::Integer;
        input.schemas.push(other);
    }), @"ProfileSchema aurora/loyalty spec.attributes[0].type: `loyaltyTier` has type String in ProfileSchema aurora/airline and Integer here, so one value would be held to two rules; give both the same definition, or one of them another name");
}

#[test]
fn an_attribute_of_two_classifications_merge_rules_or_identifiers_is_refused() {
    assert_snapshot!(said_after(|input| {
        let mut other = schema("loyalty", &["loyaltyTier", "email", "givenName"]);
        other.attributes[0].classification = Classification::SpecialCategory;
        other.attributes[1].identifier = Some(IdentifierKind::External);
        other.attributes[2].merge = MergeRule::FirstKnown;
        input.schemas.push(other);
    }), @r"
    ProfileSchema aurora/loyalty spec.attributes[0].classification: `loyaltyTier` has classification Personal in ProfileSchema aurora/airline and SpecialCategory here, so one value would be held to two rules; give both the same definition, or one of them another name
    ProfileSchema aurora/loyalty spec.attributes[1].identifier: `email` has identifier Email in ProfileSchema aurora/airline and External here, so one value would be held to two rules; give both the same definition, or one of them another name
    ProfileSchema aurora/loyalty spec.attributes[2].merge: `givenName` has merge MostRecent in ProfileSchema aurora/airline and FirstKnown here, so one value would be held to two rules; give both the same definition, or one of them another name
    ");
}

#[test]
fn an_attribute_that_is_defined_twice_in_one_schema_is_refused_when_the_definitions_differ() {
    let broken = said_after(|input| {
        let mut again = input.schemas[0].attributes[4].clone();
        again.attribute_type = AttributeType::Integer;
        input.schemas[0].attributes.push(again);
    });
    assert_snapshot!(broken.lines().last().unwrap(), @"ActivationTarget aurora/us-ads spec.purposes[0]: nobody can have permitted `marketing`, for which `us-ads` would receive data: ConsentPolicy aurora/airline, which defines `marketing`, is not accepted; correct that object first");
}

#[test]
fn equal_definitions_in_two_schemas_are_one() {
    let mut input = airline();
    input.schemas.push(schema("again", &["email"]));
    let proof = prove(&input);
    assert_eq!(proof.rejections, []);
    assert_eq!(proof.accepted.schemas().len(), 2);
}

#[test]
fn an_event_with_two_sets_of_properties_is_refused() {
    assert_snapshot!(said_after(|input| {
        let mut other = schema("loyalty", &[]);
        other.events = vec![event("Order Completed", &[("orderId", AttributeType::String), ("miles", AttributeType::Integer)])];
        input.schemas.push(other);
    }), @"ProfileSchema aurora/loyalty spec.events[0].properties: an event `Order Completed` with `currency` would be kept by one definition and not by the other: ProfileSchema aurora/airline defines its properties differently; give both the same properties");
}

#[test]
fn a_property_of_two_types_is_refused() {
    assert_snapshot!(said_after(|input| {
        let mut other = schema("loyalty", &[]);
        other.events = vec![event("Miles Spent", &[("miles", AttributeType::Integer), ("miles", AttributeType::String)])];
        input.schemas.push(other);
    }), @"ProfileSchema aurora/loyalty spec.events[0].properties[1]: an event `Miles Spent` with `miles` would be kept as Integer and left out as String; name the property once");
}

#[test]
fn the_older_of_two_schemas_keeps_its_place() {
    assert_snapshot!(said_after(|input| {
        let mut other = schema("a-newcomer", &["loyaltyTier"]);
        other.attributes[0].attribute_type = AttributeType::Integer;
        other.created_at = 1;
        input.schemas.push(other);
    }), @"ProfileSchema aurora/a-newcomer spec.attributes[0].type: `loyaltyTier` has type String in ProfileSchema aurora/airline and Integer here, so one value would be held to two rules; give both the same definition, or one of them another name");
}
