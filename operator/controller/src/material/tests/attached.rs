use std::collections::BTreeMap;

use domicile_api::client_secret::SecretKeys;

use super::*;
use crate::{
    build::tests::fixture,
    labels,
    material::{
        MaterialError,
        application_credentials::{self, ApplicationCredentials, ApplicationRequest},
        attached_secret::{AttachedSecret, SecretPlace},
        initial_access_tokens, random,
        secret_rotation::Rotation,
        signing_secret, write_key,
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

fn application(has_client_secret: bool) -> ApplicationRequest {
    ApplicationRequest {
        place: place(),
        client_id: "holidays.shop".to_owned(),
        issuer: "https://login.aurora.example".to_owned(),
        has_client_secret,
        keys: SecretKeys::default(),
        labels: BTreeMap::new(),
        rotation: None,
    }
}

/// The Secret as the API server keeps it.
fn kept(secret: &AttachedSecret) -> Secret {
    let mut kept = live(&secret.data, OURS);
    kept.metadata.annotations = Some(secret.annotations.clone());
    kept
}

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

#[test]
fn an_application_keeps_its_client_secret() {
    let first =
        application_credentials::prepare(application(true), None, NOW).expect("credentials");
    let written = first.secret.clone().expect("written");
    let again = application_credentials::prepare(application(true), Some(&kept(&written)), NOW)
        .expect("credentials");
    assert_eq!(again, first);
    let secret = written.data.text("client-secret").expect("a secret");
    assert_eq!(first.digests, [random::sha256_hexadecimal(secret)]);
}

#[test]
fn a_client_secret_is_replaced_when_due_and_the_earlier_one_is_accepted_for_a_while() {
    let rotating = || ApplicationRequest {
        rotation: Some(Rotation {
            after: None,
            every: Some(Duration::days(90)),
            overlap: Duration::days(7),
        }),
        ..application(true)
    };
    let at = |days| NOW + Duration::days(days);
    let prepare = |existing: Option<&Secret>, days| {
        application_credentials::prepare(rotating(), existing, at(days)).expect("credentials")
    };
    let written = |made: &ApplicationCredentials| kept(&made.secret.clone().expect("written"));
    let first = prepare(None, 0);
    assert_eq!(
        prepare(Some(&written(&first)), 89),
        first,
        "a settled pass changes nothing"
    );
    let second = prepare(Some(&written(&first)), 90);
    assert_ne!(second.digests[0], first.digests[0]);
    assert_eq!(second.digests[1..], first.digests[..]);
    assert_eq!(prepare(Some(&written(&second)), 96), second);
    let third = prepare(Some(&written(&second)), 97);
    assert_eq!(third.digests, second.digests[..1], "the overlap has ended");
    assert_eq!(prepare(Some(&written(&third)), 98), third);
}

#[test]
fn a_client_secret_made_before_a_moment_is_replaced_once() {
    let asked = || ApplicationRequest {
        rotation: Some(Rotation {
            after: Some(NOW + Duration::hours(1)),
            every: None,
            overlap: Duration::hours(1),
        }),
        ..application(true)
    };
    let prepare = |existing: &Secret, minutes| {
        let now = NOW + Duration::minutes(minutes);
        application_credentials::prepare(asked(), Some(existing), now).expect("credentials")
    };
    let first = application_credentials::prepare(asked(), None, NOW).expect("credentials");
    let stored = kept(&first.secret.clone().expect("written"));
    assert_eq!(prepare(&stored, 59), first);
    let second = prepare(&stored, 60);
    assert_eq!(second.digests.len(), 2);
    let stored = kept(&second.secret.clone().expect("written"));
    assert_eq!(prepare(&stored, 61), second);
}

#[test]
fn a_client_secret_moves_to_the_key_that_the_template_names() {
    let first =
        application_credentials::prepare(application(true), None, NOW).expect("credentials");
    let stored = kept(&first.secret.clone().expect("written"));
    let renamed = ApplicationRequest {
        keys: SecretKeys {
            client_secret: Some("OIDC_SECRET".to_owned()),
            ..SecretKeys::default()
        },
        labels: BTreeMap::from([("team".to_owned(), "shop".to_owned())]),
        ..application(true)
    };
    let moved =
        application_credentials::prepare(renamed.clone(), Some(&stored), NOW).expect("credentials");
    assert_eq!(moved.digests, first.digests);
    let written = moved.secret.clone().expect("written");
    assert_eq!(
        written.data.keys().collect::<Vec<_>>(),
        ["OIDC_SECRET", "client-id", "issuer"]
    );
    assert_eq!(written.labels["team"], "shop");
    let again = application_credentials::prepare(renamed, Some(&kept(&written)), NOW);
    assert_eq!(again.expect("credentials"), moved);
}

#[test]
fn somebody_elses_client_secret_is_never_replaced() {
    let theirs = live(&SecretData::default().with("client-secret", "theirs"), &[]);
    let request = ApplicationRequest {
        rotation: Some(Rotation {
            after: Some(NOW),
            every: Some(Duration::seconds(1)),
            overlap: Duration::hours(1),
        }),
        ..application(true)
    };
    let later = NOW + Duration::days(1);
    let credentials =
        application_credentials::prepare(request, Some(&theirs), later).expect("credentials");
    assert_eq!(credentials.secret, None);
    assert_eq!(credentials.digests, [random::sha256_hexadecimal("theirs")]);
}

#[test]
fn an_initial_access_token_that_could_be_guessed_is_refused() {
    let long = "a-token-of-at-least-thirty-two-characters";
    let good = live(&SecretData::default().with("team", long), &[]);
    let digests = initial_access_tokens::digests("tokens", Some(&good)).expect("digests");
    assert_eq!(digests, [random::sha256_hexadecimal(long)]);
    let short = live(&SecretData::default().with("team", "secret"), &[]);
    for existing in [None, Some(&short), Some(&live(&SecretData::default(), &[]))] {
        assert!(initial_access_tokens::digests("tokens", existing).is_err());
    }
}

#[test]
fn a_public_client_has_no_secret() {
    let credentials =
        application_credentials::prepare(application(false), None, NOW).expect("credentials");
    assert!(credentials.digests.is_empty());
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
