use domicile_bundle::{Application, SecurityProfile};
use domicile_jose::{ForeignKeys, SigningKey, now};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::read;
use crate::{example::bundle, openid::authorization_request::Problem, web::parameters::Parameters};

const ISSUER: &str = "https://login.aurora.localhost:8443";

fn key() -> SigningKey {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap()
}

fn published(key: &SigningKey) -> ForeignKeys {
    ForeignKeys::from_jwk_set(&json!({ "keys": [key.public_jwk()] })).unwrap()
}

fn shop(profile: SecurityProfile) -> Application {
    let mut shop = bundle("eu").application("aurora.shop").unwrap().clone();
    shop.authorization.security_profile = profile;
    shop
}

fn good() -> Value {
    json!({
        "iss": "aurora.shop", "aud": ISSUER, "exp": now() + 60, "nbf": now(),
        "client_id": "aurora.shop", "response_type": "code", "scope": "openid"
    })
}

fn with(changes: &Value) -> Value {
    let mut claims = good();
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

fn read_as(profile: SecurityProfile, typ: &str, claims: &Value) -> Result<Parameters, Problem> {
    let key = key();
    let object = key.sign(typ, claims).unwrap();
    read(&shop(profile), ISSUER, &published(&key), &object)
}

#[test]
fn an_object_that_the_client_signed_is_read() {
    for profile in [SecurityProfile::None, SecurityProfile::Fapi2] {
        for typ in [
            "oauth-authz-req+jwt",
            "application/oauth-authz-req+jwt",
            "JWT",
        ] {
            let parameters = read_as(profile, typ, &good()).unwrap();
            assert_eq!(parameters.field("scope"), "openid");
        }
    }
}

#[test]
fn an_object_of_a_client_without_profile_need_not_say_when_it_ends_or_who_it_is_for() {
    let bare = json!({ "client_id": "aurora.shop", "response_type": "code", "scope": "openid" });
    assert!(read_as(SecurityProfile::None, "JWT", &bare).is_ok());
    assert!(read_as(SecurityProfile::Fapi2, "JWT", &bare).is_err());
}

#[test]
fn an_object_for_somebody_else_of_another_time_or_type_is_refused() {
    for changes in [
        json!({ "aud": "https://evil.example" }),
        json!({ "aud": ["https://evil.example"] }),
        json!({ "iss": "aurora.app" }),
        json!({ "client_id": "aurora.app" }),
        json!({ "exp": now() - 60 }),
        json!({ "nbf": now() + 3600 }),
        json!({ "sub": "aurora.shop" }),
        json!({ "request_uri": "https://shop.example/" }),
    ] {
        for profile in [SecurityProfile::None, SecurityProfile::Fapi2] {
            let refused = read_as(profile, "JWT", &with(&changes)).unwrap_err();
            assert_eq!(refused.error, "invalid_request_object", "{changes}");
        }
    }
    for typ in [
        "dpop+jwt",
        "at+jwt",
        "logout+jwt",
        "client-authentication+jwt",
    ] {
        assert!(
            read_as(SecurityProfile::None, typ, &good()).is_err(),
            "{typ}"
        );
    }
    assert!(
        read_as(
            SecurityProfile::Fapi2,
            "JWT",
            &with(&json!({ "exp": now() + 9000 }))
        )
        .is_err()
    );
}

#[test]
fn an_object_that_is_unsigned_signed_by_a_stranger_or_changed_is_refused() {
    let (own, stranger) = (key(), key());
    let keys = published(&own);
    let shop = shop(SecurityProfile::None);
    let signed = own.sign("JWT", &good()).unwrap();
    let parts: Vec<&str> = signed.split('.').collect();
    let none = "eyJhbGciOiJub25lIn0";
    let changed = stranger
        .sign("JWT", &with(&json!({ "scope": "openid email" })))
        .unwrap();
    let changed_payload = changed.split('.').nth(1).unwrap();
    for object in [
        stranger.sign("JWT", &good()).unwrap(),
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        format!("{}.{changed_payload}.{}", parts[0], parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        String::new(),
        "x".repeat(20_000),
    ] {
        let refused = read(&shop, ISSUER, &keys, &object).unwrap_err();
        assert_eq!(refused.error, "invalid_request_object", "{object:.60}");
    }
}

proptest! {
    #[test]
    fn no_text_is_taken_for_an_object(text in "[A-Za-z0-9_.-]{0,300}") {
        let keys = ForeignKeys::default();
        prop_assert!(read(&shop(SecurityProfile::None), ISSUER, &keys, &text).is_err());
    }
}
