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
fn an_algorithm_joins_the_keys_that_are_there_and_each_is_replaced_on_its_own() {
    let before = prepared(None, None, 0);
    let both = rotation::Policy {
        algorithms: vec![Algorithm::ES256, Algorithm::EdDSA],
        ..policy()
    };
    let at = |existing: &PreparedSigning, at| {
        signing::prepare(NAME, Some(&existing.secret.data), None, &both, at).expect("keys")
    };
    let joined = at(&before, 10 * DAY);
    assert_eq!(joined.keys[0], before.keys[0]);
    let signs = |signing: &PreparedSigning, at| {
        let turns = signing.turns(&both, at).into_iter();
        turns
            .map(|turn| (turn.algorithm, turn.signs, turn.next_at))
            .collect::<Vec<_>>()
    };
    let (es256, eddsa) = (joined.keys[0].0.clone(), joined.keys[1].0.clone());
    assert_eq!(
        signs(&joined, 10 * DAY),
        [
            (Algorithm::ES256, es256, 30 * DAY),
            (Algorithm::EdDSA, eddsa.clone(), 40 * DAY)
        ]
    );
    let replaced = at(&joined, 30 * DAY);
    let successor = replaced.successors().next().expect("a successor");
    assert_eq!(successor.1.algorithm, Algorithm::ES256);
    assert_eq!(replaced.successors().count(), 1);
    assert_eq!(signs(&replaced, 30 * DAY)[1].1, eddsa);
}

#[test]
fn a_key_for_rsa_is_made_once_and_stays() {
    let with_rsa = rotation::Policy {
        algorithms: vec![Algorithm::ES256, Algorithm::RS256],
        ..policy()
    };
    let made = signing::prepare(NAME, None, None, &with_rsa, 0).expect("keys");
    let published: Vec<_> = made.public_keys.iter().map(|key| &key["alg"]).collect();
    assert_eq!(published, ["ES256", "RS256"]);
    let again = signing::prepare(NAME, Some(&made.secret.data), None, &with_rsa, DAY);
    assert_eq!(again.expect("keys"), made);
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
