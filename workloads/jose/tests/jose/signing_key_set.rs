//! The keys of a region: each signs in its time.

use domicile_jose::{Algorithm, JoseError, KeyTimes, SigningKeySet, StoredKey, StoredKeys};
use proptest::prelude::*;
use rcgen::{KeyPair, PKCS_ED25519};
use serde_json::json;

fn stored(signs_from: i64, retires_at: Option<i64>) -> StoredKey {
    StoredKey {
        times: KeyTimes {
            algorithm: Algorithm::ES256,
            made_at: signs_from - 10,
            signs_from,
            retires_at,
        },
        private_key: KeyPair::generate().unwrap().serialize_pem(),
    }
}

#[test]
fn each_key_signs_in_its_time_and_all_are_published() {
    let keys = vec![stored(0, Some(100)), stored(100, None)];
    let written = serde_json::to_string(&StoredKeys { keys }).unwrap();
    let set = SigningKeySet::of(&StoredKeys::parse(&written).unwrap()).unwrap();
    let signer = |at| {
        let key = set.signer(Algorithm::ES256, at)?;
        Some(key.key_id().to_owned())
    };
    let (early, late) = (signer(99).unwrap(), signer(100).unwrap());
    assert_ne!(early, late);
    assert_eq!((signer(0), signer(5_000)), (Some(early), Some(late)));
    assert_eq!(signer(-1), None);
    assert!(set.signer(Algorithm::RS256, 50).is_none());
    assert_eq!(set.public_jwks().count(), 2);
}

#[test]
fn stored_keys_are_not_shown_and_broken_ones_are_refused() {
    let mut key = stored(0, None);
    assert!(!format!("{key:?}").contains("PRIVATE"));
    key.private_key = KeyPair::generate_for(&PKCS_ED25519)
        .unwrap()
        .serialize_pem();
    let broken = StoredKeys { keys: vec![key] };
    for keys in [broken, StoredKeys::default()] {
        let refused = SigningKeySet::of(&keys).map(|_| ());
        assert_eq!(refused, Err(JoseError::PrivateKey));
    }
    let unknown = json!({ "keys": [], "key": 1 }).to_string();
    assert!(StoredKeys::parse(&unknown).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
        prop_assert!(StoredKeys::parse(&text).is_err());
    }
}
