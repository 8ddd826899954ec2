//! Purposes: what they cover, on which basis, in which words.

use domicile_bundle::{Classification, LegalBasis};
use domicile_policy::{BasisRule, Input, ObjectKind, PolicyInput, prove};
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, document, key, purpose, texts},
    said_after,
};

/// What is said about the policy itself; objects that depend on it say that it is missing.
fn said_of_policy(change: impl FnOnce(&mut Input)) -> String {
    let said = said_after(change);
    said.lines()
        .filter(|line| line.starts_with("ConsentPolicy"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn an_unknown_attribute_is_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[1].attributes[0] = "emial".to_owned()), @"ConsentPolicy aurora/airline spec.purposes[1].attributes[0]: a person told what `newsletter` uses would read of `emial`: no ProfileSchema of the tenant defines `emial`; did you mean `email`?");
}

#[test]
fn an_unknown_event_is_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[1].events.push("Seat Chosen".to_owned())), @"ConsentPolicy aurora/airline spec.purposes[1].events[1]: a person told what `newsletter` uses would read of `Seat Chosen`: no ProfileSchema of the tenant defines `Seat Chosen`; define it there, or take it out here");
}

#[test]
fn an_attribute_of_a_refused_schema_is_refused() {
    assert_snapshot!(said_of_policy(|input| {
        let mut again = input.schemas[0].attributes[4].clone();
        again.classification = Classification::Pseudonymous;
        input.schemas[0].attributes.push(again);
        input.policies[0].purposes.truncate(1);
        input.policies[0].purposes[0].attributes.truncate(1);
    }), @r"
    ConsentPolicy aurora/airline spec.purposes[0].attributes[0]: a person told what `service` uses would read of `email`: ProfileSchema aurora/airline, which defines `email`, is not accepted; correct that object first
    ConsentPolicy aurora/airline spec.purposes[0].events[0]: a person told what `service` uses would read of `Order Completed`: ProfileSchema aurora/airline, which defines `Order Completed`, is not accepted; correct that object first
    ");
}

#[test]
fn a_purpose_that_is_defined_twice_is_refused() {
    assert_snapshot!(said_of_policy(|input| {
        let again = input.policies[0].purposes[0].clone();
        input.policies[0].purposes.push(again);
    }), @"ConsentPolicy aurora/airline spec.purposes[3].name: a person who permits `service` would permit two things: ConsentPolicy aurora/airline defines `service` as well; keep one of them, or give this one another name");
    assert_snapshot!(said_of_policy(|input| input.policies.push(PolicyInput {
        key: key(ObjectKind::ConsentPolicy, "another"),
        created_at: 1,
        purposes: vec![purpose("newsletter", LegalBasis::Consent, &["email"])],
    })), @"ConsentPolicy aurora/another spec.purposes[0].name: a person who permits `newsletter` would permit two things: ConsentPolicy aurora/airline defines `newsletter` as well; keep one of them, or give this one another name");
}

#[test]
fn a_purpose_without_a_legal_basis_somewhere_is_refused() {
    assert_snapshot!(said_of_policy(|input| {
        input.policies[0].purposes[2].legal_basis[0].jurisdictions = texts(&["EU", "US"]);
    }), @"ConsentPolicy aurora/airline spec.purposes[2].legalBasis: a person homed in jp: `marketing` has no legal basis in JP; add a rule for JP, or one without jurisdictions for all others");
}

#[test]
fn two_legal_bases_for_one_jurisdiction_are_refused() {
    assert_snapshot!(said_of_policy(|input| {
        let rule = |jurisdictions: &[&str], basis| BasisRule { jurisdictions: texts(jurisdictions), basis };
        input.policies[0].purposes[2].legal_basis = vec![
            rule(&["EU"], LegalBasis::Consent),
            rule(&["US", "EU"], LegalBasis::LegitimateInterest),
            rule(&[], LegalBasis::Consent),
            rule(&[], LegalBasis::Contract),
        ];
    }), @r"
    ConsentPolicy aurora/airline spec.purposes[2].legalBasis[1]: a person under the law of EU would be served `marketing` on the basis of Consent and of LegitimateInterest; keep one
    ConsentPolicy aurora/airline spec.purposes[2].legalBasis[3]: a person under the law of every jurisdiction that is not named would be served `marketing` on the basis of Consent and of Contract; keep one
    ");
}

#[test]
fn a_special_category_without_consent_is_refused() {
    assert_snapshot!(said_of_policy(|input| {
        input.schemas[0].attributes[3].classification = Classification::SpecialCategory;
        input.policies[0].purposes[1].legal_basis.push(BasisRule {
            jurisdictions: texts(&["US"]),
            basis: LegalBasis::LegitimateInterest,
        });
    }), @r"
    ConsentPolicy aurora/airline spec.purposes[0].attributes[3]: a person homed in eu who never gave `service`: `language` is of a special category and would be used on the basis of Contract; make the basis Consent in EU, or take the attribute out
    ConsentPolicy aurora/airline spec.purposes[1].attributes[2]: a person homed in us who never gave `newsletter`: `language` is of a special category and would be used on the basis of LegitimateInterest; make the basis Consent in US, or take the attribute out
    ");
}

#[test]
fn a_special_category_with_consent_everywhere_is_accepted() {
    let mut input = airline();
    input.schemas[0].attributes[5].classification = Classification::SpecialCategory;
    assert_eq!(prove(&input).rejections, []);
}

#[test]
fn versions_that_differ_between_languages_are_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[1].documents[1].version = "2".to_owned()), @"ConsentPolicy aurora/airline spec.purposes[1].documents[1].version: a person reading `fr` would decide about version 2 of `newsletter`, one reading `en` about version 1; give every language the same version");
}

#[test]
fn two_texts_in_one_language_are_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[1].documents.push(document("fr", "1"))), @"ConsentPolicy aurora/airline spec.purposes[1].documents[2].language: a person reading `fr` would be shown two texts about `newsletter`; keep one for each language");
}

#[test]
fn a_language_that_only_some_purposes_have_is_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[0].documents.push(document("de", "1"))), @r"
    ConsentPolicy aurora/airline spec.purposes[1].documents: a person reading `de` could not read what `newsletter` means: `service` has one; add a document in it
    ConsentPolicy aurora/airline spec.purposes[2].documents: a person reading `de` could not read what `marketing` means: `service` has one; add a document in it
    ");
}

#[test]
fn a_language_of_the_default_brand_that_no_purpose_has_is_refused() {
    assert_snapshot!(said_of_policy(|input| {
        for purpose in &mut input.policies[0].purposes {
            purpose.documents.truncate(1);
        }
    }), @r"
    ConsentPolicy aurora/airline spec.purposes[0].documents: a person reading `fr` could not read what `service` means: Brand aurora/aurora is shown in it; add a document in it
    ConsentPolicy aurora/airline spec.purposes[1].documents: a person reading `fr` could not read what `newsletter` means: Brand aurora/aurora is shown in it; add a document in it
    ConsentPolicy aurora/airline spec.purposes[2].documents: a person reading `fr` could not read what `marketing` means: Brand aurora/aurora is shown in it; add a document in it
    ");
}

#[test]
fn a_purpose_that_nobody_can_read_about_is_refused() {
    assert_snapshot!(said_of_policy(|input| input.policies[0].purposes[1].documents.clear()), @"ConsentPolicy aurora/airline spec.purposes[1].documents: nobody could read what `newsletter` means; add a document per language");
}

#[test]
fn a_text_serves_the_variants_of_its_language() {
    let mut input = airline();
    input.brands[0].languages = texts(&["en-GB", "fr-CA"]);
    assert_eq!(prove(&input).rejections, []);
}

#[test]
fn what_depends_on_a_refused_policy_says_so() {
    assert_snapshot!(said_after(|input| {
        input.policies[0].purposes[1].attributes[0] = "emial".to_owned();
        input.targets.truncate(1);
        input.targets[0].purposes.truncate(1);
    }), @r"
    ConsentPolicy aurora/airline spec.purposes[1].attributes[0]: a person told what `newsletter` uses would read of `emial`: no ProfileSchema of the tenant defines `emial`; did you mean `email`?
    Application aurora/shop spec.claims[0].purpose: a person who signs in to `shop` would show `email` for no purpose: ConsentPolicy aurora/airline, which defines `service`, is not accepted; correct that object first
    Application aurora/shop spec.claims[1].purpose: a person who signs in to `shop` would show `givenName` for no purpose: ConsentPolicy aurora/airline, which defines `service`, is not accepted; correct that object first
    ProfileSource aurora/shop spec.purpose: what `shop` sends would be kept for no purpose: ConsentPolicy aurora/airline, which defines `service`, is not accepted; correct that object first
    ActivationTarget aurora/crm spec.purposes[0]: nobody can have permitted `service`, for which `crm` would receive data: ConsentPolicy aurora/airline, which defines `service`, is not accepted; correct that object first
    ");
}
