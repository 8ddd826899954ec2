//! People with passkeys.

use axum::http::StatusCode;
use domicile_bundle::PasskeyMaker;

use crate::{
    authenticator::{Authenticator, Factory},
    support::{
        Browser, RelyingParty, World,
        passkey::{NEW, options_of},
    },
};

const ACCOUNT: &str = "https://login.aurora.localhost:8443/account";

/// Camille, who has an account and a passkey.
pub async fn camille(world: &World) -> Authenticator {
    let (mut browser, _) = RelyingParty::register(world, "camille@example.test").await;
    let mut authenticator = Authenticator::new(b"camille's key");
    authenticator.counter = 1;
    let page = browser
        .add_passkey(&mut authenticator, "My <b>phone</b>")
        .await;
    assert_eq!(page.url.path(), "/account", "{}", page.body);
    assert!(
        page.body.contains("Your passkey was added."),
        "{}",
        page.body
    );
    assert!(page.body.contains("My &#60;b&#62;phone"), "{}", page.body);
    authenticator
}

#[tokio::test]
async fn camille_adds_a_passkey_and_signs_in_with_it() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(
        page.body.contains("autocomplete=\"username webauthn\""),
        "{}",
        page.body
    );
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'nonce-"), "{policy}");
    let answer = browser.show_passkey(&mut authenticator).await;
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(claims["amr"], serde_json::json!(["hwk", "user", "mfa"]));
    let page = browser.open(ACCOUNT).await;
    assert!(!page.body.contains("never"), "{}", page.body);
}

#[tokio::test]
async fn a_passkey_that_is_shown_in_japan_signs_in_at_home() {
    let world = World::of_all_regions().await;
    let mut authenticator = camille(&world).await;
    let mut browser = Browser::new(&world, "jp");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(page.url.host_str(), Some("jp.login.aurora.localhost"));
    let answer = browser.show_passkey(&mut authenticator).await;
    let code = answer.parameter("code").expect("a code");
    assert!(code.starts_with("eu."), "{code}");
    let tokens = RelyingParty::exchange_well(&world, "us", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    for elsewhere in ["jp", "us"] {
        let rows: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM auth.passkey) + (SELECT count(*) FROM auth.passkey_owner) \
             + (SELECT count(*) FROM auth.passkey_proof) + (SELECT count(*) FROM auth.session)",
        )
        .fetch_one(&world.region(elsewhere).pool)
        .await
        .unwrap();
        assert_eq!(rows, 0, "{elsewhere}");
    }
}

#[tokio::test]
async fn one_device_is_not_asked_for_a_second_passkey() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let mut authenticator = Authenticator::new(b"camille's key");
    browser.add_passkey(&mut authenticator, "").await;
    let first = authenticator.user_handle.clone();
    browser.step_up_by_passkey(&mut authenticator).await;
    let page = browser.open(NEW).await;
    let options = options_of(&page);
    let excluded = options["publicKey"]["excludeCredentials"]
        .as_array()
        .unwrap();
    assert_eq!(excluded.len(), 1);
    let handle = &options["publicKey"]["user"];
    assert_eq!(handle["name"], "camille@example.test");
    assert!(
        first.starts_with(b"eu."),
        "the handle begins with the home region"
    );
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.passkey")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&first).contains(&sub));
}

#[tokio::test]
async fn a_brand_outside_the_domain_asks_for_no_passkey() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    for (host, expected) in [
        ("id.holidays.localhost", false),
        ("id.aurora.localhost", true),
    ] {
        let page = browser
            .open(&RelyingParty::authorize_url_on(host, &[]))
            .await;
        assert_eq!(page.body.contains("data-passkey="), expected, "{host}");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert_eq!(policy.contains("script-src"), expected, "{policy}");
    }
}

#[tokio::test]
async fn whoever_leaves_takes_the_passkeys_along() {
    let world = World::of_eu().await;
    camille(&world).await;
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.passkey")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, &sub)
        .await
        .unwrap();
    let rows: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM auth.passkey) + (SELECT count(*) FROM auth.passkey_owner)",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_passkey_gets_another_name_and_nobody_elses_does() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let (mut stranger, _) = RelyingParty::register(&world, "noor@example.test").await;
    let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM auth.passkey")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    let page_of =
        format!("https://eu.login.aurora.localhost:8443/account/passkeys/name?passkey={id}");
    let theirs = stranger.open(&page_of).await;
    assert_eq!(theirs.url.path(), "/account", "it is not theirs to see");
    let id = id.to_string();
    let theft = [("passkey", id.as_str()), ("name", "Stolen")];
    stranger.submit_to("/account/passkeys/name", &theft).await;

    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.show_passkey(&mut authenticator).await;
    let page = browser.open(&page_of).await;
    assert!(page.body.contains("My &#60;b&#62;phone"), "{}", page.body);
    let csrf = page.value_of("csrf").unwrap();
    let named = [
        ("csrf", csrf.as_str()),
        ("passkey", &id),
        ("name", " Key\u{7} ring "),
    ];
    let answer = browser.post("/account/passkeys/name", &named).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("The passkey has a new name."),
        "{}",
        page.body
    );
    assert!(page.body.contains("<h3>Key ring</h3>"), "{}", page.body);
}

#[tokio::test]
async fn a_tenant_takes_passkeys_of_its_makers_alone() {
    let factory = Factory::new("Acme Root");
    let certificate = factory.certificate.clone();
    let world = World::of(&["eu"], move |bundle| {
        bundle.sign_in.passkey_makers = vec![PasskeyMaker {
            certificate: certificate.clone(),
            models: vec![],
        }];
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let mut unknown = Authenticator::new(b"unknown");
    let page = browser.add_passkey(&mut unknown, "").await;
    assert_eq!(page.url.path(), "/account/passkeys/new", "{}", page.body);
    assert!(
        page.body.contains("id=\"passkey-refused\""),
        "{}",
        page.body
    );
    assert!(page.body.contains("id=\"makers\""), "{}", page.body);
    let mut known = Authenticator::new(b"known");
    known.attestation = Some(factory.attestation([1; 16]));
    let page = browser.add_passkey(&mut known, "").await;
    assert!(
        page.body.contains("Your passkey was added."),
        "{}",
        page.body
    );
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = browser.show_passkey(&mut known).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}
