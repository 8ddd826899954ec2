//! Requests that a client which registered itself keeps at its own address (`OpenID` Connect Core, section 6.2).

use axum::http::StatusCode;
use domicile_auth::openid::pkce;
use domicile_bundle::Bundle;
use domicile_jose::{Algorithm, SigningKey, now};
use serde_json::{Value, json};

use crate::{
    client_registration::{register, with_registration},
    support::{
        Answer, ApplicationServer, Browser, RelyingParty, World, relying_party::VERIFIER,
        signing_keys::key_of,
    },
};

const ISSUER: &str = "https://login.aurora.localhost:8443";
const CALLBACK: &str = "https://client.example/cb";

/// Tells which version of the content is meant; it is not sent.
const VERSION: &str = "#47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

async fn world(server: &ApplicationServer) -> World {
    let authority = server.authority.clone();
    World::trusting(&["eu"], Some(&authority), |bundle: &mut Bundle| {
        with_registration(bundle);
        server.trusted_by(bundle);
    })
    .await
}

/// A client with its address of requests, and with other metadata.
async fn registered(world: &World, request_uri: &str, members: &Value) -> String {
    let mut metadata = json!({ "redirect_uris": [CALLBACK], "scope": "openid email",
        "token_endpoint_auth_method": "client_secret_post", "request_uris": [request_uri] });
    for (name, value) in members.as_object().unwrap() {
        metadata[name] = value.clone();
    }
    let registered = register(world, "eu", &metadata).await;
    assert_eq!(
        registered.status,
        StatusCode::CREATED,
        "{}",
        registered.body
    );
    assert_eq!(registered.json()["request_uris"], json!([request_uri]));
    registered.json()["client_id"].as_str().unwrap().to_owned()
}

fn claims(client_id: &str) -> Value {
    json!({ "iss": client_id, "aud": ISSUER, "exp": now() + 60, "client_id": client_id, "response_type": "code",
        "redirect_uri": CALLBACK, "scope": "openid email", "state": "kept-state",
        "code_challenge": pkce::challenge_of(VERIFIER), "code_challenge_method": "S256" })
}

fn signed(key: &SigningKey, client_id: &str) -> String {
    key.sign("oauth-authz-req+jwt", &claims(client_id)).unwrap()
}

fn unsigned(client_id: &str) -> String {
    let signed = signed(&key_of(Algorithm::ES256), client_id);
    let payload = signed.split('.').nth(1).unwrap();
    format!("eyJhbGciOiJub25lIn0.{payload}.")
}

async fn asked(browser: &mut Browser<'_>, client_id: &str, place: (&str, &str)) -> Answer {
    let pairs = [("client_id", client_id), ("redirect_uri", CALLBACK), place];
    let query = domicile_auth::web::parameters::encode(pairs);
    browser.open(&format!("{ISSUER}/authorize?{query}")).await
}

fn was_read(answer: &Answer) -> bool {
    answer.parameter("code").is_some() && answer.parameter("state").as_deref() == Some("kept-state")
}

#[tokio::test]
async fn a_client_that_names_no_algorithm_need_not_sign_what_it_keeps_at_its_address() {
    let server = ApplicationServer::start().await;
    let world = world(&server).await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let uri = format!("{}{VERSION}", server.url("/request"));
    let key = key_of(Algorithm::RS256);
    // Whether it has keys makes no difference: what it does sign with them is proven.
    for members in [
        json!({}),
        json!({ "request_object_signing_alg": "none" }),
        json!({ "jwks": { "keys": [key.public_jwk()] } }),
    ] {
        let client = registered(&world, &uri, &members).await;
        server.keep_request("application/jwt", &unsigned(&client));
        let answer = asked(&mut browser, &client, ("request_uri", &uri)).await;
        assert!(was_read(&answer), "{members}: {}", answer.body);
        // Nobody else may send such an object in the browser's address, or have us ask another address.
        let by_value = asked(&mut browser, &client, ("request", &unsigned(&client))).await;
        let error = by_value.parameter("error");
        assert_eq!(error.as_deref(), Some("request_not_supported"), "{members}");
        for other in [server.url("/request"), format!("{uri}x")] {
            let elsewhere = asked(&mut browser, &client, ("request_uri", &other)).await;
            let error = elsewhere.parameter("error");
            assert_eq!(error.as_deref(), Some("invalid_request_uri"), "{other}");
        }
        server.keep_request(
            "application/jwt",
            &signed(&key_of(Algorithm::RS256), &client),
        );
        let of_stranger = asked(&mut browser, &client, ("request_uri", &uri)).await;
        let error = of_stranger.parameter("error");
        assert_eq!(
            error.as_deref(),
            Some("invalid_request_object"),
            "{members}"
        );
    }
}

#[tokio::test]
async fn a_client_that_registered_rs256_has_its_requests_read_when_they_are_signed_so() {
    let server = ApplicationServer::start().await;
    let world = world(&server).await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let uri = format!("{}{VERSION}", server.url("/request"));
    let (rsa, elliptic) = (key_of(Algorithm::RS256), key_of(Algorithm::ES256));
    let keys = json!({ "keys": [rsa.public_jwk(), elliptic.public_jwk()] });
    let members = json!({ "request_object_signing_alg": "RS256", "jwks": keys });
    let client = registered(&world, &uri, &members).await;
    server.keep_request("application/jwt", &signed(&rsa, &client));
    let answer = asked(&mut browser, &client, ("request_uri", &uri)).await;
    assert!(was_read(&answer), "{}", answer.body);
    for other in [signed(&elliptic, &client), unsigned(&client)] {
        server.keep_request("application/jwt", &other);
        let refused = asked(&mut browser, &client, ("request_uri", &uri)).await;
        let error = refused.parameter("error");
        assert_eq!(error.as_deref(), Some("invalid_request_object"));
    }
}
