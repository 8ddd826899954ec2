//! Brands offer the tenant's memberships, and applications ask for them as the tenant has them linked.

use std::collections::BTreeMap;

use domicile_bundle::{MembershipLink, WantedAttribute};
use domicile_policy::{compile, prove_after};
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, texts},
    lines,
};

/// A membership whose number is kept so.
pub fn membership_link(attribute: &str, purpose: &str) -> MembershipLink {
    MembershipLink {
        name: "miles".to_owned(),
        titles: BTreeMap::new(),
        attribute: attribute.to_owned(),
        purpose: purpose.to_owned(),
        verification_url: "https://miles.example/verify".to_owned(),
        questions: Vec::new(),
    }
}

#[test]
fn a_brand_offers_what_the_tenant_has_and_stands_without_it() {
    let mut input = airline();
    input.tenant.sign_in.membership_links = vec![membership_link("givenName", "service")];
    input.brands[0].membership_links = Some(texts(&["miles", "hotel"]));
    let proof = prove_after(&input, None);
    assert_snapshot!(lines(&proof), @"Brand aurora/aurora spec.membershipLinks[1]: a person could not link `hotel` at `aurora`: IdentityTenant aurora/aurora has no such membership; add it to signIn.membershipLinks there, or take it out here");
    let bundle = compile(&proof.accepted, "eu").unwrap();
    let name = input.brands[0].key.qualified_name();
    let brand = bundle.brands.iter().find(|brand| brand.name == name);
    let brand = brand.expect("a brand is not taken down for what it offers");
    assert!(brand.offers_membership("miles") && !brand.offers_membership("train"));
    input.brands[0].membership_links = Some(Vec::new());
    let bundle = compile(&prove_after(&input, None).accepted, "eu").unwrap();
    assert!(
        !bundle
            .brands
            .iter()
            .any(|brand| brand.name == name && brand.offers_membership("miles"))
    );
}

#[test]
fn the_number_of_a_membership_is_asked_for_as_it_is_linked_and_never_required() {
    let asked = |purpose: &str, required: bool| {
        let mut input = airline();
        input.tenant.sign_in.membership_links = vec![membership_link("givenName", "service")];
        input.applications[0].progressive_profile = vec![WantedAttribute {
            attribute: "givenName".to_owned(),
            purpose: purpose.to_owned(),
            sign_ins: 1,
            scope: None,
            required,
            ask_again_seconds: 1,
        }];
        let proof = prove_after(&input, None);
        let bundle = compile(&proof.accepted, "eu").unwrap();
        assert!(bundle.application("aurora.shop").is_some(), "it stands");
        lines(&proof)
    };
    assert_snapshot!(asked("service", false), @"");
    assert_snapshot!(asked("newsletter", false), @"Application aurora/shop spec.progressiveProfile[0].purpose: a person who signs in to `shop` could not be asked for `givenName`: it is the number of the membership `miles`, which is kept for `service`; name that purpose");
    assert_snapshot!(asked("service", true), @"Application aurora/shop spec.progressiveProfile[0].required: a person who signs in to `shop` could not be asked for `givenName`: it is the number of the membership `miles`, and not everybody is a member; take required out");
}
