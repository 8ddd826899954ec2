//! Hand-offs: once, soon, for the right region, signed by a region.

use axum::http::StatusCode;
use domicile_auth::{
    openid::{authorization_request::AuthorizationRequest, pkce},
    registration::{
        flow::{Destination, Intent},
        handoff::Carried,
    },
};
use domicile_jose::{Sign, now};
use domicile_residency::{RegionName, handoff::issue};

use crate::support::{
    Browser, RelyingParty, World,
    relying_party::{CALLBACK, VERIFIER},
    world::new_key,
};

fn token(key: &impl Sign, to: &str, country: &str, redirect_uri: &str, at: i64) -> String {
    let region = |name| RegionName::parse(name).unwrap();
    let request = AuthorizationRequest {
        client_id: "aurora.shop".to_owned(),
        brand: "aurora/aurora".into(),
        redirect_uri: redirect_uri.to_owned(),
        scopes: vec!["openid".to_owned()],
        code_challenge: Some(pkce::challenge_of(VERIFIER)),
        ..AuthorizationRequest::default()
    };
    let carried = Carried {
        organization: None,
        destination: Destination::from(request),
        intent: Intent::Register,
        sought_at: None,
    };
    issue(key, &region("jp"), &region(to), country, carried, at).unwrap()
}

fn address(token: &str) -> String {
    format!("https://eu.login.aurora.localhost:8443/handoff?token={token}")
}

#[tokio::test]
async fn a_hand_off_is_accepted_once() {
    let world = World::of(&["eu", "jp"], |_| {}).await;
    let token = token(
        &world.region("jp").app.keys().signing,
        "eu",
        "FR",
        CALLBACK,
        now(),
    );
    let page = Browser::new(&world, "jp").open(&address(&token)).await;
    assert_eq!(page.title(), "Create your account");
    let page = Browser::new(&world, "jp").open(&address(&token)).await;
    assert_eq!(
        (page.status, page.title().as_str()),
        (StatusCode::BAD_REQUEST, "Please start again")
    );
}

#[tokio::test]
async fn a_hand_off_that_is_old_misdirected_forged_or_changed_is_refused() {
    let world = World::of(&["eu", "jp"], |_| {}).await;
    let key = &world.region("jp").app.keys().signing;
    let eu_key = &world.eu().app.keys().signing;
    let good = token(key, "eu", "FR", CALLBACK, now());
    let mut changed = good.clone();
    changed.replace_range(60..61, if &good[60..61] == "A" { "B" } else { "A" });
    for (why, token) in [
        ("expired", token(key, "eu", "FR", CALLBACK, now() - 200)),
        (
            "for another region",
            token(key, "us", "US", CALLBACK, now()),
        ),
        (
            "of a country that is not homed here",
            token(key, "eu", "JP", CALLBACK, now()),
        ),
        ("of no country", token(key, "eu", "ZZ", CALLBACK, now())),
        (
            "to an address that is not the application's",
            token(key, "eu", "FR", "https://evil.example", now()),
        ),
        (
            "signed by a stranger",
            token(&new_key(), "eu", "FR", CALLBACK, now()),
        ),
        (
            "signed by another region than it says",
            token(eu_key, "eu", "FR", CALLBACK, now()),
        ),
        ("changed", changed),
        ("empty", String::new()),
    ] {
        let page = Browser::new(&world, "jp").open(&address(&token)).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{why}");
    }
    assert_eq!(
        Browser::new(&world, "jp")
            .open(&address(&good))
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_access_token_is_no_hand_off() {
    let world = World::of(&["eu", "jp"], |_| {}).await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let page = Browser::new(&world, "eu")
        .open(&address(tokens["access_token"].as_str().unwrap()))
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}
