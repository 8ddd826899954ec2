//! Pushed authorization requests: checked before the browser comes, in any region, for one answer.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64ct::{Base64, Encoding};
use domicile_auth::openid::pkce;
use tower::ServiceExt;
use url::Url;

use crate::{
    example::SHOP_SECRET,
    support::{
        Answer, Browser, RelyingParty, World,
        relying_party::{CALLBACK, VERIFIER},
    },
};

const GLOBAL: &str = "login.aurora.localhost";

async fn push_as(world: &World, region: &str, client: &str, extra: &[(&str, &str)]) -> Answer {
    let challenge = pkce::challenge_of(VERIFIER);
    let mut pairs = vec![
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile email"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
    ];
    pairs.retain(|(name, _)| !extra.iter().any(|(own, _)| own == name));
    pairs.extend(extra.iter().filter(|(_, value)| !value.is_empty()));
    let basic = Base64::encode_string(client.as_bytes());
    let request = Request::post("/par")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::AUTHORIZATION, format!("Basic {basic}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(domicile_auth::web::parameters::encode(pairs)))
        .unwrap();
    let response = world.region(region).public.clone().oneshot(request).await;
    let url = Url::parse("https://login.aurora.localhost:8443/par").unwrap();
    Answer::of(response.unwrap(), url).await
}

async fn push(world: &World, region: &str, extra: &[(&str, &str)]) -> Answer {
    push_as(world, region, &format!("aurora.shop:{SHOP_SECRET}"), extra).await
}

async fn pushed(world: &World, region: &str, extra: &[(&str, &str)]) -> String {
    let answer = push(world, region, extra).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let body = answer.json();
    assert!((5..=600).contains(&body["expires_in"].as_i64().unwrap()));
    body["request_uri"].as_str().unwrap().to_owned()
}

fn address(host: &str, client_id: &str, request_uri: &str) -> String {
    let pairs = [("client_id", client_id), ("request_uri", request_uri)];
    let query = domicile_auth::web::parameters::encode(pairs);
    format!("https://{host}:8443/authorize?{query}")
}

async fn count(world: &World, region: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM auth.pushed_authorization_request")
        .fetch_one(&world.region(region).pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_request_pushed_in_one_region_is_answered_in_another_and_used_up() {
    let world = World::of_all_regions().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let request_uri = pushed(&world, "us", &[("login_hint", "camille@example.test")]).await;
    assert!(request_uri.starts_with("urn:ietf:params:oauth:request_uri:us."));
    let answer = browser
        .open(&address(GLOBAL, "aurora.shop", &request_uri))
        .await;
    let code = answer.parameter("code").expect("a code");
    assert_eq!(answer.parameter("state").as_deref(), Some("the-state"));
    assert_eq!(
        RelyingParty::exchange_well(&world, "jp", &code)
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(count(&world, "us").await, 0, "nothing of it is left");
    let again = browser
        .open(&address(GLOBAL, "aurora.shop", &request_uri))
        .await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(again.body.contains("request_uri"));
}

#[tokio::test]
async fn opening_the_page_does_not_use_a_pushed_request_up_but_two_answers_do_not_come_of_it() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let request_uri = pushed(&world, "eu", &[("prompt", "consent")]).await;
    let url = address(GLOBAL, "aurora.shop", &request_uri);
    let page = browser.open(&url).await;
    assert_eq!(page.title(), "Aurora Shop asks for your permission");
    assert_eq!(browser.open(&url).await.title(), page.title());
    let (mut second, _) = RelyingParty::register(&world, "alex@example.test").await;
    second.open(&url).await;
    let first = browser.submit(&[("action", "continue")]).await;
    assert!(first.parameter("code").is_some());
    let late = second.submit(&[("action", "continue")]).await;
    assert_eq!(late.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn what_stands_beside_a_handle_is_not_read() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let request_uri = pushed(&world, "eu", &[]).await;
    let polluted = format!(
        "{}&state=evil&scope=openid&response_mode=fragment&nonce=evil",
        address(GLOBAL, "aurora.shop", &request_uri)
    );
    let answer = browser.open(&polluted).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("the-state"));
    let tokens =
        RelyingParty::exchange_well(&world, "eu", &answer.parameter("code").unwrap()).await;
    let id_token = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token["nonce"], "the-nonce");
}

#[tokio::test]
async fn a_handle_is_good_for_its_client_for_a_moment() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let request_uri = pushed(&world, "eu", &[]).await;
    let other = browser
        .open(&address(GLOBAL, "aurora.app", &request_uri))
        .await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    for wrong in [
        "urn:ietf:params:oauth:request_uri:",
        "urn:ietf:params:oauth:request_uri:eu.x",
        "urn:ietf:params:oauth:request_uri:nowhere.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let page = browser.open(&address(GLOBAL, "aurora.shop", wrong)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    sqlx::query("UPDATE auth.pushed_authorization_request SET usable_until = now()")
        .execute(
            &sqlx::PgPool::connect(
                &world
                    .eu()
                    .database
                    .url(domicile_postgresql_for_tests::Role::AuthOwner),
            )
            .await
            .unwrap(),
        )
        .await
        .unwrap();
    let late = browser
        .open(&address(GLOBAL, "aurora.shop", &request_uri))
        .await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_push_is_refused_as_the_authorization_endpoint_would_refuse_it() {
    let world = World::of_eu().await;
    for (extra, error) in [
        (("redirect_uri", "https://evil.example/"), "invalid_request"),
        (("redirect_uri", ""), "invalid_request"),
        (("response_type", "token"), "unsupported_response_type"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("scope", "email"), "invalid_scope"),
        (("prompt", "none login"), "invalid_request"),
        (("client_id", "aurora.app"), "invalid_request"),
        (
            ("request_uri", "https://shop.example/request"),
            "invalid_request",
        ),
        (
            ("request_uri", "urn:ietf:params:oauth:request_uri:eu.x"),
            "invalid_request_uri",
        ),
    ] {
        let answer = push(&world, "eu", &[extra]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{extra:?}");
        assert_eq!(answer.json()["error"], error, "{extra:?}");
    }
    let stranger = push_as(&world, "eu", "aurora.shop:wrong", &[]).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.json()["error"], "invalid_client");
    assert_eq!(count(&world, "eu").await, 0);
}

#[tokio::test]
async fn a_client_that_must_push_is_not_answered_without() {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            application.authorization.requires_pushed_requests = true;
        }
    })
    .await;
    let mut browser = Browser::new(&world, "eu");
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
    let request_uri = pushed(&world, "eu", &[]).await;
    let page = browser
        .open(&address(GLOBAL, "aurora.shop", &request_uri))
        .await;
    assert_eq!(page.title(), "Where do you live?");
}

#[tokio::test]
async fn no_plain_text_of_a_pushed_request_is_in_the_database() {
    let world = World::of_eu().await;
    pushed(&world, "eu", &[("login_hint", "camille@example.test")]).await;
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT client_id, sealed FROM auth.pushed_authorization_request")
            .fetch_all(&world.eu().pool)
            .await
            .unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!format!("{rows:?}").contains("camille"));
}

#[tokio::test]
async fn a_client_without_pkce_is_served_where_it_is_configured_so_and_a_verifier_is_then_a_downgrade()
 {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            application.authorization.requires_pkce = false;
        }
    })
    .await;
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let fields = |code: &str, verifier: &str| {
        [
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", CALLBACK.to_owned()),
            ("code_verifier", verifier.to_owned()),
        ]
    };
    for (verifier, status) in [("", StatusCode::OK), (VERIFIER, StatusCode::BAD_REQUEST)] {
        let answer = browser.open(&RelyingParty::authorize_url(&without)).await;
        let fields = fields(&answer.parameter("code").expect("a code"), verifier);
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let tokens = RelyingParty::exchange(&world, "eu", &fields).await;
        assert_eq!(tokens.status, status, "{}", tokens.body);
    }
    // A client that keeps no secret is never let off.
    let public = [
        ("client_id", "aurora.app"),
        ("redirect_uri", "https://app.aurora.localhost:8443/"),
        ("code_challenge", ""),
        ("code_challenge_method", ""),
    ];
    let answer = browser.open(&RelyingParty::authorize_url(&public)).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
}
