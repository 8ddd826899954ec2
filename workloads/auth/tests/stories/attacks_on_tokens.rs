//! Stolen codes, downgraded proofs, other people's tokens.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domicile_bundle::status::Workload;
use domicile_service::mesh::PeerIdentity;
use serde_json::json;
use tower::ServiceExt;

use crate::{
    example::SHOP_SECRET,
    support::{
        RelyingParty, World,
        relying_party::{CALLBACK, VERIFIER},
        world::new_key,
    },
};

#[tokio::test]
async fn a_replayed_code_is_refused_and_ends_what_came_from_it() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let access_token = tokens.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(
        RelyingParty::userinfo(&world, "eu", &access_token)
            .await
            .status,
        StatusCode::OK
    );

    let replay = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(
        (replay.status, &replay.json()["error"]),
        (StatusCode::BAD_REQUEST, &json!("invalid_grant"))
    );
    let refused = RelyingParty::userinfo(&world, "eu", &access_token).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(
        refused.headers["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("invalid_token")
    );
}

#[tokio::test]
async fn a_code_is_bound_to_verifier_address_and_client() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let good = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let other_verifier = VERIFIER.replace('a', "b");
    for (name, value) in [
        ("code_verifier", other_verifier.as_str()),
        ("code_verifier", ""),
        ("redirect_uri", "http://127.0.0.1:5555/callback"),
        ("redirect_uri", ""),
    ] {
        let changed: Vec<_> = good
            .iter()
            .map(|pair| if pair.0 == name { (name, value) } else { *pair })
            .collect();
        let refused = RelyingParty::exchange(&world, "eu", &changed).await;
        assert_eq!(refused.json()["error"], "invalid_grant", "{name}={value}");
    }
    let by_another_client = Request::post("/token")
        .header(header::HOST, "login.aurora.localhost")
        .body(Body::from(domicile_auth::web::parameters::encode(
            good.iter().copied().chain([("client_id", "aurora.app")]),
        )))
        .unwrap();
    let response = world
        .eu()
        .public
        .clone()
        .oneshot(by_another_client)
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    // None of this used the code up or revoked anything: a thief cannot lock the owner out.
    assert_eq!(
        RelyingParty::exchange(&world, "eu", &good).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_expired_code_is_refused() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    sqlx::query("UPDATE auth.authorization_code SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let refused = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn of_many_exchanges_at_once_one_wins_at_most() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let all = futures_join(&world, &code).await;
    assert!(
        all.iter()
            .filter(|status| **status == StatusCode::OK)
            .count()
            <= 1,
        "{all:?}"
    );
}

async fn futures_join(world: &World, code: &str) -> Vec<StatusCode> {
    let (a, b, c, d) = tokio::join!(
        RelyingParty::exchange_well(world, "eu", code),
        RelyingParty::exchange_well(world, "eu", code),
        RelyingParty::exchange_well(world, "eu", code),
        RelyingParty::exchange_well(world, "eu", code),
    );
    [a, b, c, d].iter().map(|answer| answer.status).collect()
}

#[tokio::test]
async fn a_pkce_downgrade_is_refused_before_anything_is_shown() {
    let world = World::of_eu().await;
    let mut browser = crate::support::Browser::new(&world, "eu");
    for extra in [
        [("code_challenge_method", "plain")],
        [("code_challenge", "")],
    ] {
        let answer = browser.get(&RelyingParty::authorize_url(&extra)).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("invalid_request")
        );
        assert_eq!(
            answer.parameter("iss").as_deref(),
            Some("https://login.aurora.localhost:8443")
        );
        assert!(answer.location().as_str().starts_with(CALLBACK));
    }
}

#[tokio::test]
async fn a_client_must_prove_itself() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let form = domicile_auth::web::parameters::encode([
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "aurora.shop"),
        ("client_secret", &SHOP_SECRET.replace('a', "b")),
    ]);
    let request = Request::post("/token")
        .header(header::HOST, "login.aurora.localhost")
        .body(Body::from(form))
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_signed_by_a_stranger_or_for_another_use_is_refused() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let claims = RelyingParty::claims(tokens["access_token"].as_str().unwrap());
    let forged = new_key().sign("at+jwt", &claims).unwrap();
    let id_token = tokens["id_token"].as_str().unwrap().to_owned();
    for token in [forged.as_str(), id_token.as_str(), "x", "a.b.c"] {
        let refused = RelyingParty::userinfo(&world, "eu", token).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_withdrawn_purpose_takes_its_claim_away_at_once() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let sub = RelyingParty::claims(tokens["id_token"].as_str().unwrap())["sub"]
        .as_str()
        .unwrap()
        .to_owned();
    let access_token = tokens["access_token"].as_str().unwrap();
    world.eu().profile_store.decide(&sub, "marketing", "Given");
    let userinfo = RelyingParty::userinfo(&world, "eu", access_token)
        .await
        .json();
    assert_eq!(userinfo["loyalty_tier"], "gold");
    world
        .eu()
        .profile_store
        .decide(&sub, "marketing", "Withdrawn");
    let userinfo = RelyingParty::userinfo(&world, "eu", access_token)
        .await
        .json();
    assert_eq!(userinfo.get("loyalty_tier"), None);
}

#[tokio::test]
async fn an_erased_person_is_forgotten_and_tokens_end() {
    let world = World::of_eu().await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let sub = RelyingParty::claims(tokens["id_token"].as_str().unwrap())["sub"]
        .as_str()
        .unwrap()
        .to_owned();
    let erase = async |workload: Workload, region: &str| {
        let peer = PeerIdentity {
            workload,
            region: region.to_owned(),
        };
        let request = Request::delete(format!("/mesh/v1/persons/{sub}"))
            .extension(peer)
            .body(Body::empty())
            .unwrap();
        world
            .eu()
            .mesh
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .status()
    };
    assert_eq!(
        erase(Workload::ProfileStore, "us").await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        erase(Workload::Activation, "eu").await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        erase(Workload::ProfileStore, "eu").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        erase(Workload::ProfileStore, "eu").await,
        StatusCode::NO_CONTENT,
        "idempotent"
    );
    let access_token = tokens["access_token"].as_str().unwrap();
    assert_eq!(
        RelyingParty::userinfo(&world, "eu", access_token)
            .await
            .status,
        StatusCode::UNAUTHORIZED
    );
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(page.title(), "Sign in");
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM auth.identifier) + (SELECT count(*) FROM auth.session) \
         + (SELECT count(*) FROM auth.client_grant) + (SELECT count(*) FROM auth.authorization_code)",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    assert_eq!(left, 0);
}
