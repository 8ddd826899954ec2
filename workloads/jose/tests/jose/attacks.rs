//! RFC 8725, section 2, tried.

use domicile_jose::{
    Algorithm, ForeignKeys, JoseError, SigningKey, VerifyingKeys, now, verify_with_embedded_key,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    RSA_OF_RFC_7515, bare_jwk, claims, encoded, expected, foreign, forged, new_key, published,
};

fn refusal(keys: &VerifyingKeys, token: &str) -> Result<(), JoseError> {
    keys.verify::<Value>(token, &expected()).map(|_| ())
}

#[test]
fn a_token_that_names_another_algorithm_than_the_keys_own_is_refused() {
    for own in Algorithm::ALL {
        let key = new_key(own);
        let keys = published(&key);
        let signed = key.sign("at+jwt", &claims()).unwrap();
        let signature = signed.rsplit('.').next().unwrap();
        for name in [
            "none", "None", "HS256", "HS512", "ES256", "ES384", "EdDSA", "PS256", "RS256", "RS1",
            "",
        ] {
            if name == own.name() {
                continue;
            }
            let header = json!({ "typ": "at+jwt", "alg": name, "kid": key.key_id() });
            let input = format!("{}.{}", encoded(&header), encoded(&claims()));
            let own_signature = forged(&header, &claims(), &key);
            for token in [
                format!("{input}."),
                format!("{input}.{signature}"),
                own_signature,
            ] {
                assert_eq!(
                    refusal(&keys, &token),
                    Err(JoseError::Algorithm),
                    "{name} with a key of {own}"
                );
            }
        }
    }
}

#[test]
fn an_rsa_key_for_one_padding_is_not_taken_for_the_other() {
    let (ps, rs) = (new_key(Algorithm::PS256), new_key(Algorithm::RS256));
    assert_eq!(ps.key_id(), rs.key_id());
    let token = rs.sign("at+jwt", &claims()).unwrap();
    assert_eq!(refusal(&published(&ps), &token), Err(JoseError::Algorithm));
}

#[test]
fn keys_that_the_header_brings_or_points_at_are_never_used() {
    let (ours, theirs) = (new_key(Algorithm::ES256), new_key(Algorithm::ES256));
    let brings = |name: &str, value: Value| {
        let mut header = json!({ "typ": "at+jwt", "alg": "ES256", "kid": ours.key_id() });
        header[name] = value;
        forged(&header, &claims(), &theirs)
    };
    let set = ForeignKeys::from_jwk_set(&json!({ "keys": [ours.public_jwk()] })).unwrap();
    for token in [
        brings("jwk", theirs.public_jwk().clone()),
        brings("jku", json!("https://evil.example/jwks")),
        brings("x5u", json!("https://evil.example/chain")),
        brings("x5c", json!(["MIIB"])),
    ] {
        assert_eq!(
            refusal(&published(&ours), &token),
            Err(JoseError::Signature)
        );
        let refused = set.verify::<Value>(&token, &foreign(&Algorithm::ALL));
        assert_eq!(refused.map(|_| ()), Err(JoseError::Signature));
    }
}

#[test]
fn a_key_identifier_is_a_name_and_nothing_else() {
    let key = new_key(Algorithm::ES256);
    for key_id in ["../../dev/null", "' OR 1=1 --", "|whoami", ""] {
        let header = json!({ "typ": "at+jwt", "alg": "ES256", "kid": key_id });
        let token = forged(&header, &claims(), &key);
        assert_eq!(
            refusal(&published(&key), &token),
            Err(JoseError::UnknownKey)
        );
    }
}

#[test]
fn an_extension_that_must_be_understood_is_refused() {
    let key = new_key(Algorithm::ES256);
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
    ] {
        let mut header = json!({ "typ": "at+jwt", "alg": "ES256", "kid": key.key_id() });
        header[name] = value;
        let token = forged(&header, &claims(), &key);
        assert_eq!(refusal(&published(&key), &token), Err(JoseError::Extension));
    }
}

#[test]
fn a_proof_with_a_private_or_symmetric_key_is_refused() {
    let key = new_key(Algorithm::ES256);
    let verdict = |jwk: Value| {
        let header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": jwk });
        let token = forged(&header, &json!({}), &key);
        verify_with_embedded_key::<Value>(&token, "dpop+jwt", &[Algorithm::ES256]).map(|_| ())
    };
    assert_eq!(verdict(bare_jwk(&key)), Ok(()));
    let mut private = bare_jwk(&key);
    private["d"] = json!("AA");
    assert_eq!(verdict(private), Err(JoseError::PrivateMembers));
    let symmetric = json!({ "kty": "oct", "k": "AAAA" });
    assert_eq!(verdict(symmetric), Err(JoseError::PrivateMembers));
    assert_eq!(verdict(json!({ "kty": "oct" })), Err(JoseError::PublicKey));
    assert_eq!(
        verdict(bare_jwk(&new_key(Algorithm::ES256))),
        Err(JoseError::Signature)
    );
    assert_eq!(
        verdict(bare_jwk(&new_key(Algorithm::EdDSA))),
        Err(JoseError::Algorithm)
    );
}

#[test]
fn a_proof_without_a_key_or_of_another_type_is_refused() {
    let key = new_key(Algorithm::ES256);
    let verdict = |header: Value, algorithms: &[Algorithm]| {
        let token = forged(&header, &json!({}), &key);
        verify_with_embedded_key::<Value>(&token, "dpop+jwt", algorithms).map(|_| ())
    };
    let whole = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": bare_jwk(&key) });
    let without = |name: &str| {
        let mut header = whole.clone();
        header.as_object_mut().unwrap().remove(name);
        header
    };
    let all = &Algorithm::ALL;
    assert_eq!(verdict(without("jwk"), all), Err(JoseError::UnknownKey));
    assert_eq!(verdict(without("typ"), all), Err(JoseError::Type));
    assert_eq!(
        verdict(whole.clone(), &[Algorithm::PS256]),
        Err(JoseError::Algorithm)
    );
}

#[test]
fn expired_and_foreign_tokens_are_refused() {
    let key = new_key(Algorithm::ES256);
    for (claim, value) in [
        ("exp", json!(now() - 5)),
        ("exp", Value::Null),
        ("iss", json!("https://evil.example")),
        ("iss", Value::Null),
        ("aud", json!("bank")),
        ("aud", Value::Null),
        ("nbf", json!(now() + 60)),
    ] {
        let mut bad = claims();
        bad[claim] = value;
        let token = key.sign("at+jwt", &bad).unwrap();
        assert_eq!(
            refusal(&published(&key), &token),
            Err(JoseError::Claims),
            "{bad}"
        );
    }
}

#[test]
fn oversized_and_deeply_nested_input_is_refused() {
    let key = new_key(Algorithm::ES256);
    let mut large = claims();
    large["x"] = json!("x".repeat(70_000));
    let token = key.sign("at+jwt", &large).unwrap();
    assert_eq!(refusal(&published(&key), &token), Err(JoseError::Malformed));
    let mut deep = claims();
    deep["x"] = (0..40).fold(json!(1), |inner, _| json!([inner]));
    let token = key.sign("at+jwt", &deep).unwrap();
    assert_eq!(refusal(&published(&key), &token), Err(JoseError::Claims));
    let document = format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(300_000));
    assert_eq!(
        ForeignKeys::from_document(document.as_bytes()),
        Err(JoseError::Malformed)
    );
}

#[test]
fn a_private_key_of_another_algorithm_or_too_weak_signs_nothing() {
    let weak = include_str!("../data/rsa-1024.pem");
    for (algorithm, pem) in [
        (Algorithm::RS256, weak),
        (Algorithm::PS256, weak),
        (Algorithm::ES256, RSA_OF_RFC_7515),
        (Algorithm::EdDSA, RSA_OF_RFC_7515),
        (Algorithm::ES256, ""),
        (
            Algorithm::ES256,
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
        ),
    ] {
        assert_eq!(
            SigningKey::of_algorithm(algorithm, pem).map(|_| ()),
            Err(JoseError::PrivateKey)
        );
    }
}

proptest! {
    #[test]
    fn a_token_with_any_byte_changed_is_refused(position in 0_usize..300, with in "[A-Za-z0-9_.-]") {
        let key = new_key(Algorithm::ES256);
        let token = key.sign("at+jwt", &claims()).unwrap();
        let position = position % token.len();
        let mut changed = token.clone();
        changed.replace_range(position..=position, &with);
        prop_assume!(changed != token);
        prop_assert!(refusal(&published(&key), &changed).is_err());
    }

    #[test]
    fn no_text_makes_the_verifiers_panic(text in "\\PC{0,80}") {
        let key = new_key(Algorithm::ES256);
        prop_assert!(refusal(&published(&key), &text).is_err());
        prop_assert!(verify_with_embedded_key::<Value>(&text, "JWT", &Algorithm::ALL).is_err());
        prop_assert!(ForeignKeys::from_document(text.as_bytes()).is_err());
    }
}
