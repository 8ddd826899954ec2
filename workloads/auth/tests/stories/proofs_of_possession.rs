//! Tokens that are good only with a proof of the client's key (RFC 9449).

use axum::{
    body::Body,
    http::{Request, header},
};
use domicile_auth::openid::pkce;
use domicile_jose::now;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, Browser, RelyingParty, World,
    endpoint::{APP, Client, NIGHTLY, SHOP, text},
    proof_key::{ProofKey, claims},
    relying_party::{CALLBACK, VERIFIER},
};

async fn exchange(world: &World, region: &str, code: &str, proof: &str) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    SHOP.post_with(world, region, "/token", &fields, &[("dpop", proof)])
        .await
}

async fn client_token(world: &World, client: Client, proof: &str) -> Answer {
    let fields = [("grant_type", "client_credentials")];
    client
        .post_with(world, "eu", "/token", &fields, &[("dpop", proof)])
        .await
}

async fn userinfo(
    world: &World,
    region: &str,
    scheme: &str,
    token: &str,
    proof: Option<&str>,
) -> Answer {
    let mut request = Request::get("/userinfo")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::AUTHORIZATION, format!("{scheme} {token}"));
    if let Some(proof) = proof {
        request = request.header("dpop", proof);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = world.region(region).public.clone().oneshot(request).await;
    let url = Url::parse("https://login.aurora.localhost:8443/userinfo").unwrap();
    Answer::of(response.unwrap(), url).await
}

#[tokio::test]
async fn a_token_bound_to_a_key_is_good_with_a_proof_of_it_in_every_region() {
    let world = World::of_all_regions().await;
    let key = ProofKey::new();
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = exchange(&world, "jp", &code, &key.proof("POST", "/token", None)).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    assert_eq!(tokens.json()["token_type"], "DPoP");
    let token = text(&tokens, "access_token");
    let cnf = json!({ "jkt": key.thumbprint() });
    assert_eq!(RelyingParty::claims(&token)["cnf"], cnf);
    let known = SHOP.introspect(&world, "us", &token).await;
    assert_eq!(
        (&known["cnf"], &known["token_type"]),
        (&cnf, &json!("DPoP"))
    );
    let proof = || key.proof("GET", "/userinfo", Some(&token));
    for region in ["eu", "us"] {
        let good = userinfo(&world, region, "DPoP", &token, Some(&proof())).await;
        assert_eq!(good.status, 200, "{region}: {}", good.body);
    }
    // As a plain token, without a proof, with another key's proof, with a proof for another token: no.
    let other = ProofKey::new();
    let refused = [
        userinfo(&world, "eu", "Bearer", &token, None).await,
        userinfo(&world, "eu", "Bearer", &token, Some(&proof())).await,
        userinfo(&world, "eu", "DPoP", &token, None).await,
        userinfo(
            &world,
            "us",
            "DPoP",
            &token,
            Some(&other.proof("GET", "/userinfo", Some(&token))),
        )
        .await,
        userinfo(
            &world,
            "eu",
            "DPoP",
            &token,
            Some(&key.proof("GET", "/userinfo", Some("another"))),
        )
        .await,
        userinfo(
            &world,
            "eu",
            "DPoP",
            &token,
            Some(&key.proof("GET", "/userinfo", None)),
        )
        .await,
    ];
    for (number, answer) in refused.iter().enumerate() {
        assert_eq!(answer.status, 401, "{number}: {}", answer.body);
        assert!(answer.headers.contains_key("www-authenticate"), "{number}");
    }
}

#[tokio::test]
async fn a_plain_token_is_not_taken_as_a_bound_one() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let token = text(&tokens, "access_token");
    let proof = ProofKey::new().proof("GET", "/userinfo", Some(&token));
    let refused = userinfo(&world, "eu", "DPoP", &token, Some(&proof)).await;
    assert_eq!(refused.status, 401);
}

#[tokio::test]
async fn a_proof_is_used_once_wherever_it_is_sent() {
    let world = World::of_all_regions().await;
    let key = ProofKey::new();
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = exchange(&world, "eu", &code, &key.proof("POST", "/token", None)).await;
    let token = text(&tokens, "access_token");
    let proof = key.proof("GET", "/userinfo", Some(&token));
    let first = userinfo(&world, "us", "DPoP", &token, Some(&proof)).await;
    assert_eq!(first.status, 200, "{}", first.body);
    for region in ["eu", "jp", "us"] {
        let replay = userinfo(&world, region, "DPoP", &token, Some(&proof)).await;
        assert_eq!(replay.status, 401, "{region}");
        assert_eq!(replay.json()["error"], "invalid_dpop_proof", "{region}");
    }
}

#[tokio::test]
async fn a_proof_must_fit_the_request() {
    let world = World::of_eu().await;
    let key = ProofKey::new();
    let with = |name: &str, value: Value| {
        let mut claims = claims("POST", "/token", None);
        claims[name] = value;
        key.sign(&claims)
    };
    let good = key.proof("POST", "/token", None);
    let wrong = [
        with("htm", json!("GET")),
        with("htu", json!("https://login.aurora.localhost:8443/userinfo")),
        with("htu", json!("https://evil.example/token")),
        with("iat", json!(now() - 3600)),
        with("iat", json!(now() + 3600)),
        with("jti", json!("")),
        with("ath", json!("x")),
        RelyingParty::unsigned(&good),
        good.replace('.', ""),
        world
            .eu()
            .app
            .keys()
            .signing
            .sign("dpop+jwt", &claims("POST", "/token", None))
            .unwrap(),
        "x".repeat(9000),
    ];
    for (number, proof) in wrong.iter().enumerate() {
        let refused = client_token(&world, NIGHTLY, proof).await;
        assert_eq!(refused.status, 400, "{number}: {}", refused.body);
        assert_eq!(refused.json()["error"], "invalid_dpop_proof", "{number}");
    }
    let fields = [("grant_type", "client_credentials")];
    let second = key.proof("POST", "/token", None);
    let twice = [("dpop", good.as_str()), ("dpop", second.as_str())];
    let refused = NIGHTLY
        .post_with(&world, "eu", "/token", &fields, &twice)
        .await;
    assert_eq!(refused.json()["error"], "invalid_dpop_proof");
    assert_eq!(client_token(&world, NIGHTLY, &good).await.status, 200);
}

#[tokio::test]
async fn a_client_whose_clock_is_wrong_is_helped_by_a_nonce() {
    let world = World::of_eu().await;
    let key = ProofKey::new();
    let proof = |nonce: Option<&str>| {
        let mut claims = claims("POST", "/token", None);
        claims["iat"] = json!(now() - 120);
        if let Some(nonce) = nonce {
            claims["nonce"] = json!(nonce);
        }
        key.sign(&claims)
    };
    let asked = client_token(&world, NIGHTLY, &proof(None)).await;
    assert_eq!(asked.json()["error"], "use_dpop_nonce");
    let nonce = asked.headers["dpop-nonce"].to_str().unwrap().to_owned();
    let invented = client_token(&world, NIGHTLY, &proof(Some("invented"))).await;
    assert_eq!(invented.json()["error"], "use_dpop_nonce");
    let good = client_token(&world, NIGHTLY, &proof(Some(&nonce))).await;
    assert_eq!(good.status, 200, "{}", good.body);
}

#[tokio::test]
async fn a_code_that_is_bound_to_a_key_is_worth_nothing_without_it() {
    let world = World::of_eu().await;
    let key = ProofKey::new();
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let thumbprint = key.thumbprint();
    let url = RelyingParty::authorize_url(&[("dpop_jkt", &thumbprint)]);
    let code = browser.open(&url).await.parameter("code").unwrap();
    let refused = [
        RelyingParty::exchange_well(&world, "eu", &code).await,
        exchange(
            &world,
            "eu",
            &code,
            &ProofKey::new().proof("POST", "/token", None),
        )
        .await,
    ];
    for answer in refused {
        assert_eq!(answer.json()["error"], "invalid_grant");
    }
    let good = exchange(&world, "eu", &code, &key.proof("POST", "/token", None)).await;
    assert_eq!(good.status, 200, "{}", good.body);
}

#[tokio::test]
async fn a_public_clients_refresh_token_stays_with_its_key() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let code = code_of_app(&mut browser).await;
    let key = ProofKey::new();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", "https://app.aurora.localhost:8443/"),
        ("code_verifier", VERIFIER),
    ];
    let post = async |fields: &[(&str, &str)], proof: &str| {
        APP.post_with(&world, "eu", "/token", fields, &[("dpop", proof)])
            .await
    };
    let tokens = post(&fields, &key.proof("POST", "/token", None)).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let refresh_token = text(&tokens, "refresh_token");
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token.as_str()),
    ];
    let thief = ProofKey::new().proof("POST", "/token", None);
    assert_eq!(post(&fields, &thief).await.json()["error"], "invalid_grant");
    let bare = APP.token(&world, "eu", &fields).await;
    assert_eq!(bare.json()["error"], "invalid_grant");
    // None of that ended the family.
    let owner = post(&fields, &key.proof("POST", "/token", None)).await;
    assert_eq!(owner.status, 200, "{}", owner.body);
}

async fn code_of_app(browser: &mut Browser<'_>) -> String {
    let challenge = pkce::challenge_of(VERIFIER);
    let answer = browser
        .open(&RelyingParty::authorize_url(&[
            ("client_id", "aurora.app"),
            ("redirect_uri", "https://app.aurora.localhost:8443/"),
            ("code_challenge", &challenge),
        ]))
        .await;
    answer.parameter("code").expect("a code")
}

#[tokio::test]
async fn a_client_that_wants_bound_tokens_gets_no_others() {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            application.dpop_bound_access_tokens = true;
        }
    })
    .await;
    let fields = [("grant_type", "client_credentials")];
    let refused = NIGHTLY.token(&world, "eu", &fields).await;
    assert_eq!(refused.json()["error"], "invalid_dpop_proof");
    let proof = ProofKey::new().proof("POST", "/token", None);
    let good = client_token(&world, NIGHTLY, &proof).await;
    assert_eq!(good.json()["token_type"], "DPoP");
}
