//! Forms of other sites, hosts of other people, and input that is not what it should be.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::support::{Browser, RelyingParty, World};

const HOST: &str = "eu.login.aurora.localhost";

#[tokio::test]
async fn a_form_without_the_token_of_this_browser_is_refused() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let mut other = Browser::new(&world, "eu");
    let foreign = other
        .open(&RelyingParty::authorize_url(&[]))
        .await
        .value_of("csrf")
        .unwrap();
    for csrf in ["", "x", foreign.as_str()] {
        let page = browser
            .post("/residence", &[("csrf", csrf), ("country", "FR")])
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{csrf}");
    }
}

#[tokio::test]
async fn a_form_that_another_site_sends_is_refused_even_with_a_token() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    let csrf = page.value_of("csrf").unwrap();
    let cookie = browser.cookie(HOST, "__Host-domicile-flow").unwrap();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = Request::post("/residence")
            .header(header::HOST, HOST)
            .header(header::COOKIE, format!("__Host-domicile-flow={cookie}"))
            .header(name, value)
            .body(Body::from(format!("csrf={csrf}&country=FR")))
            .unwrap();
        let response = world.eu().public.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{name}");
    }
}

#[tokio::test]
async fn a_form_without_a_sign_in_under_way_changes_nothing() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    for path in ["/residence", "/register", "/code", "/consent"] {
        let page = browser
            .post(&format!("https://{HOST}:8443{path}"), &[("country", "FR")])
            .await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(page.title(), "Please start again");
    }
}

#[tokio::test]
async fn a_step_cannot_be_skipped() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    for path in ["/register", "/code", "/consent"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.location().path(), "/residence", "{path}");
    }
}

#[tokio::test]
async fn a_changed_cookie_is_no_sign_in() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let mut cookie = browser.cookie(HOST, "__Host-domicile-flow").unwrap();
    let flipped = if &cookie[30..31] == "A" { "B" } else { "A" };
    cookie.replace_range(30..31, flipped);
    browser.set_cookie(HOST, "__Host-domicile-flow", &cookie);
    let page = browser.get("/residence").await;
    assert_eq!(page.title(), "Please start again");
}

#[tokio::test]
async fn a_host_that_is_not_ours_gets_no_page() {
    let world = World::of_eu().await;
    for host in [
        "evil.example",
        "us.login.aurora.localhost",
        "my.aurora.localhost",
        "",
    ] {
        for path in [
            "/",
            "/authorize",
            "/.well-known/openid-configuration",
            "/jwks",
            "/token",
            "/assets/x",
        ] {
            let request = Request::get(path)
                .header(header::HOST, host)
                .body(Body::empty())
                .unwrap();
            let response = world.eu().public.clone().oneshot(request).await.unwrap();
            assert_eq!(
                response.status(),
                StatusCode::MISDIRECTED_REQUEST,
                "{host}{path}"
            );
        }
    }
}

#[tokio::test]
async fn an_unknown_application_or_address_gets_a_page_and_no_redirect() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    for extra in [
        [("client_id", "nobody")],
        [("redirect_uri", "https://evil.example/callback")],
        [(
            "redirect_uri",
            "https://shop.aurora.localhost:8443/callback/..",
        )],
    ] {
        let page = browser.get(&RelyingParty::authorize_url(&extra)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        assert_eq!(page.headers.get(header::LOCATION), None);
        assert_eq!(page.title(), "This link does not work");
    }
}

#[tokio::test]
async fn an_oversized_form_is_refused() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let long = "x".repeat(100_000);
    let answer = browser.post("/residence", &[("country", &long)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.title(), "Please try again");
}

#[tokio::test]
async fn a_form_that_is_no_text_is_answered_with_a_page() {
    let world = World::of_eu().await;
    let request = Request::post("/residence")
        .header(header::HOST, "eu.login.aurora.localhost:8443")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(&b"country=F\xff\xfeR&csrf=%ff"[..]))
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap();
    assert!(kind.starts_with("text/html"), "{kind}");
}

#[tokio::test]
async fn what_people_type_cannot_become_markup_or_mail_headers() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    let page = browser
        .submit(&[
            ("given_name", "\"><script>alert(1)</script>"),
            ("email", "a@example.test\r\nBcc: b@example.test"),
        ])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("<script"), "{}", page.body);
    assert!(page.body.contains("aria-invalid=\"true\""));
    assert!(world.mailbox.is_empty().await);
}

#[tokio::test]
async fn every_page_forbids_strange_scripts_frames_and_caching() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe"), "{policy}");
    // One script of our own, by a nonce of this answer: the one that asks for a passkey.
    let nonce = policy
        .split_once("script-src 'nonce-")
        .and_then(|(_, rest)| rest.split_once("';"))
        .map(|(nonce, _)| nonce)
        .expect("a nonce and nothing else");
    let ours = format!("nonce=\"{nonce}\"");
    assert_eq!(page.body.matches("<script").count(), 1);
    assert_eq!(page.body.matches(&ours).count(), 1);
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");

    let again = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(!again.body.contains(nonce), "a nonce is used once");
}
