//! A target receives only what its purposes cover, from regions whose law permits it.

use domicile_bundle::LegalBasis;
use domicile_policy::prove;
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, texts},
    said_after,
};

#[test]
fn an_unlawful_transfer_is_refused() {
    assert_snapshot!(said_after(|input| input.targets[2].regions = Some(texts(&["us", "eu"]))), @"ActivationTarget aurora/us-ads spec.regions[1]: a person homed in eu who gave `marketing`: attribute `email` would reach `us-ads` in US, and Region eu names no basis for a transfer to US; add the transfer to Region eu with its basis, or leave eu out of spec.regions");
}

#[test]
fn a_target_without_regions_takes_from_all_and_every_one_must_be_lawful() {
    assert_snapshot!(said_after(|input| input.targets[2].regions = None), @r"
    ActivationTarget aurora/us-ads spec.jurisdiction: a person homed in eu who gave `marketing`: attribute `email` would reach `us-ads` in US, and Region eu names no basis for a transfer to US; add the transfer to Region eu with its basis, or leave eu out of spec.regions
    ActivationTarget aurora/us-ads spec.jurisdiction: a person homed in jp who gave `marketing`: attribute `email` would reach `us-ads` in US, and Region jp names no basis for a transfer to US; add the transfer to Region jp with its basis, or leave jp out of spec.regions
    ");
}

#[test]
fn the_counterexample_follows_the_legal_basis() {
    let with_basis = |basis| {
        said_after(|input| {
            input.targets[2].regions = Some(texts(&["jp"]));
            input.policies[0].purposes[2].legal_basis[0].basis = basis;
        })
    };
    assert_snapshot!(with_basis(LegalBasis::LegitimateInterest), @"ActivationTarget aurora/us-ads spec.regions[0]: a person homed in jp who has not objected to `marketing`: attribute `email` would reach `us-ads` in US, and Region jp names no basis for a transfer to US; add the transfer to Region jp with its basis, or leave jp out of spec.regions");
    assert_snapshot!(with_basis(LegalBasis::Contract), @"ActivationTarget aurora/us-ads spec.regions[0]: a person homed in jp, served under `marketing`: attribute `email` would reach `us-ads` in US, and Region jp names no basis for a transfer to US; add the transfer to Region jp with its basis, or leave jp out of spec.regions");
}

#[test]
fn an_event_alone_is_a_transfer_as_well() {
    assert_snapshot!(said_after(|input| {
        input.targets[2].regions = Some(texts(&["eu"]));
        input.targets[2].attributes.clear();
    }), @"ActivationTarget aurora/us-ads spec.regions[0]: a person homed in eu who gave `marketing`: event `Order Completed` would reach `us-ads` in US, and Region eu names no basis for a transfer to US; add the transfer to Region eu with its basis, or leave eu out of spec.regions");
}

#[test]
fn a_target_that_receives_nothing_still_learns_that_a_person_exists() {
    assert_snapshot!(said_after(|input| {
        input.targets[2].regions = Some(texts(&["eu"]));
        input.targets[2].attributes.clear();
        input.targets[2].events.clear();
    }), @"ActivationTarget aurora/us-ads spec.regions[0]: a person homed in eu: that the person exists would reach `us-ads` in US, and Region eu names no basis for a transfer to US; add the transfer to Region eu with its basis, or leave eu out of spec.regions");
}

#[test]
fn a_transfer_that_the_region_names_is_accepted() {
    let mut input = airline();
    input.targets[2].regions = Some(texts(&["us", "eu"]));
    let mut transfer = input.regions[1].transfers[0].clone();
    transfer.to = "US".to_owned();
    input.regions[0].transfers.push(transfer);
    assert_eq!(prove(&input).rejections, []);
}

#[test]
fn unknown_purposes_attributes_events_and_regions_are_refused() {
    assert_snapshot!(said_after(|input| {
        let target = &mut input.targets[2];
        target.purposes.push("advertising".to_owned());
        target.attributes.push("shoeSize".to_owned());
        target.events.push("Order Complete".to_owned());
        target.regions = Some(texts(&["us", "uk"]));
    }), @r"
    ActivationTarget aurora/us-ads spec.attributes[2]: no profile has `shoeSize`, which `us-ads` would receive: no ProfileSchema of the tenant defines `shoeSize`; define it there, or take it out here
    ActivationTarget aurora/us-ads spec.events[1]: no `Order Complete` is kept, which `us-ads` would receive: no ProfileSchema of the tenant defines `Order Complete`; did you mean `Order Completed`?
    ActivationTarget aurora/us-ads spec.purposes[1]: nobody can have permitted `advertising`, for which `us-ads` would receive data: no ConsentPolicy of the tenant defines `advertising`; define it there, or take it out here
    ActivationTarget aurora/us-ads spec.regions[1]: nobody is homed in uk, so `us-ads` would take nothing from there: the tenant is in eu, jp, us only; correct the name, or add the region to the tenant
    ");
}

#[test]
fn an_attribute_that_no_purpose_of_the_target_covers_is_refused() {
    assert_snapshot!(said_after(|input| input.targets[1].attributes.push("loyaltyTier".to_owned())), @"ActivationTarget aurora/newsletter-tool spec.attributes[2]: a person who permits `newsletter`: attribute `loyaltyTier` would reach `newsletter-tool`, and none of its purposes covers it; name `marketing`, which covers it, or take it out here");
}

#[test]
fn an_attribute_that_no_purpose_at_all_covers_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.policies[0].purposes[2].attributes.retain(|attribute| attribute != "seatPreference");
        input.targets[0].attributes.push("seatPreference".to_owned());
    }), @"ActivationTarget aurora/crm spec.attributes[3]: a person who permits `service` and `marketing`: attribute `seatPreference` would reach `crm`, and none of its purposes covers it; add it to one of these purposes, or take it out here");
}

#[test]
fn an_event_that_no_purpose_of_the_target_covers_is_refused() {
    assert_snapshot!(said_after(|input| input.targets[1].events.push("Flight Searched".to_owned())), @"ActivationTarget aurora/newsletter-tool spec.events[1]: a person who permits `newsletter`: event `Flight Searched` would reach `newsletter-tool`, and none of its purposes covers it; add it to one of these purposes, or take it out here");
}

#[test]
fn a_target_without_purposes_receives_nothing() {
    assert_snapshot!(said_after(|input| input.targets[1].purposes.clear()), @r"
    ActivationTarget aurora/newsletter-tool spec.attributes[0]: a person who permits nothing: attribute `email` would reach `newsletter-tool`, and none of its purposes covers it; name `marketing`, which covers it, or take it out here
    ActivationTarget aurora/newsletter-tool spec.attributes[1]: a person who permits nothing: attribute `givenName` would reach `newsletter-tool`, and none of its purposes covers it; name `newsletter`, which covers it, or take it out here
    ActivationTarget aurora/newsletter-tool spec.events[0]: a person who permits nothing: event `Order Completed` would reach `newsletter-tool`, and none of its purposes covers it; name `marketing`, which covers it, or take it out here
    ");
}

#[test]
fn a_filter_that_is_no_expression_is_refused() {
    assert_snapshot!(said_after(|input| input.targets[1].filter = Some("event.name ==".to_owned())), @"ActivationTarget aurora/newsletter-tool spec.filter: no event could be judged, so nothing would ever reach `newsletter-tool`: the filter cannot be used (line 1, column 14: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}); write a CEL expression over `event` and `attributes`");
}

#[test]
fn a_filter_that_looks_at_what_is_not_there_is_refused() {
    assert_snapshot!(said_after(|input| input.targets[1].filter = Some("person.age > 18".to_owned())), @"ActivationTarget aurora/newsletter-tool spec.filter: no event could be judged, so nothing would ever reach `newsletter-tool`: the filter looks at `person`, and knows `event` and `attributes` only");
}

#[test]
fn a_filter_that_would_tell_about_other_attributes_is_refused() {
    let filter = "attributes.loyaltyTier == \"gold\" && attributes[\"shoeSize\"] > 40 && has(attributes.email)";
    assert_snapshot!(said_after(|input| input.targets[1].filter = Some(filter.to_owned())), @r"
    ActivationTarget aurora/newsletter-tool spec.filter: whether an event arrives would tell `newsletter-tool` about `loyaltyTier`, which it does not take; add `loyaltyTier` to spec.attributes, or take it out of the filter
    ActivationTarget aurora/newsletter-tool spec.filter: whether an event arrives would tell `newsletter-tool` about `shoeSize`, which no profile has; take it out of the filter
    ");
}

#[test]
fn a_filter_over_the_event_and_what_is_sent_is_accepted() {
    let filter = "event.name == \"Order Completed\" && event.properties.total > 100 && attributes.email != \"\"";
    assert_snapshot!(said_after(|input| input.targets[1].filter = Some(filter.to_owned())), @"");
}

#[test]
fn a_filter_that_would_exhaust_the_stack_is_refused() {
    let said = |filter: String| said_after(|input| input.targets[1].filter = Some(filter));
    assert_snapshot!(said("(".repeat(100)), @"ActivationTarget aurora/newsletter-tool spec.filter: no event could be judged, so nothing would ever reach `newsletter-tool`: the filter cannot be used (it has more than 8 brackets within each other); write a CEL expression over `event` and `attributes`");
    assert_snapshot!(said("x".repeat(5000)), @"ActivationTarget aurora/newsletter-tool spec.filter: no event could be judged, so nothing would ever reach `newsletter-tool`: the filter cannot be used (it is longer than 2000 bytes); write a CEL expression over `event` and `attributes`");
    assert_snapshot!(said(format!("event{}", ".a".repeat(500))), @"ActivationTarget aurora/newsletter-tool spec.filter: no event could be judged, so nothing would ever reach `newsletter-tool`: the filter cannot be used (it has more than 40 operations within each other); write a CEL expression over `event` and `attributes`");
}
