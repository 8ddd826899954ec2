use domicile_jose::{Algorithm, SigningKeySet, StoredKeys};

use super::*;
use crate::material::{
    MaterialError, random,
    signing::{self, PreparedSigning, SIGNING_KEYS, rotation},
};

const NAME: &str = "aurora-eu-auth-signing";
const DAY: i64 = 86_400;

fn prepared(existing: Option<&SecretData>, first: Option<&str>, at: i64) -> PreparedSigning {
    signing::prepare(NAME, existing, first, &policy(), at).expect("keys")
}

fn signer(signing: &PreparedSigning, at: i64) -> String {
    let text = signing.secret.data.text(SIGNING_KEYS).expect("text");
    let set = SigningKeySet::of(&StoredKeys::parse(text).expect("stored keys")).expect("a set");
    let key = set.signer(Algorithm::ES256, at).expect("a signer");
    key.key_id().to_owned()
}

#[test]
fn what_is_stored_stays_until_a_key_is_due() {
    let first = prepared(None, None, 0);
    assert_eq!(prepared(Some(&first.secret.data), None, 29 * DAY), first);
    assert_eq!(first.public_keys.len(), 1);
    assert_eq!(first.successors().count(), 0);
}

#[test]
fn a_successor_is_published_before_it_signs_and_the_old_key_after_it_has_signed() {
    let first = prepared(None, None, 0);
    let due = 30 * DAY - rotation::PROPAGATION_SECONDS;
    let both = prepared(Some(&first.secret.data), None, due);
    assert_eq!(both.public_keys.len(), 2);
    let successors: Vec<_> = both.successors().collect();
    assert_eq!(successors.len(), 1);
    let successor = &successors[0].0;
    assert_eq!(signer(&both, 30 * DAY - 1), first.keys[0].0);
    assert_eq!(&signer(&both, 30 * DAY), successor);
    let after = prepared(Some(&both.secret.data), None, 30 * DAY + 60);
    assert_eq!(after.public_keys, both.public_keys);
    let gone = prepared(Some(&after.secret.data), None, 31 * DAY);
    assert_eq!(gone.public_keys.len(), 1);
    assert_eq!(&gone.keys[0].0, successor);
}

#[test]
fn the_key_of_an_earlier_version_becomes_the_first() {
    let pem = rcgen::KeyPair::generate().expect("a key").serialize_pem();
    let signing = prepared(None, Some(&pem), 0);
    assert_eq!(signing.keys.len(), 1);
    let text = signing.secret.data.text(SIGNING_KEYS).expect("text");
    let stored = StoredKeys::parse(text).expect("stored keys");
    assert_eq!(stored.keys[0].private_key, pem);
}

#[test]
fn broken_keys_are_refused_and_not_shown() {
    let other = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).expect("a key");
    let wrong = format!(
        r#"{{"keys":[{{"algorithm":"ES256","madeAt":0,"signsFrom":0,"privateKey":{}}}]}}"#,
        serde_json::json!(other.serialize_pem())
    );
    for text in ["", "garbage", "{}", wrong.as_str()] {
        let data = SecretData::default().with(SIGNING_KEYS, text);
        let refused = signing::prepare(NAME, Some(&data), None, &policy(), 0);
        assert!(
            matches!(refused, Err(MaterialError::Invalid { .. })),
            "{text}"
        );
    }
    let shown = format!("{:?}", prepared(None, None, 0));
    assert!(!shown.contains("PRIVATE"), "{shown}");
}

#[test]
fn the_bundle_learns_digests_and_public_keys_only() {
    let tenant = new_tenant();
    let secret = tenant
        .shared
        .text("portal-client-secret")
        .expect("a secret");
    assert_eq!(
        tenant.portal_secret_digest(),
        random::sha256_hexadecimal(secret)
    );
    let material = region(&tenant, &ExistingSecrets::default(), now());
    let [key] = material.signing.public_keys.as_slice() else {
        panic!("one key");
    };
    assert!(key.get("d").is_none() && key["kid"].is_string());
}
