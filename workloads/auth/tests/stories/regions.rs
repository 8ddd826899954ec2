//! One login, three regions: people are homed before they type, and nothing stays elsewhere.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use domicile_bundle::status::Workload;
use domicile_service::mesh::PeerIdentity;
use serde_json::Value;
use tower::ServiceExt;

use crate::support::{Browser, RelyingParty, World};

#[tokio::test]
async fn camille_who_opens_japan_is_handed_to_europe_before_she_types_anything() {
    let world = World::of_all_regions().await;
    let mut browser = Browser::new(&world, "jp");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(page.url.host_str(), Some("jp.login.aurora.localhost"));

    let page = browser.submit(&[("country", "FR")]).await;
    assert_eq!(
        page.url.as_str(),
        "https://eu.login.aurora.localhost:8443/register"
    );
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", "camille@example.test"),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next().await.code();
    browser.submit(&[("code", &code)]).await;
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    let code = answer.parameter("code").unwrap();
    assert!(code.starts_with("eu."));

    // The shop's server is near Japan: its requests are carried home.
    let tokens = RelyingParty::exchange_well(&world, "jp", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    let access_token = tokens.json()["access_token"].as_str().unwrap().to_owned();
    let userinfo = RelyingParty::userinfo(&world, "us", &access_token).await;
    assert_eq!(userinfo.json()["email"], "camille@example.test");

    assert_eq!(world.eu().profile_store.persons().len(), 1);
    for elsewhere in ["jp", "us"] {
        assert!(world.region(elsewhere).profile_store.persons().is_empty());
        let rows: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM auth.identifier) + (SELECT count(*) FROM auth.challenge) \
             + (SELECT count(*) FROM auth.session) + (SELECT count(*) FROM auth.client_grant)",
        )
        .fetch_one(&world.region(elsewhere).pool)
        .await
        .unwrap();
        assert_eq!(rows, 0, "{elsewhere}");
    }

    // From now on the browser remembers the region, wherever it is answered.
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(answer.parameter("code").unwrap().starts_with("eu."));
}

#[tokio::test]
async fn people_of_countries_that_nobody_names_go_to_the_region_that_takes_them() {
    let world = World::of_all_regions().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser.submit(&[("country", "BR")]).await;
    assert_eq!(page.url.host_str(), Some("us.login.aurora.localhost"));
}

#[tokio::test]
async fn the_hand_off_carries_no_personal_data() {
    let world = World::of_all_regions().await;
    let mut browser = Browser::new(&world, "jp");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser.get("/residence").await;
    let csrf = page.value_of("csrf").unwrap();
    let answer = browser
        .post("/residence", &[("csrf", &csrf), ("country", "FR")])
        .await;
    let claims = RelyingParty::claims(&answer.parameter("token").unwrap());
    let names: Vec<&str> = claims
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        ["aud", "country", "exp", "iat", "iss", "jti", "request"]
    );
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        120
    );
}

#[tokio::test]
async fn every_region_publishes_the_keys_of_all() {
    let world = World::of_all_regions().await;
    let mut sets = Vec::new();
    for region in ["eu", "jp", "us"] {
        let answer = Browser::new(&world, region)
            .get("https://login.aurora.localhost:8443/jwks")
            .await;
        let keys: Vec<Value> = answer.json()["keys"].as_array().unwrap().clone();
        assert_eq!(keys.len(), 3);
        assert!(keys.iter().all(|key| key.get("d").is_none()));
        sets.push(keys);
    }
    assert_eq!(sets[0], sets[1]);
    assert_eq!(sets[1], sets[2]);
    let answer = Browser::new(&world, "us")
        .get("https://login.aurora.localhost:8443/.well-known/openid-configuration")
        .await;
    let document = answer.json();
    assert_eq!(document["issuer"], "https://login.aurora.localhost:8443");
    assert_eq!(
        document["code_challenge_methods_supported"],
        serde_json::json!(["S256"])
    );
}

#[tokio::test]
async fn a_code_of_a_region_that_does_not_exist_is_refused() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let refused = RelyingParty::exchange_well(&world, "eu", &code.replace("eu.", "xx.")).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn what_was_carried_over_the_mesh_is_not_carried_on() {
    let world = World::of_all_regions().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let peer = PeerIdentity {
        workload: Workload::Auth,
        region: "us".to_owned(),
    };
    let form = domicile_auth::web::parameters::encode([
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
    ]);
    let request = Request::post("/token")
        .extension(peer)
        .body(Body::from(form))
        .unwrap();
    let response = world
        .region("jp")
        .mesh
        .clone()
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    // The code is still good at home.
    let tokens = RelyingParty::exchange_well(&world, "us", &code).await;
    assert_eq!(tokens.status, StatusCode::OK);
}

#[tokio::test]
async fn the_mesh_serves_nobody_without_an_identity() {
    let world = World::of_eu().await;
    for path in ["/token", "/userinfo"] {
        for peer in [
            None,
            Some((Workload::Activation, "eu")),
            Some((Workload::ProfileStore, "us")),
        ] {
            let mut request = Request::post(path).body(Body::empty()).unwrap();
            if let Some((workload, region)) = peer {
                let region = region.to_owned();
                request
                    .extensions_mut()
                    .insert(PeerIdentity { workload, region });
            }
            let response = world.eu().mesh.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {peer:?}");
        }
    }
}
