//! A source collects under a purpose, and only what that covers.

use insta::assert_snapshot;

use crate::fixture::said_after;

#[test]
fn an_unknown_purpose_is_refused() {
    assert_snapshot!(said_after(|input| input.sources[0].purpose = "servcie".to_owned()), @"ProfileSource aurora/shop spec.purpose: what `shop` sends would be kept for no purpose: no ConsentPolicy of the tenant defines `servcie`; did you mean `service`?");
}

#[test]
fn an_unknown_attribute_is_refused() {
    assert_snapshot!(said_after(|input| input.sources[0].attributes.push("shoeSize".to_owned())), @"ProfileSource aurora/shop spec.attributes[2]: `shop` could set `shoeSize`, which has no type: no ProfileSchema of the tenant defines `shoeSize`; define it there, or take it out here");
}

#[test]
fn an_attribute_that_the_purpose_does_not_cover_is_refused() {
    assert_snapshot!(said_after(|input| input.sources[0].attributes.push("loyaltyTier".to_owned())), @"ProfileSource aurora/shop spec.attributes[2]: a person who reads what `service` covers would not find `loyaltyTier`, which `shop` collects under it; add `loyaltyTier` to `service` in ConsentPolicy aurora/airline, or take it out here");
}
