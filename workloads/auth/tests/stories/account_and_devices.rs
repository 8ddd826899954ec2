//! What people see and change of their own sign-in.

use axum::http::StatusCode;
use uuid::Uuid;

use crate::support::{Browser, RelyingParty, World};

const HOST: &str = "eu.login.aurora.localhost";
const SESSION: &str = "__Host-domicile-session";
const ACCOUNT: &str = "https://login.aurora.localhost:8443/account";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/// A second device of somebody who has an account.
async fn another_device<'a>(world: &'a World, email: &str, agent: &'static str) -> Browser<'a> {
    let mut browser = Browser::new(world, "eu").at_home_in("eu").named(agent);
    browser.open(ACCOUNT).await;
    let page = browser.sign_in_by_code(email).await;
    assert_eq!(page.url.path(), "/account", "{}", page.body);
    browser
}

async fn session_ids(world: &World) -> Vec<Uuid> {
    sqlx::query_scalar("SELECT id FROM auth.session ORDER BY created_at")
        .fetch_all(&world.eu().pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_is_not_signed_in_signs_in_and_comes_back_to_the_account() {
    let world = World::of_all_regions().await;
    RelyingParty::register(&world, "camille@example.test").await;
    let mut browser = Browser::new(&world, "jp").named(FIREFOX);
    let page = browser.open(ACCOUNT).await;
    assert_eq!(page.url.path(), "/residence");
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    assert_eq!(page.url.host_str(), Some(HOST), "handed home first");
    let page = browser.sign_in_by_code("camille@example.test").await;
    assert_eq!(page.url.as_str(), format!("https://{HOST}:8443/account"));
    assert!(page.body.contains("Firefox on Linux"), "{}", page.body);
    // The global address finds home from now on, whichever region answers.
    let page = browser.open(ACCOUNT).await;
    assert_eq!(
        (page.url.host_str(), page.title().as_str()),
        (Some(HOST), "Your sign-in")
    );
    for elsewhere in ["jp", "us"] {
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.session")
            .fetch_one(&world.region(elsewhere).pool)
            .await
            .unwrap();
        assert_eq!(rows, 0, "{elsewhere}");
    }
}

#[tokio::test]
async fn cancelling_the_sign_in_to_the_account_ends_at_the_front_page() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser.open(ACCOUNT).await;
    let page = browser.submit(&[("action", "cancel")]).await;
    assert_eq!((page.url.path(), page.status), ("/", StatusCode::OK));
}

#[tokio::test]
async fn one_device_is_signed_out_from_another() {
    let world = World::of_eu().await;
    let (mut laptop, _) = RelyingParty::register(&world, "camille@example.test").await;
    let mut phone = another_device(&world, "camille@example.test", IPHONE).await;
    let page = laptop.open(ACCOUNT).await;
    assert!(page.body.contains("Safari on iOS"), "{}", page.body);
    assert_eq!(page.body.matches("This device").count(), 1);
    let ids = session_ids(&world).await;
    let page = laptop
        .submit_to("/account/devices/end", &[("session", &ids[1].to_string())])
        .await;
    assert!(page.body.contains("That device is signed out."));
    assert!(!page.body.contains("Safari on iOS"));
    let page = phone.open(ACCOUNT).await;
    assert_eq!(page.title(), "Sign in");
}

#[tokio::test]
async fn all_other_devices_are_signed_out_at_once() {
    let world = World::of_eu().await;
    let (mut laptop, _) = RelyingParty::register(&world, "camille@example.test").await;
    another_device(&world, "camille@example.test", IPHONE).await;
    another_device(&world, "camille@example.test", FIREFOX).await;
    RelyingParty::register(&world, "noa@example.test").await;
    let ids = session_ids(&world).await;
    laptop.open(ACCOUNT).await;
    let page = laptop.submit_to("/account/devices/end-others", &[]).await;
    assert!(page.body.contains("All other devices are signed out."));
    assert_eq!(
        session_ids(&world).await,
        [ids[0], ids[3]],
        "somebody else stays signed in"
    );
}

#[tokio::test]
async fn a_session_keeps_its_sid_when_its_person_proves_who_they_are_again() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let (first, before) = (browser.cookie(HOST, SESSION), session_ids(&world).await);
    browser
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    browser.sign_in_by_code("camille@example.test").await;
    assert_ne!(
        first,
        browser.cookie(HOST, SESSION),
        "the handle is replaced"
    );
    assert_eq!(
        before,
        session_ids(&world).await,
        "applications keep the sid"
    );
    // Somebody else at the same browser is another session, and the first one has ended.
    browser
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    browser.submit(&[("email", "noa@example.test")]).await;
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/residence");
    browser.submit(&[("country", "FR")]).await;
    browser.submit(&[("given_name", "Noa")]).await;
    let after = session_ids(&world).await;
    assert_eq!(after.len(), 1);
    assert_ne!(before, after);
}
