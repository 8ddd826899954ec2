use super::*;
use crate::{
    build::tests::fixture,
    labels,
    material::{
        MaterialError,
        application_credentials::{self, ApplicationRequest},
        attached_secret::SecretPlace,
        random, signing_secret, write_key,
    },
};

const OURS: &[(&str, &str)] = &[(labels::MANAGED_BY, labels::OPERATOR)];

fn place() -> SecretPlace {
    SecretPlace {
        tenant: scope().tenant,
        namespace: "holidays".to_owned(),
        name: "shop".to_owned(),
        owner: fixture::owner("Application", "shop"),
    }
}

fn application(confidential: bool) -> ApplicationRequest {
    ApplicationRequest {
        place: place(),
        client_id: "holidays.shop".to_owned(),
        issuer: "https://login.aurora.example".to_owned(),
        confidential,
    }
}

#[test]
fn an_application_keeps_its_client_secret() {
    let first = application_credentials::prepare(application(true), None).expect("credentials");
    let written = first.secret.clone().expect("written");
    let existing = live(&written.data, OURS);
    let again =
        application_credentials::prepare(application(true), Some(&existing)).expect("credentials");
    assert_eq!(again, first);
    let secret = written.data.text("client-secret").expect("a secret");
    assert_eq!(first.digest, Some(random::sha256_hexadecimal(secret)));
}

#[test]
fn a_public_client_has_no_secret() {
    let credentials =
        application_credentials::prepare(application(false), None).expect("credentials");
    assert_eq!(credentials.digest, None);
    let written = credentials.secret.expect("written");
    assert_eq!(
        written.data.keys().collect::<Vec<_>>(),
        ["client-id", "issuer"]
    );
}

#[test]
fn somebody_elses_secret_is_read_and_never_written() {
    let existing = live(&SecretData::default().with("write-key", "theirs\n"), &[]);
    let key = write_key::prepare(place(), Some(&existing)).expect("a key");
    assert_eq!(key.secret, None);
    assert_eq!(key.digest, random::sha256_hexadecimal("theirs"));
}

#[test]
fn somebody_elses_secret_without_the_key_is_theirs_to_complete() {
    let refused = write_key::prepare(place(), Some(&live(&SecretData::default(), &[])));
    assert!(
        matches!(refused, Err(MaterialError::Incomplete { secret, .. }) if secret == "holidays/shop")
    );
}

#[test]
fn a_signing_secret_is_one_of_standard_webhooks_and_stays() {
    let first = signing_secret::prepare(place(), None).expect("a secret");
    assert!(first.value.starts_with("whsec_"));
    let existing = live(&first.secret.clone().expect("written").data, OURS);
    assert_eq!(
        signing_secret::prepare(place(), Some(&existing)).expect("a secret"),
        first
    );
    let broken = live(
        &SecretData::default().with("signing-secret", "whsec_short"),
        OURS,
    );
    assert!(matches!(
        signing_secret::prepare(place(), Some(&broken)),
        Err(MaterialError::Invalid { .. })
    ));
}

#[test]
fn the_file_of_a_signing_secret_is_a_valid_key_however_long_the_names() {
    let name = signing_secret::file_name(&"n".repeat(63), &"t".repeat(253));
    assert!(name.len() <= 253 && name.starts_with("target-"));
    assert_ne!(
        signing_secret::file_name("a", "b"),
        signing_secret::file_name("a", "c")
    );
}
