//! What nobody gets by a provider.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    social_sign_in::{EMAIL, at_sign_in, by_provider, count, link, world_of},
    support::{Answer, Browser, RelyingParty, World},
};

const HOST: &str = "eu.login.aurora.localhost";
const FLOW: &str = "__Host-domicile-flow";

fn assert_refused(page: &Answer) {
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", page.body);
    assert_eq!(page.title(), "This sign-in cannot be continued");
}

#[tokio::test]
async fn an_address_that_a_provider_names_opens_no_account_whatever_it_says_of_it() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let before = count(&world, "eu", "session").await;
    for verified in [json!(true), json!(false), json!(null)] {
        server.conduct().claims =
            json!({ "email": EMAIL, "email_verified": verified, "given_name": "Mallory" });
        let mut thief = at_sign_in(&world).await;
        let page = by_provider(&mut thief, &server).await;
        assert_eq!(page.url.path(), "/register", "{}", page.body);
        // The mailbox is asked, as for everybody; the thief does not have it.
        thief.submit(&[("email", EMAIL)]).await;
        let _ = world.mailbox.next_code().await;
        for path in ["/linking", "/consent", "/account"] {
            let page = thief.open(&format!("https://{HOST}:8443{path}")).await;
            assert_ne!(page.url.path(), path, "{}", page.body);
        }
    }
    assert_eq!(count(&world, "eu", "session").await, before);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
}

#[tokio::test]
async fn a_stranger_does_not_sign_a_browser_in_as_themselves() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut thief = at_sign_in(&world).await;
    link(&mut thief, &world, &server).await;
    let before = count(&world, "eu", "session").await;
    // The thief's answer, made in the thief's browser, opened in others: without a sign-in and in the middle of one.
    let mut thief = at_sign_in(&world).await;
    let sent = thief.submit_to("/federation/to/example", &[]).await;
    let back = server.answer_to(&sent.location());
    assert_refused(&Browser::new(&world, "eu").open(back.as_str()).await);
    let mut victim = at_sign_in(&world).await;
    assert_refused(&victim.open(back.as_str()).await);
    assert_eq!(count(&world, "eu", "session").await, before);
    assert!(victim.cookie(HOST, "__Host-domicile-arrived").is_none());
    // It was not used up by them.
    assert!(thief.open(back.as_str()).await.parameter("code").is_some());
}

#[tokio::test]
async fn an_answer_is_good_once_though_the_browser_kept_everything() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    link(&mut browser, &world, &server).await;
    let mut browser = at_sign_in(&world).await;
    let flow = browser.cookie(HOST, FLOW).unwrap();
    let sent = browser.submit_to("/federation/to/example", &[]).await;
    let back = server.answer_to(&sent.location());
    assert!(
        browser
            .open(back.as_str())
            .await
            .parameter("code")
            .is_some()
    );
    browser.set_cookie(HOST, FLOW, &flow);
    assert_refused(&browser.open(back.as_str()).await);
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_refused() {
    let (server, world) = world_of(&["eu"]).await;
    let mut browser = at_sign_in(&world).await;
    let sent = browser.submit_to("/federation/to/example", &[]).await;
    let back = server.answer_to(&sent.location());
    expire(&world).await;
    assert_refused(&browser.open(back.as_str()).await);
    domicile_auth::store::cleanup::once(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(count(&world, "eu", "federation_attempt").await, 0);
}

async fn expire(world: &World) {
    sqlx::query("UPDATE auth.federation_attempt SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn answers_that_nobody_asked_for_are_refused_in_every_region() {
    let (_server, world) = world_of(&["eu", "jp"]).await;
    let unknown = |region: &str| format!("{region}.{}", "A".repeat(43));
    for (state, near) in [
        (unknown("eu"), "eu"),
        (unknown("eu"), "jp"),
        (unknown("mars"), "eu"),
        ("eu".to_owned(), "eu"),
        (String::new(), "eu"),
    ] {
        let url =
            format!("https://login.aurora.localhost:8443/federation/callback?code=a&state={state}");
        assert_refused(&Browser::new(&world, near).open(&url).await);
        assert_refused(
            &Browser::new(&world, near)
                .open(&format!("{url}&state=x"))
                .await,
        );
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_believed_signs_nobody_in() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    link(&mut browser, &world, &server).await;
    let before = count(&world, "eu", "session").await;
    for claims in [
        json!({ "nonce": "another" }),
        json!({ "aud": "another" }),
        json!({ "iss": "https://another.example" }),
    ] {
        server.conduct().claims = claims;
        let mut browser = at_sign_in(&world).await;
        let page = by_provider(&mut browser, &server).await;
        assert!(
            page.body.contains("with Example did not work"),
            "{}",
            page.body
        );
    }
    assert_eq!(count(&world, "eu", "session").await, before);
}

#[tokio::test]
async fn a_provider_is_linked_with_one_account_only() {
    let (server, world) = world_of(&["eu"]).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = at_sign_in(&world).await;
    link(&mut browser, &world, &server).await;
    let (mut other, _) = RelyingParty::register(&world, "alex@example.test").await;
    other.open(&format!("https://{HOST}:8443/account")).await;
    let sent = other.get("/account/social/to/example").await;
    let back = server.answer_to(&sent.location());
    let page = other.open(back.as_str()).await;
    assert!(
        page.body.contains("That sign-in is linked already"),
        "{}",
        page.body
    );
    let owners: Vec<String> = sqlx::query_scalar("SELECT sub FROM auth.federated_identity")
        .fetch_all(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(owners.len(), 1);
    // And nobody removes the link of somebody else.
    let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM auth.federated_identity")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    other
        .submit_to("/account/social", &[("id", &id.to_string())])
        .await;
    assert_eq!(count(&world, "eu", "federated_identity").await, 1);
}

#[tokio::test]
async fn whoever_reads_a_mailbox_links_no_provider_with_an_account_that_an_app_protects() {
    let (server, world) = world_of(&["eu"]).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (app, _) = browser.add_app().await;
    let mut thief = at_sign_in(&world).await;
    by_provider(&mut thief, &server).await;
    thief.submit(&[("email", EMAIL)]).await;
    let code = world.mailbox.next_code().await;
    let page = thief.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    let page = thief.open(&format!("https://{HOST}:8443/linking")).await;
    assert_eq!(page.url.path(), "/factor");
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
    // The owner proves the app too, and then a provider is a first factor: the app is asked again each time.
    let page = thief.submit(&[("code", &app.code(0))]).await;
    assert_eq!(page.url.path(), "/linking", "{}", page.body);
    thief.submit(&[("action", "link")]).await;
    let mut browser = at_sign_in(&world).await;
    let page = by_provider(&mut browser, &server).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
}

#[tokio::test]
async fn a_form_of_another_site_sends_nobody_to_a_provider_and_links_nothing() {
    let (_server, world) = world_of(&["eu"]).await;
    let mut browser = at_sign_in(&world).await;
    for path in ["/federation/to/example", "/federation/to/nobody"] {
        let answer = browser.post(path, &[("csrf", "guessed")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let answer = browser.submit_to("/federation/to/nobody", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&world, "eu", "federation_attempt").await, 0);
}
