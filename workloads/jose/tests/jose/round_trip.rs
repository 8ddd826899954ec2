//! What a key signs, its public half proves.

use domicile_jose::{
    Algorithm, ForeignKeys, ForeignToken, JoseError, PublicKey, verify_with_embedded_key,
};
use serde_json::{Value, json};

use crate::support::{bare_jwk, claims, expected, foreign, forged, new_key, published};

#[test]
fn a_signed_token_is_proven_with_the_published_key() {
    for algorithm in Algorithm::ALL {
        let key = new_key(algorithm);
        let token = key.sign("at+jwt", &claims()).unwrap();
        let verified = published(&key)
            .verify::<Value>(&token, &expected())
            .unwrap();
        assert_eq!(verified.claims["sub"], "x", "{algorithm}");
        assert_eq!(verified.signed_by.as_deref(), Some("eu"));
    }
}

#[test]
fn a_token_of_somebody_else_is_proven_with_their_set() {
    for algorithm in Algorithm::ALL {
        let key = new_key(algorithm);
        let stranger = json!({ "kty": "EC", "crv": "P-521", "x": "AA", "y": "AA" });
        let set = json!({ "keys": [stranger, { "kty": "RSA", "use": "enc" }, key.public_jwk()] });
        let keys = ForeignKeys::from_document(set.to_string().as_bytes()).unwrap();
        assert_eq!(keys.keys().len(), 1);
        let token = key.sign("JWT", &claims()).unwrap();
        let proven = keys
            .verify::<Value>(&token, &foreign(&[algorithm]))
            .unwrap();
        assert_eq!(proven.thumbprint, key.key_id());
        assert_eq!(proven.header.algorithm, algorithm);
    }
}

#[test]
fn a_token_without_a_key_identifier_is_tried_with_each_key_that_fits() {
    let (one, other) = (new_key(Algorithm::ES256), new_key(Algorithm::ES256));
    let set = json!({ "keys": [bare_jwk(&one), new_key(Algorithm::EdDSA).public_jwk(), bare_jwk(&other)] });
    let keys = ForeignKeys::from_jwk_set(&set).unwrap();
    let token = forged(&json!({ "alg": "ES256" }), &claims(), &other);
    let proven = keys.verify::<Value>(&token, &foreign(&Algorithm::ALL));
    assert_eq!(proven.unwrap().thumbprint, other.key_id());
    // One that names a key is proven by that key or not at all.
    let named = other.sign("JWT", &claims()).unwrap();
    let refused = keys.verify::<Value>(&named, &foreign(&Algorithm::ALL));
    assert_eq!(refused.map(|_| ()), Err(JoseError::UnknownKey));
}

#[test]
fn a_proof_carries_its_own_key() {
    for algorithm in Algorithm::ALL {
        let key = new_key(algorithm);
        let header = json!({ "typ": "dpop+jwt", "alg": algorithm, "jwk": bare_jwk(&key) });
        let token = forged(&header, &json!({ "jti": "a" }), &key);
        let proven = verify_with_embedded_key::<Value>(&token, "dpop+jwt", &[algorithm]).unwrap();
        assert_eq!(proven.claims["jti"], "a");
        assert_eq!(proven.thumbprint, key.key_id());
        assert_eq!(proven.key, PublicKey::from_jwk(&bare_jwk(&key)).unwrap());
    }
}

#[test]
fn types_audiences_and_lifetimes_of_somebody_else_are_checked() {
    let key = new_key(Algorithm::ES256);
    let keys = ForeignKeys::from_jwk_set(&json!({ "keys": [key.public_jwk()] })).unwrap();
    let token = key.sign("oauth-authz-req+jwt", &claims()).unwrap();
    let rules = foreign(&[Algorithm::ES256]);
    let verdict = |rules: ForeignToken<'_>| keys.verify::<Value>(&token, &rules).map(|_| ());
    let typed = |token_types| ForeignToken {
        token_types,
        ..rules
    };
    assert_eq!(verdict(typed(&["jwt", "oauth-authz-req+jwt"])), Ok(()));
    assert_eq!(verdict(typed(&["jwt"])), Err(JoseError::Type));
    let audiences = &["https://login.example"];
    assert_eq!(
        verdict(ForeignToken { audiences, ..rules }),
        Err(JoseError::Claims)
    );
    let short = ForeignToken {
        longest_life_seconds: Some(30),
        ..rules
    };
    assert_eq!(verdict(short), Err(JoseError::Claims));
}
