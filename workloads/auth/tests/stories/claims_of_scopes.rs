//! The scopes of `OpenID` Connect Core, section 5.4, whose claims other systems tell.

use domicile_bundle::{Bundle, Claim};
use serde_json::{Value, json};

use crate::support::{RelyingParty, World, endpoint::text};

/// The shop may ask for telephone number and address, under the purpose that people are served with.
fn with_phone_and_address(bundle: &mut Bundle) {
    let claims = [
        ("phone_number", "phone", "phoneNumber"),
        ("address.locality", "address", "city"),
        ("address.country", "address", "country"),
    ];
    for (name, scope, attribute) in claims {
        let mut known = bundle.attributes[0].clone();
        attribute.clone_into(&mut known.name);
        bundle.attributes.push(known);
        for purpose in &mut bundle.purposes {
            if purpose.name == "service" {
                purpose.attributes.push(attribute.to_owned());
            }
        }
        for shop in &mut bundle.applications {
            if shop.client_id != "aurora.shop" {
                continue;
            }
            shop.scopes.push(scope.to_owned());
            shop.claims.push(Claim {
                claim: name.to_owned(),
                scope: scope.to_owned(),
                attribute: attribute.to_owned(),
                purpose: "service".to_owned(),
            });
        }
    }
}

#[tokio::test]
async fn the_scopes_phone_and_address_give_their_claims_and_no_other_scope_does() {
    let world = World::of(&["eu"], with_phone_and_address).await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let profile_store = &world.eu().profile_store;
    let sub = profile_store.persons().into_keys().next().unwrap();
    for (attribute, value) in [
        ("phoneNumber", "+33 1 99 00 12 34"),
        ("city", "Lyon"),
        ("country", "FR"),
    ] {
        profile_store.learn(&sub, attribute, json!(value));
    }
    let phone = json!("+33 1 99 00 12 34");
    let address = json!({ "locality": "Lyon", "country": "FR" });
    for (scope, expected) in [
        ("openid phone", [&phone, &Value::Null]),
        ("openid address", [&Value::Null, &address]),
        ("openid profile email", [&Value::Null, &Value::Null]),
        ("openid profile email address phone", [&phone, &address]),
    ] {
        let url = RelyingParty::authorize_url(&[("scope", scope)]);
        let code = browser.open(&url).await.parameter("code").expect("a code");
        let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
        let userinfo = RelyingParty::userinfo(&world, "eu", &text(&tokens, "access_token")).await;
        let id_token = RelyingParty::claims(&text(&tokens, "id_token"));
        for told in [userinfo.json(), id_token] {
            let found = [&told["phone_number"], &told["address"]];
            assert_eq!(found, expected, "{scope}");
        }
    }
    // Whoever does not permit the purpose any more is not called.
    profile_store.decide(&sub, "service", "restricted");
    let url = RelyingParty::authorize_url(&[("scope", "openid phone")]);
    let code = browser.open(&url).await.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&tokens, "access_token")).await;
    assert_eq!(userinfo.json().get("phone_number"), None);
}
