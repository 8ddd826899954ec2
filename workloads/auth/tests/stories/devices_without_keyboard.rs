//! A kiosk shows a code, its person types it at home (RFC 8628).

use axum::http::StatusCode;
use domicile_bundle::AssuranceLevel;
use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::support::{
    Answer, Browser, RelyingParty, World,
    endpoint::{APP, KIOSK, SHOP, text},
};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn begin(world: &World, region: &str) -> Value {
    let answer = KIOSK
        .post(
            world,
            region,
            "/device_authorization",
            &[("scope", "openid profile")],
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn poll(world: &World, region: &str, begun: &Value) -> Answer {
    let fields = [
        ("grant_type", GRANT_TYPE),
        ("device_code", begun["device_code"].as_str().unwrap()),
    ];
    KIOSK.token(world, region, &fields).await
}

/// As if the device had waited before it asks again.
async fn patiently(world: &World, region: &str) {
    sqlx::query("UPDATE auth.device_authorization SET polled_at = NULL")
        .execute(&world.region(region).pool)
        .await
        .unwrap();
}

async fn decide(browser: &mut Browser<'_>, begun: &Value, action: &str) -> Answer {
    let user_code = begun["user_code"].as_str().unwrap();
    let typed = user_code.to_lowercase().replace('-', " ");
    browser
        .open("https://eu.login.aurora.localhost:8443/device")
        .await;
    let page = browser
        .submit(&[("user_code", &typed), ("action", "continue")])
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Aurora Kiosk"), "{}", page.body);
    assert!(page.body.contains(user_code) && page.body.contains("id=\"warning\""));
    browser
        .submit(&[("user_code", user_code), ("action", action)])
        .await
}

#[tokio::test]
async fn a_kiosk_in_japan_signs_in_a_person_of_europe() {
    let world = World::of_all_regions().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let begun = begin(&world, "jp").await;
    assert_eq!(begun["interval"], 5);
    assert!(begun["device_code"].as_str().unwrap().starts_with("jp."));
    let uri = begun["verification_uri_complete"].as_str().unwrap();
    assert!(uri.starts_with("https://login.aurora.localhost:8443/device?user_code="));

    // The device is not near its own region either.
    let pending = poll(&world, "us", &begun).await;
    assert_eq!(pending.json()["error"], "authorization_pending");
    let page = decide(&mut browser, &begun, "approve").await;
    assert_eq!(page.title(), "Your device is signed in");
    patiently(&world, "jp").await;
    let tokens = poll(&world, "us", &begun).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let claims = RelyingParty::claims(&text(&tokens, "id_token"));
    assert_eq!(claims["aud"], "aurora.kiosk");
    assert_eq!(claims["domicile_region"], "eu");
    let userinfo = RelyingParty::userinfo(&world, "jp", &text(&tokens, "access_token")).await;
    assert_eq!(userinfo.json()["sub"], claims["sub"]);
    let refreshed = KIOSK
        .refresh(&world, "jp", &text(&tokens, "refresh_token"))
        .await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);

    // Once, and nothing of the person is where the device waited.
    let again = poll(&world, "jp", &begun).await;
    assert_eq!(again.json()["error"], "invalid_grant");
    let elsewhere: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM auth.client_grant) + (SELECT count(*) FROM auth.device_approval)",
    )
    .fetch_one(&world.region("jp").pool)
    .await
    .unwrap();
    assert_eq!(elsewhere, 0);
}

#[tokio::test]
async fn a_device_that_is_refused_or_forgotten_gets_nothing() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let refused = begin(&world, "eu").await;
    let page = decide(&mut browser, &refused, "deny").await;
    assert_eq!(page.title(), "Your device was refused");
    let error = poll(&world, "eu", &refused).await;
    assert_eq!(error.json()["error"], "access_denied");

    let forgotten = begin(&world, "eu").await;
    sqlx::query("UPDATE auth.device_authorization SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let error = poll(&world, "eu", &forgotten).await;
    assert_eq!(error.json()["error"], "expired_token");
}

#[tokio::test]
async fn a_device_that_asks_too_often_is_slowed_down() {
    let world = World::of_eu().await;
    let begun = begin(&world, "eu").await;
    let first = poll(&world, "eu", &begun).await;
    assert_eq!(first.json()["error"], "authorization_pending");
    let second = poll(&world, "eu", &begun).await;
    assert_eq!(second.json()["error"], "slow_down");
    let interval: i32 =
        sqlx::query_scalar("SELECT interval_seconds FROM auth.device_authorization")
            .fetch_one(&world.eu().pool)
            .await
            .unwrap();
    assert_eq!(interval, 10);
}

#[tokio::test]
async fn a_device_code_is_worth_nothing_to_another_client() {
    let world = World::of_eu().await;
    let begun = begin(&world, "eu").await;
    let fields = [
        ("grant_type", GRANT_TYPE),
        ("device_code", begun["device_code"].as_str().unwrap()),
    ];
    for client in [APP, SHOP] {
        let refused = client.token(&world, "eu", &fields).await;
        assert_eq!(refused.json()["error"], "unauthorized_client");
        let refused = client
            .post(&world, "eu", "/device_authorization", &[])
            .await;
        assert_eq!(refused.json()["error"], "unauthorized_client");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_first_and_finds_the_code_again() {
    let world = World::of_all_regions().await;
    RelyingParty::register(&world, "camille@example.test").await;
    let begun = begin(&world, "jp").await;
    let mut browser = Browser::new(&world, "us");
    let page = browser
        .open(begun["verification_uri_complete"].as_str().unwrap())
        .await;
    assert_eq!(page.url.path(), "/residence", "{}", page.body);
    browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    browser.submit(&[("email", "camille@example.test")]).await;
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.host_str(), Some("eu.login.aurora.localhost"));
    assert_eq!(page.url.path(), "/device");
    // Shown, and not yet agreed to.
    assert_eq!(
        page.value_of("user_code").as_deref(),
        begun["user_code"].as_str()
    );
    let pending = poll(&world, "jp", &begun).await;
    assert_eq!(pending.json()["error"], "authorization_pending");
}

#[tokio::test]
async fn a_code_that_nobody_waits_for_is_told_so_and_guessing_is_limited() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    browser
        .open("https://eu.login.aurora.localhost:8443/device")
        .await;
    let page = browser.submit(&[("user_code", "hello")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("has eight letters"), "{}", page.body);
    for number in 0..31 {
        let page = browser
            .submit(&[("user_code", "BBBB-BBBB"), ("action", "approve")])
            .await;
        if number < 30 {
            assert!(page.body.contains("No device is waiting"), "{}", page.body);
        } else {
            assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        }
    }
}

#[tokio::test]
async fn another_site_cannot_let_a_device_in() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let begun = begin(&world, "eu").await;
    let fields = [
        ("user_code", begun["user_code"].as_str().unwrap()),
        ("action", "approve"),
    ];
    let refused = browser
        .post("https://eu.login.aurora.localhost:8443/device", &fields)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let pending = poll(&world, "eu", &begun).await;
    assert_eq!(pending.json()["error"], "authorization_pending");
}

#[tokio::test]
async fn an_erased_person_takes_the_approval_with_them() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let begun = begin(&world, "eu").await;
    decide(&mut browser, &begun, "approve").await;
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.identifier")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, &sub)
        .await
        .unwrap();
    let refused = poll(&world, "eu", &begun).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_device_is_approved_by_a_sign_in_that_is_sure_enough_for_its_application_only() {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            if application.client_id == "aurora.kiosk" {
                application.minimum_acr = Some(AssuranceLevel::PhishingResistant);
            }
        }
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let begun = begin(&world, "eu").await;
    let page = decide(&mut browser, &begun, "approve").await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    let pending = poll(&world, "eu", &begun).await;
    assert_eq!(pending.json()["error"], "authorization_pending");

    let mut key = Authenticator::new(b"camille's key");
    let page = browser.enrol_passkey(&mut key).await;
    assert_eq!(page.url.path(), "/device", "{}", page.body);
    let page = decide(&mut browser, &begun, "approve").await;
    assert_eq!(page.title(), "Your device is signed in");
    patiently(&world, "eu").await;
    let tokens = poll(&world, "eu", &begun).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let claims = RelyingParty::claims(&text(&tokens, "id_token"));
    assert_eq!(claims["acr"], "phr");
}
