//! Sessions begin anew, end in time, and end when asked.

use crate::support::{Browser, RelyingParty, World};

const HOST: &str = "eu.login.aurora.localhost";
const SESSION: &str = "__Host-domicile-session";

#[tokio::test]
async fn a_session_begins_under_a_new_handle_and_the_old_one_ends() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let first = browser.cookie(HOST, SESSION).unwrap();
    browser
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    browser.submit(&[("email", "camille@example.test")]).await;
    let code = world.mailbox.next().await.code();
    browser.submit(&[("code", &code)]).await;
    let second = browser.cookie(HOST, SESSION).unwrap();
    assert_ne!(first, second);
    let mut thief = Browser::new(&world, "eu");
    thief.set_cookie(HOST, SESSION, &first);
    let answer = thief
        .get(&RelyingParty::authorize_url_on(HOST, &[("prompt", "none")]))
        .await;
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_or_old() {
    for change in [
        "UPDATE auth.session SET last_seen_at = now() - interval '2 hours'",
        "UPDATE auth.session SET expires_at = now() - interval '1 second'",
        "UPDATE auth.session SET authenticated_at = now() - interval '2 days'",
    ] {
        let world = World::of_eu().await;
        let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
        sqlx::query(change).execute(&world.eu().pool).await.unwrap();
        let answer = browser
            .open(&RelyingParty::authorize_url(&[("prompt", "none")]))
            .await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("login_required"),
            "{change}"
        );
    }
}

#[tokio::test]
async fn max_age_asks_again() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("max_age", "600")]))
        .await;
    assert!(answer.parameter("code").is_some());
    sqlx::query("UPDATE auth.session SET authenticated_at = now() - interval '20 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = browser
        .open(&RelyingParty::authorize_url(&[("max_age", "600")]))
        .await;
    assert_eq!(page.title(), "Sign in");
}

#[tokio::test]
async fn an_application_that_shows_the_id_token_signs_its_person_out() {
    let world = World::of_eu().await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let query = domicile_auth::web::parameters::encode([
        ("id_token_hint", tokens["id_token"].as_str().unwrap()),
        (
            "post_logout_redirect_uri",
            "https://shop.aurora.localhost:8443/",
        ),
        ("state", "bye"),
    ]);
    let answer = browser
        .open(&format!(
            "https://login.aurora.localhost:8443/logout?{query}"
        ))
        .await;
    assert_eq!(
        answer.location().as_str(),
        "https://shop.aurora.localhost:8443/?state=bye"
    );
    assert_eq!(browser.cookie(HOST, SESSION), None);
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("prompt", "none")]))
        .await;
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
}

#[tokio::test]
async fn without_a_proof_the_person_is_asked_before_being_signed_out() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let page = browser
        .open("https://login.aurora.localhost:8443/logout")
        .await;
    assert_eq!(page.title(), "Sign out?");
    let forced = browser.post("/logout", &[("csrf", "x")]).await;
    assert_eq!(
        forced.title(),
        "Sign out?",
        "a form of another site signs nobody out"
    );
    let page = browser.submit(&[]).await;
    assert_eq!(page.title(), "You are signed out");
    assert_eq!(browser.cookie(HOST, SESSION), None);
}

#[tokio::test]
async fn logout_redirects_to_registered_addresses_only() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    for uri in [
        "https://evil.example/",
        "https://shop.aurora.localhost:8443/x",
    ] {
        let query = domicile_auth::web::parameters::encode([
            ("client_id", "aurora.shop"),
            ("post_logout_redirect_uri", uri),
        ]);
        let page = browser
            .open(&format!(
                "https://login.aurora.localhost:8443/logout?{query}"
            ))
            .await;
        assert_eq!(page.title(), "This link does not work", "{uri}");
        assert!(page.body.contains("post_logout_redirect_uri"));
    }
}

#[tokio::test]
async fn what_has_ended_is_cleaned_up() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(
        domicile_auth::store::cleanup::once(&world.eu().pool)
            .await
            .unwrap(),
        0
    );
    for table in ["session", "client_grant"] {
        world
            .eu()
            .database
            .execute(&format!(
                "UPDATE auth.{table} SET expires_at = now() - interval '1 day';"
            ))
            .unwrap();
    }
    world
        .eu()
        .database
        .execute("UPDATE auth.throttle SET ends_at = now() - interval '1 day';")
        .unwrap();
    let removed = domicile_auth::store::cleanup::once(&world.eu().pool)
        .await
        .unwrap();
    assert!(removed >= 3, "{removed}");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.authorization_code")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_hint_that_was_changed_signs_nobody_out_and_sends_nobody_anywhere() {
    let world = World::of_eu().await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let good = tokens["id_token"].as_str().unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let back = "https://shop.aurora.localhost:8443/";
    for hint in [unsigned.as_str(), "no token", &good[..good.len() - 4]] {
        let pairs = [("id_token_hint", hint), ("post_logout_redirect_uri", back)];
        let query = domicile_auth::web::parameters::encode(pairs);
        let page = browser
            .open(&format!(
                "https://login.aurora.localhost:8443/logout?{query}"
            ))
            .await;
        assert_eq!(page.title(), "This link does not work", "{hint:.30}");
    }
    let query = domicile_auth::web::parameters::encode([("id_token_hint", unsigned.as_str())]);
    let page = browser
        .open(&format!(
            "https://login.aurora.localhost:8443/logout?{query}"
        ))
        .await;
    assert_eq!(page.title(), "Sign out?");
    let page = browser
        .open("https://login.aurora.localhost:8443/logout?state=x")
        .await;
    assert_eq!(page.title(), "Sign out?");
    let query = domicile_auth::web::parameters::encode([("id_token_hint", good)]);
    let page = browser
        .open(&format!(
            "https://login.aurora.localhost:8443/logout?{query}"
        ))
        .await;
    assert_eq!(page.title(), "You are signed out");
}
