//! Requests that the client has signed (RFC 9101): by value, from its own address, and pushed.

use axum::http::StatusCode;
use domicile_auth::openid::pkce;
use domicile_bundle::{Bundle, ClientKeys};
use domicile_jose::{SigningKey, now};
use serde_json::{Value, json};

use crate::support::{
    Answer, ApplicationServer, Browser, RelyingParty, World,
    endpoint::SHOP,
    relying_party::{CALLBACK, VERIFIER},
    world::new_key,
};

const ISSUER: &str = "https://login.aurora.localhost:8443";
const TYPE: &str = "oauth-authz-req+jwt";

fn shop_signs(bundle: &mut Bundle, key: &SigningKey) {
    let shop = bundle.applications.iter_mut();
    let shop = shop.filter(|application| application.client_id == "aurora.shop");
    for shop in shop {
        shop.keys = Some(ClientKeys::Jwks(vec![key.public_jwk().clone()]));
    }
}

async fn world_of(names: &[&'static str], key: &SigningKey) -> World {
    World::of(names, |bundle| shop_signs(bundle, key)).await
}

fn claims() -> Value {
    json!({
        "iss": "aurora.shop", "aud": ISSUER, "exp": now() + 60, "client_id": "aurora.shop", "response_type": "code",
        "redirect_uri": CALLBACK, "scope": "openid profile email", "state": "signed-state",
        "nonce": "signed-nonce", "code_challenge": pkce::challenge_of(VERIFIER), "code_challenge_method": "S256",
    })
}

fn signed(key: &SigningKey) -> String {
    key.sign(TYPE, &claims()).unwrap()
}

/// What goes to the authorization endpoint: the client and the object, and what somebody has put beside it.
fn address(pairs: &[(&str, &str)]) -> String {
    let client = [("client_id", "aurora.shop")];
    let pairs = client.iter().chain(pairs).copied();
    let query = domicile_auth::web::parameters::encode(pairs);
    format!("{ISSUER}/authorize?{query}")
}

async fn refused(browser: &mut Browser<'_>, pairs: &[(&str, &str)]) -> String {
    // With its address beside the object the application is told.
    let pairs = [pairs, &[("redirect_uri", CALLBACK)]].concat();
    let answer = browser.open(&address(&pairs)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.parameter("code"), None);
    answer.parameter("error").expect("an error")
}

/// Camille registers where she is asked to, up to the answer that the application gets.
async fn registers(world: &World, browser: &mut Browser<'_>) -> Answer {
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", "camille@example.test"),
    ];
    browser.submit(&details).await;
    let code = world.mailbox.next_code().await;
    browser.submit(&[("code", &code)]).await;
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    browser.submit(&answers).await
}

#[tokio::test]
async fn what_the_client_signed_is_read_and_nothing_that_stands_beside_it() {
    let key = new_key();
    let world = world_of(&["eu"], &key).await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let object = signed(&key);
    let polluted = [
        ("request", object.as_str()),
        ("state", "evil"),
        ("nonce", "evil"),
        ("scope", "openid"),
        ("response_type", "token"),
        ("response_mode", "fragment"),
        ("redirect_uri", "https://evil.example/"),
        ("code_challenge", "evil"),
    ];
    let answer = browser.open(&address(&polluted)).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    let id_token = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token["nonce"], "signed-nonce");
    assert_eq!(id_token["email"], "camille@example.test");
}

#[tokio::test]
async fn a_signed_request_travels_to_the_home_of_the_person() {
    let key = new_key();
    let world = world_of(&["eu", "jp", "us"], &key).await;
    let object = signed(&key);
    let url = address(&[("request", &object)]);
    // Somebody who is known to live in eu and comes by us takes the object along as it was signed.
    let mut known = Browser::new(&world, "us").at_home_in("eu");
    let moved = known.get(&url).await.location();
    assert_eq!(moved.host_str(), Some("eu.login.aurora.localhost"));
    let carried = moved.query_pairs().find(|(name, _)| name == "request");
    assert_eq!(carried.unwrap().1, object);
    // Somebody who says it only now registers at home, and the application gets what it asked for.
    let mut browser = Browser::new(&world, "us");
    browser.open(&url).await;
    let answer = registers(&world, &mut browser).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
    let code = answer.parameter("code").expect("a code");
    assert!(code.starts_with("eu."), "{code}");
    let tokens = RelyingParty::exchange_well(&world, "jp", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
}

#[tokio::test]
async fn an_object_that_the_client_did_not_sign_so_is_refused() {
    let (key, thief) = (new_key(), new_key());
    let world = world_of(&["eu"], &key).await;
    let mut browser = Browser::new(&world, "eu");
    let good = signed(&key);
    let parts: Vec<&str> = good.split('.').collect();
    let mut other = claims();
    other["scope"] = json!("openid offline_access");
    let replaced = thief.sign(TYPE, &other).unwrap();
    let replaced = replaced.split('.').nth(1).unwrap();
    let mut of_another = claims();
    of_another["client_id"] = json!("aurora.app");
    let mut ended = claims();
    ended["exp"] = json!(now() - 60);
    let mut nested = claims();
    nested["request"] = json!(good);
    for (what, object) in [
        ("of a stranger", signed(&thief)),
        ("replaced", format!("{}.{replaced}.{}", parts[0], parts[2])),
        ("of another client", key.sign(TYPE, &of_another).unwrap()),
        ("ended", key.sign(TYPE, &ended).unwrap()),
        ("nested", key.sign(TYPE, &nested).unwrap()),
        ("an ID token", key.sign("dpop+jwt", &claims()).unwrap()),
        ("nonsense", "x.y.z".to_owned()),
    ] {
        let error = refused(&mut browser, &[("request", &object)]).await;
        assert_eq!(error, "invalid_request_object", "{what}");
    }
    // Without an address that is its own, nobody is redirected.
    for beside in ["", "https://evil.example/"] {
        let object = signed(&thief);
        let url = address(&[("request", &object), ("redirect_uri", beside)]);
        let page = browser.open(&url).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{beside}");
    }
    let error = refused(
        &mut browser,
        &[("request", &good), ("request_uri", "https://a.example/")],
    )
    .await;
    assert_eq!(error, "invalid_request");
}

#[tokio::test]
async fn an_object_that_is_not_signed_is_not_supported_and_its_sender_is_told_so() {
    let key = new_key();
    let world = world_of(&["eu"], &key).await;
    let mut browser = Browser::new(&world, "eu");
    let unsigned = |claims: &Value| {
        let signed = key.sign(TYPE, claims).unwrap();
        let payload = signed.split('.').nth(1).unwrap();
        format!("eyJhbGciOiJub25lIn0.{payload}.")
    };
    // Where the object says it, whatever stands beside it (OpenID Connect Core, section 6.1).
    for beside in [CALLBACK, "https://evil.example/"] {
        let object = unsigned(&claims());
        let url = address(&[("request", &object), ("redirect_uri", beside)]);
        let answer = browser.open(&url).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let place = answer.location();
        assert!(place.as_str().starts_with(CALLBACK), "{place}");
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("request_not_supported")
        );
        assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
        assert_eq!(answer.parameter("code"), None);
    }
    // It sends nobody to an address that is not the client's.
    let mut elsewhere = claims();
    elsewhere["redirect_uri"] = json!("https://evil.example/");
    let object = unsigned(&elsewhere);
    let url = address(&[("request", &object), ("redirect_uri", CALLBACK)]);
    let page = browser.open(&url).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    // Of a client that must sign it is not good.
    let world = World::of(&["eu"], |bundle| {
        shop_signs(bundle, &key);
        for application in &mut bundle.applications {
            application.authorization.requires_signed_requests = true;
        }
    })
    .await;
    let mut browser = Browser::new(&world, "eu");
    let error = refused(&mut browser, &[("request", &unsigned(&claims()))]).await;
    assert_eq!(error, "invalid_request_object");
}

#[tokio::test]
async fn a_client_without_keys_is_told_that_its_requests_cannot_be_signed() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let object = signed(&new_key());
    let error = refused(&mut browser, &[("request", &object)]).await;
    assert_eq!(error, "request_not_supported");
    let elsewhere = [("request_uri", "https://shop.example/request")];
    let mut at_home = Browser::new(&world, "eu").at_home_in("eu");
    let error = refused(&mut at_home, &elsewhere).await;
    assert_eq!(error, "request_uri_not_supported");
}

#[tokio::test]
async fn a_request_is_fetched_from_the_address_that_the_client_registered() {
    let key = new_key();
    let server = ApplicationServer::start().await;
    let (authority, uri) = (server.authority.clone(), server.url("/request"));
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        shop_signs(bundle, &key);
        for application in &mut bundle.applications {
            application.authorization.request_uris = vec![uri.clone()];
        }
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    server.keep_request("application/oauth-authz-req+jwt", &signed(&key));
    let polluted = [("request_uri", uri.as_str()), ("state", "evil")];
    let answer = browser.open(&address(&polluted)).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
    assert!(answer.parameter("code").is_some());
    // What is there is a page, too long, unsigned, or a stranger's.
    let long = "x".repeat(100_000);
    for (media_type, object, expected) in [
        ("text/html", signed(&key), "invalid_request_uri"),
        ("application/jwt", long, "invalid_request_uri"),
        (
            "application/jwt",
            signed(&new_key()),
            "invalid_request_object",
        ),
        (
            "application/jwt",
            format!(
                "eyJhbGciOiJub25lIn0.{}.",
                signed(&key).split('.').nth(1).unwrap()
            ),
            "invalid_request_object",
        ),
    ] {
        server.keep_request(media_type, &object);
        let error = refused(&mut browser, &[("request_uri", &uri)]).await;
        assert_eq!(error, expected, "{media_type} {object:.40}");
    }
}

#[tokio::test]
async fn a_request_uri_makes_us_ask_nobody_but_the_address_that_is_registered() {
    let key = new_key();
    let server = ApplicationServer::start().await;
    server.keep_request("application/jwt", &signed(&key));
    let (authority, uri) = (server.authority.clone(), server.url("/request"));
    let world_where = |trusted: bool| {
        let (authority, uri) = (authority.clone(), uri.clone());
        let (key, server) = (&key, &server);
        async move {
            World::trusting(&["eu"], Some(&authority), |bundle| {
                if trusted {
                    server.trusted_by(bundle);
                }
                shop_signs(bundle, key);
                for application in &mut bundle.applications {
                    application.authorization.request_uris = vec![uri.clone()];
                }
            })
            .await
        }
    };
    let world = world_where(true).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let port = server.port;
    for tricky in [
        format!("{uri}?"),
        format!("{uri}/"),
        format!("{uri}#x"),
        format!("https://LOCALHOST:{port}/request"),
        format!("https://me@localhost:{port}/request"),
        format!("https://127.0.0.1:{port}/request"),
        format!("https://localhost:{port}/x/../request"),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "http://localhost/request".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:application/jwt,x".to_owned(),
        "URN:ietf:params:oauth:request_uri:eu.x".to_owned(),
    ] {
        let error = refused(&mut browser, &[("request_uri", &tricky)]).await;
        assert_eq!(error, "invalid_request_uri", "{tricky}");
    }
    assert_eq!(server.asked_for_requests(), 0);
    // An address that is registered but private, and that the tenant does not name, is not asked either.
    let world = world_where(false).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    let error = refused(&mut browser, &[("request_uri", &uri)]).await;
    assert_eq!(error, "invalid_request_uri");
    assert_eq!(server.asked_for_requests(), 0);
}

#[tokio::test]
async fn a_client_that_must_sign_is_not_answered_without_and_may_push_what_it_signed() {
    let key = new_key();
    let world = World::of(&["eu"], |bundle| {
        shop_signs(bundle, &key);
        for application in &mut bundle.applications {
            application.authorization.requires_signed_requests = true;
        }
    })
    .await;
    let mut browser = Browser::new(&world, "eu");
    let plain = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(plain.parameter("error").as_deref(), Some("invalid_request"));
    let challenge = pkce::challenge_of(VERIFIER);
    let plain = [
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let answer = SHOP.post(&world, "eu", "/par", &plain).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["error"], "invalid_request");
    let object = signed(&key);
    let polluted = [("request", object.as_str()), ("state", "evil")];
    let pushed = SHOP.post(&world, "eu", "/par", &polluted).await;
    assert_eq!(pushed.status, StatusCode::CREATED, "{}", pushed.body);
    let request_uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
    browser
        .open(&address(&[("request_uri", &request_uri)]))
        .await;
    let answer = registers(&world, &mut browser).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
    let stranger = signed(&new_key());
    let refused = SHOP
        .post(&world, "eu", "/par", &[("request", &stranger)])
        .await;
    assert_eq!(refused.json()["error"], "invalid_request_object");
}

#[tokio::test]
async fn what_is_not_signed_is_taken_only_from_the_address_of_a_client_that_registered_so() {
    let key = new_key();
    let server = ApplicationServer::start().await;
    let (authority, uri) = (server.authority.clone(), server.url("/request"));
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        for application in &mut bundle.applications {
            application.authorization.request_uris = vec![uri.clone()];
            application.authorization.takes_unsigned_requests_from_there = true;
        }
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let signed = signed(&key);
    let payload = signed.split('.').nth(1).unwrap();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
    server.keep_request("application/jwt", &unsigned);
    let answer = browser.open(&address(&[("request_uri", &uri)])).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
    assert!(answer.parameter("code").is_some());
    let error = refused(&mut browser, &[("request", &unsigned)]).await;
    assert_eq!(error, "request_not_supported");
    // A signature that nobody can prove is not the same as none.
    server.keep_request("application/jwt", &signed);
    let error = refused(&mut browser, &[("request_uri", &uri)]).await;
    assert_eq!(error, "invalid_request_object");
}
