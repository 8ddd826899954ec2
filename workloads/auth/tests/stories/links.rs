//! The e-mailed link: in the browser that asked, by a button, once.

use axum::http::StatusCode;
use domicile_bundle::SignInMethod;

use crate::support::{Browser, RelyingParty, World, passwords::EMAIL};

async fn linked(methods: &'static [SignInMethod]) -> World {
    World::of(&["eu"], |bundle| bundle.sign_in.methods = methods.to_vec()).await
}

const BOTH: &[SignInMethod] = &[SignInMethod::EmailCode, SignInMethod::EmailLink];

/// A browser that waits for the mail, and the link in it.
async fn waiting<'a>(world: &'a World, email: &str) -> (Browser<'a>, String) {
    let mut browser = Browser::new(world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    let page = browser
        .submit(&[("given_name", "Camille"), ("email", email)])
        .await;
    assert_eq!(page.url.path(), "/code", "{}", page.body);
    (browser, world.mailbox.next().await.link())
}

fn token(link: &str) -> String {
    link.split_once("token=").unwrap().1.to_owned()
}

#[tokio::test]
async fn the_link_signs_in_the_browser_that_asked_after_one_click() {
    let world = linked(BOTH).await;
    let (mut browser, link) = waiting(&world, EMAIL).await;
    let page = browser.open(&link).await;
    assert_eq!(page.title(), "Sign in?");
    assert!(
        world.eu().profile_store.persons().is_empty(),
        "opening changes nothing"
    );
    let page = browser.submit(&[("token", &token(&link))]).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    let page = browser.get(&link).await;
    assert_eq!(
        page.title(),
        "Please use the other browser",
        "it is used up"
    );
}

#[tokio::test]
async fn the_link_is_worth_nothing_in_another_browser() {
    let world = linked(BOTH).await;
    let (mut owner, link) = waiting(&world, EMAIL).await;
    let mut thief = Browser::new(&world, "eu");
    let page = thief.open(&link).await;
    assert_eq!(page.title(), "Please use the other browser");
    // Nor in a browser that waits for a link of its own, to the same address or another one.
    for email in [EMAIL, "mallory@example.test"] {
        let (mut thief, _) = waiting(&world, email).await;
        thief.open(&link).await;
        let page = thief.submit(&[("token", &token(&link))]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert_eq!(page.title(), "This link is no longer good");
    }
    owner.open(&link).await;
    let page = owner.submit(&[("token", &token(&link))]).await;
    assert_eq!(page.url.path(), "/consent", "none of this used it up");
}

#[tokio::test]
async fn the_code_of_the_same_mail_works_where_the_link_was_asked_for() {
    let world = linked(BOTH).await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let mail = world.mailbox.next().await;
    let page = browser.submit(&[("code", &mail.code())]).await;
    assert_eq!(page.url.path(), "/consent");
}

#[tokio::test]
async fn a_tenant_without_codes_mails_links_alone() {
    let world = linked(&[SignInMethod::EmailLink]).await;
    let (mut browser, link) = waiting(&world, EMAIL).await;
    let page = browser.get("/code").await;
    assert_eq!(page.title(), "Open the link we sent you");
    assert!(!page.body.contains("name=\"code\""));
    // A code is not taken where none is offered.
    let page = browser.submit(&[("code", "123456")]).await;
    assert_eq!(page.url.path(), "/code");
    browser.open(&link).await;
    let page = browser.submit(&[("token", &token(&link))]).await;
    assert_eq!(page.url.path(), "/consent");
}

#[tokio::test]
async fn an_expired_link_is_refused() {
    let world = linked(BOTH).await;
    let (mut browser, link) = waiting(&world, EMAIL).await;
    sqlx::query("UPDATE auth.challenge SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    browser.open(&link).await;
    let page = browser.submit(&[("token", &token(&link))]).await;
    assert_eq!(page.title(), "This link is no longer good");
}

#[tokio::test]
async fn a_link_for_a_known_address_makes_no_second_person() {
    let world = linked(BOTH).await;
    for _ in 0..2 {
        let (mut browser, link) = waiting(&world, EMAIL).await;
        browser.open(&link).await;
        browser.submit(&[("token", &token(&link))]).await;
    }
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    assert_eq!(world.eu().profile_store.puts(), 1);
}
