//! Other sites, other people and old handles at the pages of an account.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::support::{Browser, RelyingParty, World};

const HOST: &str = "eu.login.aurora.localhost";
const SESSION: &str = "__Host-domicile-session";
const ACCOUNT: &str = "https://eu.login.aurora.localhost:8443/account";

/// Every form of the account.
const FORMS: [&str; 2] = ["/account/devices/end", "/account/devices/end-others"];

#[tokio::test]
async fn no_form_of_the_account_takes_a_request_that_another_site_made() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let page = browser.open(ACCOUNT).await;
    let csrf = page.value_of("csrf").unwrap();
    let session = browser.cookie(HOST, SESSION).unwrap();
    let (mut other, _) = RelyingParty::register(&world, "noa@example.test").await;
    let foreign = other.open(ACCOUNT).await.value_of("csrf").unwrap();
    for form in FORMS {
        for (token, site) in [
            ("", "same-origin"),
            (foreign.as_str(), "same-origin"),
            (csrf.as_str(), "cross-site"),
            (csrf.as_str(), "same-site"),
        ] {
            let request = Request::post(form)
                .header(header::HOST, HOST)
                .header(header::COOKIE, format!("{SESSION}={session}"))
                .header("sec-fetch-site", site)
                .body(Body::from(domicile_auth::web::parameters::encode([(
                    "csrf", token,
                )])))
                .unwrap();
            let response = world.eu().public.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{form} {site}");
        }
    }
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, "camille@example.test").await;
    let victim: uuid::Uuid = sqlx::query_scalar("SELECT id FROM auth.session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    let (mut attacker, _) = RelyingParty::register(&world, "mallory@example.test").await;
    attacker.open(ACCOUNT).await;
    for id in [victim.to_string(), uuid::Uuid::now_v7().to_string()] {
        let page = attacker
            .submit_to("/account/devices/end", &[("session", &id)])
            .await;
        assert!(
            page.body.contains("That device is signed out."),
            "the same answer whoever's it is"
        );
    }
    let open: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.session WHERE id = $1")
        .bind(victim)
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(open, 1);
}

#[tokio::test]
async fn the_account_cannot_be_framed_or_kept_by_the_browser() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let page = browser.open(ACCOUNT).await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"));
    assert_eq!(page.headers["x-frame-options"], "DENY");
    assert_eq!(page.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_session_handle_that_was_planted_before_sign_in_is_worth_nothing_after_it() {
    let world = World::of_eu().await;
    let (attacker, _) = RelyingParty::register(&world, "mallory@example.test").await;
    let planted = attacker.cookie(HOST, SESSION).unwrap();
    let mut victim = Browser::new(&world, "eu").at_home_in("eu");
    victim.set_cookie(HOST, SESSION, &planted);
    victim
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    victim.submit(&[("email", "camille@example.test")]).await;
    let code = world.mailbox.next().await.code();
    victim.submit(&[("code", &code)]).await;
    victim.submit(&[("country", "FR")]).await;
    victim.submit(&[("given_name", "Camille")]).await;
    assert_ne!(
        victim.cookie(HOST, SESSION).as_deref(),
        Some(planted.as_str())
    );
    let mut thief = Browser::new(&world, "eu").at_home_in("eu");
    thief.set_cookie(HOST, SESSION, &planted);
    let page = thief.open(ACCOUNT).await;
    assert_eq!(page.title(), "Sign in", "the planted handle is nobody's");
}
