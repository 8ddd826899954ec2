//! A Secret is one object's own.

use domicile_policy::{Input, prove_after};
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, application, texts},
    lines, said_after,
};

/// The airline with a second application.
fn with_kiosk(secret_name: &str) -> Input {
    let mut input = airline();
    input.applications.push(application("kiosk"));
    secret_name.clone_into(&mut input.applications[1].secret_name);
    input.applications[1].created_at = 1;
    input
}

#[test]
fn the_younger_of_two_targets_with_one_secret_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.targets[0].created_at = 2;
        input.targets[0].signing_secret_name = "webhooks".to_owned();
        input.targets[1].created_at = 1;
        input.targets[1].signing_secret_name = "webhooks".to_owned();
    }), @"ActivationTarget aurora/crm spec.webhook.signingSecretName: whoever reads Secret aurora/webhooks for ActivationTarget aurora/newsletter-tool, whose it is already, could pass for `crm`; name another Secret");
}

#[test]
fn the_younger_of_two_sources_with_one_secret_is_refused() {
    assert_snapshot!(said_after(|input| {
        let mut second = input.sources[0].clone();
        second.key.name = "kiosk".to_owned();
        second.created_at = 1;
        input.sources.push(second);
    }), @"ProfileSource aurora/kiosk spec.writeKeySecretName: whoever reads Secret aurora/shop-write-key for ProfileSource aurora/shop, whose it is already, could pass for `kiosk`; name another Secret");
}

#[test]
fn the_younger_of_two_applications_with_one_secret_is_refused() {
    assert_snapshot!(lines(&domicile_policy::prove(&with_kiosk("shop-client"))), @"Application aurora/kiosk spec.secretName: whoever reads Secret aurora/shop-client for Application aurora/shop, whose it is already, could pass for `kiosk`; name another Secret");
}

#[test]
fn the_younger_is_refused_across_kinds_too() {
    assert_snapshot!(said_after(|input| {
        input.applications[0].created_at = 1;
        input.applications[0].secret_name = "crm-signing".to_owned();
        input.sources[0].created_at = 2;
        input.sources[0].write_key_secret_name = "crm-signing".to_owned();
    }), @r"
    Application aurora/shop spec.secretName: whoever reads Secret aurora/crm-signing for ActivationTarget aurora/crm, whose it is already, could pass for `shop`; name another Secret
    ProfileSource aurora/shop spec.writeKeySecretName: whoever reads Secret aurora/crm-signing for ActivationTarget aurora/crm, whose it is already, could pass for `shop`; name another Secret
    ");
}

#[test]
fn the_tenants_own_secrets_are_nobody_elses() {
    for name in ["aurora-authority", "aurora-keys", "aurora-eu-auth-keys"] {
        let said = lines(&domicile_policy::prove(&with_kiosk(name)));
        assert!(
            said.contains("where the operator keeps keys"),
            "{name}: {said}"
        );
    }
    assert_snapshot!(lines(&domicile_policy::prove(&with_kiosk("aurora-authority"))), @"Application aurora/kiosk spec.secretName: what `kiosk` shares with another system would stand in Secret aurora-authority, where the operator keeps keys of IdentityTenant aurora/aurora itself; name another Secret");
    for name in ["aurora-europe", "aurora", "authority", "aurora-keyss"] {
        assert_eq!(lines(&domicile_policy::prove(&with_kiosk(name))), "");
    }
}

#[test]
fn a_secret_of_the_same_name_in_another_namespace_is_another_one() {
    let mut input = with_kiosk("shop-client");
    input.applications[1].key.namespace = "aurora-holidays".to_owned();
    assert_snapshot!(lines(&domicile_policy::prove(&input)), @"");
}

#[test]
fn what_is_in_force_keeps_its_secret_although_an_older_object_wants_it() {
    let mut before = airline();
    before.targets[0].created_at = 5;
    let mut input = before.clone();
    input.sources[0].write_key_secret_name = "crm-signing".to_owned();
    input.sources[0].write_key_digests = texts(&["ee"]);
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"ProfileSource aurora/shop spec.writeKeySecretName: whoever reads Secret aurora/crm-signing for ActivationTarget aurora/crm, whose it is already, could pass for `shop`; name another Secret; the version accepted last stays in force");
    assert_eq!(proof.accepted.targets().len(), 3);
    // What is held goes on taking the key that it had, not that of the other's Secret.
    assert_eq!(proof.accepted.sources(), before.sources);
}

#[test]
fn two_objects_can_change_their_secrets_with_each_other() {
    let before = with_kiosk("kiosk-client");
    let mut input = before.clone();
    input.applications[0].secret_name = "kiosk-client".to_owned();
    input.applications[1].secret_name = "shop-client".to_owned();
    assert_snapshot!(lines(&prove_after(&input, Some(&before))), @"");
}

#[test]
fn a_held_version_takes_new_digests_of_its_own_secret() {
    let before = airline();
    let mut input = before.clone();
    input.sources[0].purpose = "typo".to_owned();
    input.sources[0].write_key_digests = texts(&["ee"]);
    let proof = prove_after(&input, Some(&before));
    assert_eq!(
        proof.accepted.sources()[0].write_key_digests,
        texts(&["ee"])
    );
}

#[test]
fn what_an_earlier_version_kept_names_no_secret_and_is_read() {
    let mut kept = serde_json::to_value(airline()).unwrap();
    for (list, field) in [
        ("applications", "secretName"),
        ("sources", "writeKeySecretName"),
        ("targets", "signingSecretName"),
    ] {
        for object in kept[list].as_array_mut().unwrap() {
            object.as_object_mut().unwrap().remove(field).unwrap();
        }
    }
    let kept: Input = serde_json::from_value(kept).unwrap();
    let mut input = airline();
    input.targets[0].attributes.push("typo".to_owned());
    let proof = prove_after(&input, Some(&kept));
    assert_eq!(proof.accepted.held().len(), 1);
    assert_eq!(proof.accepted.targets().len(), 3);
}
