//! Tokens with nobody behind them, asking about tokens, and giving them back.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    example::{BOOKINGS_API, MILEAGE_API},
    support::{
        Answer, RelyingParty, World,
        endpoint::{APP, BOOKINGS, Client, KIOSK, NIGHTLY, SHOP, text},
        world::new_key,
    },
};

async fn token_of(world: &World, client: Client, fields: &[(&str, &str)]) -> String {
    let fields = [&[("grant_type", "client_credentials")], fields].concat();
    text(&client.token(world, "eu", &fields).await, "access_token")
}

fn inactive() -> Value {
    json!({ "active": false })
}

#[tokio::test]
async fn a_client_gets_a_token_of_its_own() {
    let world = World::of_eu().await;
    let answer = NIGHTLY
        .token(&world, "eu", &[("grant_type", "client_credentials")])
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let body = answer.json();
    for absent in ["id_token", "refresh_token"] {
        assert_eq!(body.get(absent), None, "{absent}");
    }
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["scope"], "bookings_read");
    let claims = RelyingParty::claims(&text(&answer, "access_token"));
    assert_eq!(claims["sub"], "aurora.nightly");
    assert_eq!(claims["client_id"], "aurora.nightly");
    assert_eq!(claims["aud"], BOOKINGS_API);
    for absent in ["auth_time", "acr", "amr"] {
        assert_eq!(claims.get(absent), None, "{absent}");
    }
    for present in ["iss", "exp", "iat", "jti"] {
        assert!(claims.get(present).is_some(), "{present}");
    }
    // There is nobody to tell about.
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&answer, "access_token")).await;
    assert_eq!(userinfo.status, 401);
}

#[tokio::test]
async fn a_client_asks_for_what_it_may_have_only() {
    let world = World::of_eu().await;
    let error = async |client: Client, fields: &[(&str, &str)]| {
        let fields = [&[("grant_type", "client_credentials")], fields].concat();
        text(&client.token(&world, "eu", &fields).await, "error")
    };
    assert_eq!(
        error(NIGHTLY, &[("scope", "bookings_write")]).await,
        "invalid_scope"
    );
    assert_eq!(
        error(NIGHTLY, &[("scope", "openid")]).await,
        "invalid_scope"
    );
    assert_eq!(
        error(NIGHTLY, &[("resource", MILEAGE_API)]).await,
        "invalid_target"
    );
    for client in [SHOP, APP, KIOSK] {
        assert_eq!(error(client, &[]).await, "unauthorized_client");
    }
}

#[tokio::test]
async fn an_api_learns_about_tokens_that_are_meant_for_it_in_every_region() {
    let world = World::of_all_regions().await;
    let token = token_of(&world, NIGHTLY, &[]).await;
    for region in ["eu", "jp", "us"] {
        let known = BOOKINGS.introspect(&world, region, &token).await;
        assert_eq!(known["active"], true, "{region}");
        assert_eq!(known["client_id"], "aurora.nightly");
        assert_eq!(known["scope"], "bookings_read");
        assert_eq!(known["aud"], BOOKINGS_API);
        assert_eq!(known["token_type"], "Bearer");
        // The client itself may ask as well; another client learns nothing.
        assert_eq!(
            NIGHTLY.introspect(&world, region, &token).await["active"],
            true
        );
        assert_eq!(SHOP.introspect(&world, region, &token).await, inactive());
    }
    let anybody = APP
        .post(&world, "eu", "/introspect", &[("token", &token)])
        .await;
    assert_eq!(anybody.status, 401);
}

#[tokio::test]
async fn forged_and_foreign_tokens_are_not_active() {
    let world = World::of_eu().await;
    let token = token_of(&world, NIGHTLY, &[]).await;
    let claims = RelyingParty::claims(&token);
    let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    let (header, rest) = token.split_once('.').unwrap();
    let (payload, signature) = rest.split_once('.').unwrap();
    let key_id = {
        let header = Base64UrlUnpadded::decode_vec(header).unwrap();
        serde_json::from_slice::<Value>(&header).unwrap()["kid"].clone()
    };
    let with_header = |alg: &str, signature: &str| {
        let header = json!({ "typ": "at+jwt", "alg": alg, "kid": key_id }).to_string();
        format!("{}.{payload}.{signature}", encode(&header))
    };
    let mut other = claims.clone();
    other["scope"] = json!("bookings_write");
    let forged = [
        with_header("none", ""),
        with_header("none", signature),
        with_header("HS256", signature),
        with_header("RS256", signature),
        format!("{header}.{}.{signature}", encode(&other.to_string())),
        new_key().sign("at+jwt", &claims).unwrap(),
        world.eu().app.keys().signing.sign("JWT", &claims).unwrap(),
        "x".to_owned(),
        "a.b.c".to_owned(),
        "eu.x".to_owned(),
        "x".repeat(60_000),
    ];
    for token in &forged {
        assert_eq!(BOOKINGS.introspect(&world, "eu", token).await, inactive());
        let refused = RelyingParty::userinfo(&world, "eu", &token[..token.len().min(8000)]).await;
        assert_eq!(refused.status, 401);
    }
    let missing = BOOKINGS.post(&world, "eu", "/introspect", &[]).await;
    assert_eq!(missing.json()["error"], "invalid_request");
}

#[tokio::test]
async fn what_is_given_back_is_good_no_more() {
    let world = World::of_all_regions().await;
    let token = token_of(&world, NIGHTLY, &[]).await;
    let other = token_of(&world, NIGHTLY, &[]).await;
    let stranger = SHOP
        .post(&world, "eu", "/revoke", &[("token", &token)])
        .await;
    assert_eq!(stranger.json()["error"], "invalid_grant");
    assert_eq!(
        BOOKINGS.introspect(&world, "eu", &token).await["active"],
        true
    );
    for _ in 0..2 {
        let revoked = NIGHTLY
            .post(&world, "us", "/revoke", &[("token", &token)])
            .await;
        assert_eq!(revoked.status, 200, "{}", revoked.body);
    }
    assert_eq!(BOOKINGS.introspect(&world, "jp", &token).await, inactive());
    assert_eq!(
        BOOKINGS.introspect(&world, "jp", &other).await["active"],
        true
    );
    let unknown = NIGHTLY
        .post(&world, "eu", "/revoke", &[("token", "no token at all")])
        .await;
    assert_eq!(unknown.status, 200);
}

#[tokio::test]
async fn a_refresh_token_that_is_given_back_takes_its_family_with_it() {
    let world = World::of_all_regions().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let (access, refresh) = (
        text(&tokens, "access_token"),
        text(&tokens, "refresh_token"),
    );
    assert_eq!(
        SHOP.introspect(&world, "us", &refresh).await["active"],
        true
    );
    assert_eq!(
        BOOKINGS.introspect(&world, "us", &refresh).await,
        inactive()
    );
    let fields = [
        ("token", refresh.as_str()),
        ("token_type_hint", "access_token"),
    ];
    let revoked = SHOP.post(&world, "jp", "/revoke", &fields).await;
    assert_eq!(revoked.status, 200, "{}", revoked.body);
    assert_eq!(SHOP.introspect(&world, "us", &refresh).await, inactive());
    assert_eq!(SHOP.introspect(&world, "us", &access).await, inactive());
    assert_eq!(
        RelyingParty::userinfo(&world, "eu", &access).await.status,
        401
    );
    let refused = SHOP.refresh(&world, "eu", &refresh).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn an_access_token_that_is_given_back_leaves_the_others() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let access = text(&tokens, "access_token");
    SHOP.post(&world, "eu", "/revoke", &[("token", &access)])
        .await;
    assert_eq!(
        RelyingParty::userinfo(&world, "eu", &access).await.status,
        401
    );
    let refreshed = SHOP
        .refresh(&world, "eu", &text(&tokens, "refresh_token"))
        .await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_not_read() {
    let world = World::of_eu().await;
    for path in ["/token", "/introspect", "/revoke"] {
        let request = Request::post(path)
            .header(header::HOST, "login.aurora.localhost:8443")
            .body(Body::from(vec![b'a'; 65 * 1024]))
            .unwrap();
        let response = world.eu().public.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 413, "{path}");
    }
}

async fn exchanged(world: &World, region: &str, client: Client, fields: &[(&str, &str)]) -> Answer {
    let fixed = [
        (
            "grant_type",
            "urn:ietf:params:oauth:grant-type:token-exchange",
        ),
        (
            "subject_token_type",
            "urn:ietf:params:oauth:token-type:access_token",
        ),
    ];
    client
        .token(world, region, &[&fixed, fields].concat())
        .await
}

#[tokio::test]
async fn an_api_exchanges_what_it_was_shown_for_a_token_of_a_further_api() {
    let world = World::of_all_regions().await;
    let shown = token_of(&world, NIGHTLY, &[]).await;
    let fields = [("subject_token", shown.as_str()), ("resource", MILEAGE_API)];
    let answer = exchanged(&world, "jp", BOOKINGS, &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.json()["issued_token_type"],
        "urn:ietf:params:oauth:token-type:access_token"
    );
    let token = text(&answer, "access_token");
    let claims = RelyingParty::claims(&token);
    assert_eq!(claims["sub"], "aurora.nightly");
    assert_eq!(claims["aud"], MILEAGE_API);
    assert_eq!(claims["scope"], "mileage_read");
    assert_eq!(claims["act"], json!({ "sub": "aurora.bookings" }));
    assert!(claims["exp"].as_i64() <= RelyingParty::claims(&shown)["exp"].as_i64());
    assert_eq!(
        NIGHTLY.introspect(&world, "us", &token).await["active"],
        true
    );

    // Less of the same.
    let narrower = exchanged(&world, "eu", BOOKINGS, &[("subject_token", &shown)]).await;
    assert_eq!(narrower.json()["scope"], "bookings_read");
    // What was given back is exchanged no more.
    NIGHTLY
        .post(&world, "eu", "/revoke", &[("token", &shown)])
        .await;
    let ended = exchanged(&world, "eu", BOOKINGS, &fields).await;
    assert_eq!(ended.json()["error"], "invalid_request");
}

#[tokio::test]
async fn nobody_exchanges_what_was_not_meant_for_them_or_for_more() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let for_userinfo = text(&tokens, "access_token");
    let shown = token_of(&world, NIGHTLY, &[]).await;
    let error = async |client: Client, fields: &[(&str, &str)]| {
        text(&exchanged(&world, "eu", client, fields).await, "error")
    };
    let stolen = [("subject_token", for_userinfo.as_str())];
    assert_eq!(error(BOOKINGS, &stolen).await, "invalid_request");
    let id_token = text(&tokens, "id_token");
    assert_eq!(
        error(BOOKINGS, &[("subject_token", &id_token)]).await,
        "invalid_request"
    );
    assert_eq!(
        error(BOOKINGS, &[("subject_token", "x.y.z")]).await,
        "invalid_request"
    );
    // A token that names a region which is not there, or none at all.
    for region in [r#"{"region":"nowhere"}"#, r#"{"region":"x y"}"#, "{}"] {
        let token = format!(
            "e30.{}.e30",
            Base64UrlUnpadded::encode_string(region.as_bytes())
        );
        let error = error(BOOKINGS, &[("subject_token", &token)]).await;
        assert_eq!(error, "invalid_request", "{region}");
    }
    let shown = ("subject_token", shown.as_str());
    assert_eq!(
        error(BOOKINGS, &[shown, ("scope", "bookings_write")]).await,
        "invalid_scope"
    );
    assert_eq!(
        error(BOOKINGS, &[shown, ("resource", BOOKINGS_API)]).await,
        "invalid_target"
    );
    assert_eq!(
        error(BOOKINGS, &[shown, ("actor_token", "x")]).await,
        "invalid_request"
    );
    assert_eq!(error(NIGHTLY, &[shown]).await, "unauthorized_client");
}
