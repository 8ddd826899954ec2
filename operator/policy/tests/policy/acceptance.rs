//! How objects stand together, and what stays when a change is refused.

use std::collections::BTreeSet;

use domicile_policy::{Input, ObjectKind, PolicyInput, compile, prove, prove_after};
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, brand, key, purpose, texts},
    lines,
};

#[test]
fn a_refused_target_does_not_stop_the_others() {
    let mut input = airline();
    input.targets[2].regions = None;
    let proof = prove(&input);
    let names: Vec<_> = proof
        .accepted
        .targets()
        .iter()
        .map(|target| target.key.name.as_str())
        .collect();
    assert_eq!(names, ["crm", "newsletter-tool"]);
    assert_eq!(proof.rejections_of(&input.targets[2].key).count(), 2);
    assert!(!proof.accepted.contains(&input.targets[2].key));
    assert!(proof.accepted.contains(&input.targets[0].key));
}

#[test]
fn a_bad_change_leaves_the_last_accepted_version_in_force() {
    let before = airline();
    let mut input = before.clone();
    input.policies[0].purposes[1].attributes[0] = "emial".to_owned();
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"ConsentPolicy aurora/airline spec.purposes[1].attributes[0]: a person told what `newsletter` uses would read of `emial`: no ProfileSchema of the tenant defines `emial`; did you mean `email`?; the version accepted last stays in force");
    assert_eq!(
        proof.accepted.held(),
        &BTreeSet::from([input.policies[0].key.clone()])
    );
    assert_eq!(
        compile(&proof.accepted, "eu"),
        compile(&prove(&before).accepted, "eu")
    );
}

#[test]
fn a_permission_that_can_no_longer_be_proven_is_withdrawn() {
    let before = airline();
    let mut input = before.clone();
    // jp may no longer hand data to the EU: neither the present nor the last version of these targets is lawful.
    input.regions[2].transfers.clear();
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @r"
    ActivationTarget aurora/crm spec.jurisdiction: a person homed in jp, served under `service`: attribute `email` would reach `crm` in EU, and Region jp names no basis for a transfer to EU; add the transfer to Region jp with its basis, or leave jp out of spec.regions
    ActivationTarget aurora/newsletter-tool spec.jurisdiction: a person homed in jp who gave `newsletter`: attribute `email` would reach `newsletter-tool` in EU, and Region jp names no basis for a transfer to EU; add the transfer to Region jp with its basis, or leave jp out of spec.regions
    ");
    assert!(proof.accepted.held().is_empty());
    let bundle = compile(&proof.accepted, "jp").unwrap();
    assert!(bundle.targets.iter().all(|target| target.flows.is_empty()));
}

#[test]
fn a_bad_change_of_the_tenant_leaves_it_as_it_was() {
    let before = airline();
    let mut input = before.clone();
    input.tenant.regions.push("br".to_owned());
    input.tenant.portal_secret_digests = texts(&["dd"]);
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"IdentityTenant aurora/aurora spec.regions[3]: a person homed in br would have no place to be: there is no Region br; create it; the version accepted last stays in force");
    let tenant = proof.accepted.tenant().unwrap();
    assert_eq!(tenant.regions, before.tenant.regions);
    // Digests come from Secrets, not from people: they are never held back.
    assert_eq!(tenant.portal_secret_digests, texts(&["dd"]));
}

#[test]
fn a_bad_change_of_a_region_leaves_it_as_it_was() {
    let before = airline();
    let mut input = before.clone();
    input.regions[0].residents.push("US".to_owned());
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"Region eu spec.residents[4]: a person resident in US would be homed in us and in eu; name US in one Region only; the version accepted last stays in force");
    assert_eq!(
        compile(&proof.accepted, "eu"),
        compile(&prove(&before).accepted, "eu")
    );
}

#[test]
fn a_change_never_takes_the_place_of_what_is_in_force() {
    let mut before = airline();
    before
        .brands
        .push(brand("aurora-cargo", "cargo", &["cargo.example"]));
    before.brands[0].created_at = 1;
    before.brands[2].created_at = 2;
    let mut input = before.clone();
    // The older brand wants the younger one's host.
    input.brands[0].hosts = texts(&["cargo.example"]);
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"Brand aurora/aurora spec.hosts[0]: a person who opens https://cargo.example would be shown Brand aurora-cargo/cargo and `aurora`; choose another host; the version accepted last stays in force");
    assert_eq!(proof.accepted.brands().len(), 3);
}

#[test]
fn what_is_deleted_is_gone() {
    let before = airline();
    let mut input = before.clone();
    input.targets.clear();
    let proof = prove_after(&input, Some(&before));
    assert_eq!(proof.rejections, []);
    assert!(proof.accepted.targets().is_empty());
}

#[test]
fn what_was_accepted_is_accepted_again() {
    let proof = prove(&airline());
    let kept = proof.accepted.to_input().unwrap();
    let text = serde_json::to_string(&kept).unwrap();
    let read: Input = serde_json::from_str(&text).unwrap();
    assert_eq!(read, kept);
    assert_eq!(prove(&read), proof);
    assert_eq!(prove_after(&airline(), Some(&read)), proof);
}

#[test]
fn correcting_a_change_recovers() {
    let before = airline();
    let mut broken = before.clone();
    broken.policies[0].purposes[1].attributes[0] = "emial".to_owned();
    let held = prove_after(&broken, Some(&before))
        .accepted
        .to_input()
        .unwrap();
    let mut corrected = before.clone();
    corrected.policies[0].purposes[1]
        .attributes
        .push("loyaltyTier".to_owned());
    let proof = prove_after(&corrected, Some(&held));
    assert_eq!(proof.rejections, []);
    assert_eq!(proof.accepted.policies(), corrected.policies);
}

#[test]
fn policies_of_one_tenant_are_merged() {
    let mut input = airline();
    input.policies.push(PolicyInput {
        key: key(ObjectKind::ConsentPolicy, "loyalty"),
        created_at: 0,
        purposes: vec![purpose(
            "loyalty",
            domicile_bundle::LegalBasis::Consent,
            &["loyaltyTier"],
        )],
    });
    input.targets[0].purposes.push("loyalty".to_owned());
    let proof = prove(&input);
    assert_eq!(proof.rejections, []);
    let bundle = compile(&proof.accepted, "eu").unwrap();
    let names: Vec<_> = bundle
        .purposes
        .iter()
        .map(|purpose| purpose.name.as_str())
        .collect();
    assert_eq!(names, ["loyalty", "marketing", "newsletter", "service"]);
}
