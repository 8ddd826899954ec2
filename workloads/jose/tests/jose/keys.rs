//! JSON Web Keys from outside.

use domicile_jose::{Algorithm, ForeignKeys, JoseError, PublicKey};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{bare_jwk, new_key};

fn with(algorithm: Algorithm, name: &str, value: Value) -> Result<(), JoseError> {
    let mut jwk = bare_jwk(&new_key(algorithm));
    jwk[name] = value;
    PublicKey::from_jwk(&jwk).map(|_| ())
}

#[test]
fn the_published_form_has_no_private_member_and_is_read_back() {
    for algorithm in Algorithm::ALL {
        let key = new_key(algorithm);
        let public = PublicKey::from_jwk(key.public_jwk()).unwrap();
        assert_eq!(public.key_id(), Some(key.key_id()));
        assert_eq!(public.thumbprint(), key.key_id());
        assert!(public.allows(algorithm));
        let other = Algorithm::ALL
            .into_iter()
            .filter(|other| *other != algorithm);
        assert_eq!(other.filter(|other| public.allows(*other)).count(), 0);
        let shown = format!("{key:?}");
        assert!(shown.contains(key.key_id()) && shown.len() < 80, "{shown}");
    }
}

#[test]
fn a_key_for_something_else_is_refused() {
    for (name, value) in [
        ("use", json!("enc")),
        ("use", json!(1)),
        ("key_ops", json!(["sign"])),
        ("key_ops", json!("verify")),
        ("alg", json!("ES384")),
        ("alg", json!("EdDSA")),
        ("alg", json!("HS256")),
        ("alg", json!(null)),
        ("kid", json!(7)),
        ("crv", json!("secp256k1")),
        ("kty", json!("ec")),
        ("x", json!("AA")),
        ("x", json!("=")),
    ] {
        let refused = with(Algorithm::ES256, name, value.clone());
        assert_eq!(refused, Err(JoseError::PublicKey), "{name}: {value}");
    }
    assert_eq!(with(Algorithm::ES256, "use", json!("sig")), Ok(()));
    assert_eq!(with(Algorithm::ES256, "key_ops", json!(["verify"])), Ok(()));
}

#[test]
fn a_weak_or_oddly_written_rsa_key_is_refused() {
    let zeros = format!("AA{}", "B".repeat(342));
    let too_short = "B".repeat(340);
    let seven_bits_short = format!("AQ{}", "B".repeat(340));
    let too_long = "B".repeat(1400);
    for modulus in [zeros, too_short, seven_bits_short, too_long] {
        let refused = with(Algorithm::RS256, "n", json!(modulus));
        assert_eq!(refused, Err(JoseError::PublicKey), "{modulus}");
    }
    assert_eq!(
        with(Algorithm::RS256, "e", json!("AAEAAQ")),
        Err(JoseError::PublicKey)
    );
}

#[test]
fn a_set_that_shows_a_private_key_is_refused_whole() {
    let good = new_key(Algorithm::ES256).public_jwk().clone();
    for (name, value) in [("d", json!("AA")), ("k", json!("AA")), ("p", json!(1))] {
        let mut bad = bare_jwk(&new_key(Algorithm::ES256));
        bad[name] = value;
        assert_eq!(
            ForeignKeys::from_jwk_set(&json!({ "keys": [good, bad] })),
            Err(JoseError::PrivateMembers)
        );
    }
    for no_set in [json!({}), json!([good]), json!({ "keys": {} }), json!(null)] {
        assert_eq!(
            ForeignKeys::from_jwk_set(&no_set),
            Err(JoseError::PublicKey)
        );
    }
}

#[test]
fn a_set_is_read_up_to_a_number_of_keys() {
    let keys: Vec<Value> = (0..100)
        .map(|_| new_key(Algorithm::EdDSA).public_jwk().clone())
        .collect();
    let set = ForeignKeys::from_jwk_set(&json!({ "keys": keys })).unwrap();
    assert_eq!(set.keys().len(), 32);
}

proptest! {
    #[test]
    fn what_is_read_is_written_the_same(
        x in prop::collection::vec(any::<u8>(), 0..40),
        y in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        use base64ct::{Base64UrlUnpadded, Encoding};
        let text = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": text(&x), "y": text(&y) });
        let read = PublicKey::from_jwk(&jwk);
        prop_assert_eq!(read.is_ok(), x.len() == 32 && y.len() == 32);
        if let Ok(key) = read {
            prop_assert_eq!(Value::Object(key.jwk()), jwk);
        }
    }

    #[test]
    fn no_members_make_it_panic(members in prop::collection::btree_map("[a-z]{1,3}", "\\PC{0,8}", 0..8)) {
        let jwk = Value::Object(members.into_iter().map(|(name, value)| (name, json!(value))).collect());
        let _ = PublicKey::from_jwk(&jwk);
    }
}
