//! Memberships are offered at brands, and applications ask for them as the tenant has them linked.

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
        brands: Vec::new(),
    }
}

#[test]
fn a_membership_is_offered_at_brands_that_are_there_and_stands_without_the_others() {
    let mut input = airline();
    let own = input.brands[0].key.qualified_name();
    let mut link = membership_link("givenName", "service");
    link.brands = texts(&[&own, "aurora/train"]);
    input.tenant.sign_in.membership_links = vec![link];
    let proof = prove_after(&input, None);
    assert_snapshot!(lines(&proof), @"IdentityTenant aurora/aurora spec.signIn.membershipLinks[0].brands: nobody could link the membership miles at aurora/train: the tenant has no such Brand, or it is not accepted; correct the name or the Brand, or take it out");
    let bundle = compile(&proof.accepted, "eu").unwrap();
    let link = &bundle.sign_in.membership_links[0];
    let offering: Vec<&str> = bundle
        .brands
        .iter()
        .filter(|brand| link.is_offered_at(brand))
        .map(|brand| brand.name.as_str())
        .collect();
    assert!(bundle.brands.len() > 1, "there are others");
    assert_eq!(offering, [own]);
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
