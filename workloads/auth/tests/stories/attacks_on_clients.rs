//! Attacks on how clients prove themselves.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Bundle, ClientAuthenticationMethod, ClientKeys};
use domicile_jose::{SigningKey, now};
use domicile_service::ClientCertificate;
use ring::hmac;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, ApplicationServer, RelyingParty, World,
    relying_party::{CALLBACK, VERIFIER},
    world::new_key,
};

const ISSUER: &str = "https://login.aurora.localhost:8443";

/// The shop proves itself by a key from now on.
/// What an attacker does to claims.
type Change = fn(&mut Value);

fn shop_with_keys(bundle: &mut Bundle, keys: &ClientKeys) {
    for shop in &mut bundle.applications {
        if shop.client_id == "aurora.shop" {
            shop.authentication_methods = vec![ClientAuthenticationMethod::PrivateKeyJwt];
            shop.keys = Some(keys.clone());
            shop.secret_digests.clear();
        }
    }
}

async fn world_of(key: &SigningKey) -> World {
    let keys = ClientKeys::Jwks(vec![key.public_jwk().clone()]);
    World::of(&["eu"], move |bundle| shop_with_keys(bundle, &keys)).await
}

fn claims() -> Value {
    json!({ "iss": "aurora.shop", "sub": "aurora.shop", "aud": ISSUER, "exp": now() + 60, "iat": now(),
        "jti": uuid::Uuid::new_v4() })
}

fn signed(key: &SigningKey, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = claims();
    change(&mut claims);
    key.sign("JWT", &claims).unwrap()
}

/// A token of three parts as they are given.
fn forged(header: &Value, claims: &Value, signature: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = Base64UrlUnpadded::encode_string(&signature(message.as_bytes()));
    format!("{message}.{signature}")
}

async fn token_request(world: &World, fields: &[(&str, &str)]) -> Answer {
    let form = domicile_auth::web::parameters::encode(fields.iter().copied());
    let request = Request::post("/token")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    Answer::of(response, Url::parse(&format!("{ISSUER}/token")).unwrap()).await
}

/// What the token endpoint answers to an assertion: with a code that nobody has, so that a client that is believed is
/// told `invalid_grant`.
async fn told(world: &World, assertion: &str) -> (StatusCode, String) {
    let code = domicile_residency::Handle::random(world.eu().app.region()).unwrap();
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion),
    ];
    let answer = token_request(world, &fields).await;
    let error = answer.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, error)
}

const BELIEVED: (StatusCode, &str) = (StatusCode::BAD_REQUEST, "invalid_grant");
const NOT_BELIEVED: (StatusCode, &str) = (StatusCode::UNAUTHORIZED, "invalid_client");

async fn assert_told(world: &World, assertion: &str, expected: (StatusCode, &str), what: &str) {
    let (status, error) = told(world, assertion).await;
    assert_eq!((status, error.as_str()), expected, "{what}");
}

#[tokio::test]
async fn a_client_proves_itself_by_its_key_and_by_nothing_else_then() {
    let key = new_key();
    let world = world_of(&key).await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    // The secret that it had is worth nothing any more.
    let refused = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let assertion = signed(&key, |_| {});
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "aurora.shop"),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion.as_str()),
    ];
    let tokens = token_request(&world, &fields).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
}

#[tokio::test]
async fn an_assertion_is_taken_once() {
    let key = new_key();
    let world = world_of(&key).await;
    let assertion = signed(&key, |_| {});
    assert_told(&world, &assertion, BELIEVED, "first").await;
    assert_told(&world, &assertion, NOT_BELIEVED, "replayed").await;
}

#[tokio::test]
async fn an_assertion_for_somebody_else_of_somebody_else_or_of_another_time_is_refused() {
    let key = new_key();
    let world = world_of(&key).await;
    let changes: [(&str, Change); 11] = [
        ("another provider", |claims| {
            claims["aud"] = json!("https://other.example");
        }),
        ("an address below ours", |claims| {
            claims["aud"] = json!(format!("{ISSUER}/userinfo"));
        }),
        ("a look-alike", |claims| {
            claims["aud"] = json!(format!("{ISSUER}.evil.example"));
        }),
        ("no audience", |claims| claims["aud"] = Value::Null),
        ("another subject", |claims| {
            claims["sub"] = json!("aurora.app");
        }),
        ("another issuer", |claims| {
            claims["iss"] = json!("aurora.app");
        }),
        ("expired", |claims| claims["exp"] = json!(now() - 60)),
        ("for ever", |claims| claims["exp"] = json!(now() + 100_000)),
        ("without end", |claims| claims["exp"] = Value::Null),
        ("not yet", |claims| claims["nbf"] = json!(now() + 62)),
        ("without a name", |claims| claims["jti"] = json!("")),
    ];
    for (what, change) in changes {
        assert_told(&world, &signed(&key, change), NOT_BELIEVED, what).await;
    }
    let good: [fn(&mut Value); 3] = [
        // The client's clock is a little ahead.
        |claims| {
            claims["nbf"] = json!(now() + 8);
            claims["iat"] = json!(now() + 8);
        },
        |claims| claims["aud"] = json!(format!("{ISSUER}/token")),
        |claims| claims["aud"] = json!(["https://other.example", ISSUER]),
    ];
    for change in good {
        assert_told(&world, &signed(&key, change), BELIEVED, "good").await;
    }
}

#[tokio::test]
async fn an_assertion_without_signature_or_signed_with_the_public_key_is_refused() {
    let key = new_key();
    let world = world_of(&key).await;
    let public = key.public_jwk().to_string();
    let kid = key.public_jwk()["kid"].clone();
    for algorithm in ["none", "None", "NONE", "nOnE"] {
        let header = json!({ "alg": algorithm, "kid": kid });
        let token = forged(&header, &claims(), |_| vec![]);
        assert_told(&world, &token, NOT_BELIEVED, algorithm).await;
    }
    for algorithm in ["HS256", "HS512"] {
        let header = json!({ "alg": algorithm, "kid": kid });
        let token = forged(&header, &claims(), |message| {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, public.as_bytes());
            hmac::sign(&secret, message).as_ref().to_vec()
        });
        assert_told(&world, &token, NOT_BELIEVED, algorithm).await;
    }
}

#[tokio::test]
async fn the_header_of_an_assertion_names_no_key_but_the_clients_own() {
    let (key, thief) = (new_key(), new_key());
    let server = ApplicationServer::start().await;
    server.publish(vec![thief.public_jwk().clone()]);
    let keys = ClientKeys::Jwks(vec![key.public_jwk().clone()]);
    let authority = server.authority.clone();
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        shop_with_keys(bundle, &keys);
    })
    .await;
    let kid = key.public_jwk()["kid"].clone();
    let url = server.url("/jwks");
    for (what, header) in [
        ("its kid", json!({ "alg": "ES256", "kid": kid })),
        (
            "jku",
            json!({ "alg": "ES256", "kid": thief.public_jwk()["kid"], "jku": url }),
        ),
        ("x5u", json!({ "alg": "ES256", "x5u": url })),
        ("jwk", json!({ "alg": "ES256", "jwk": thief.public_jwk() })),
        (
            "a path as kid",
            json!({ "alg": "ES256", "kid": "../../../../dev/null" }),
        ),
        (
            "SQL as kid",
            json!({ "alg": "ES256", "kid": "x' UNION SELECT 'y" }),
        ),
        (
            "crit",
            json!({ "alg": "ES256", "kid": kid, "crit": ["exp"] }),
        ),
    ] {
        let token = forged(&header, &claims(), |message| {
            thief.signature(message).unwrap()
        });
        assert_told(&world, &token, NOT_BELIEVED, what).await;
    }
    assert_eq!(server.asked_for_keys(), 0, "a header makes us ask nobody");
}

#[tokio::test]
async fn two_ways_of_proof_at_once_are_refused() {
    let key = new_key();
    let world = world_of(&key).await;
    let assertion = signed(&key, |_| {});
    for extra in [
        ("client_secret", "x"),
        ("client_id", "aurora.app"),
        ("client_assertion", "x"),
    ] {
        let code = domicile_residency::Handle::random(world.eu().app.region()).unwrap();
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion.as_str()),
            extra,
        ];
        let answer = token_request(&world, &fields).await;
        assert_eq!(answer.json()["error"], "invalid_request", "{extra:?}");
    }
}

#[tokio::test]
async fn the_token_endpoint_does_not_tell_a_wrong_secret_from_an_unknown_client() {
    let world = World::of_eu().await;
    let code = domicile_residency::Handle::random(world.eu().app.region()).unwrap();
    let unknown_handle = domicile_residency::Handle::random(world.eu().app.region()).unwrap();
    let mut answers = Vec::new();
    for client in [
        "aurora.shop",
        "aurora.nobody",
        unknown_handle.as_str(),
        "domicile-portal",
    ] {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_id", client),
            ("client_secret", "wrong"),
        ];
        let answer = token_request(&world, &fields).await;
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        answers.push((answer.status, answer.body, headers));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:?}"
    );
}

#[tokio::test]
async fn keys_at_an_address_are_kept_and_asked_for_again_for_a_new_key_but_not_on_and_on() {
    let (key, next) = (new_key(), new_key());
    let server = ApplicationServer::start().await;
    server.publish(vec![key.public_jwk().clone()]);
    let keys = ClientKeys::JwksUri(server.url("/jwks"));
    let authority = server.authority.clone();
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        shop_with_keys(bundle, &keys);
    })
    .await;
    for _ in 0..3 {
        assert_told(&world, &signed(&key, |_| {}), BELIEVED, "its key").await;
    }
    assert_eq!(server.asked_for_keys(), 1, "the set is kept");
    for _ in 0..5 {
        assert_told(
            &world,
            &signed(&next, |_| {}),
            NOT_BELIEVED,
            "an unknown key",
        )
        .await;
    }
    assert_eq!(server.asked_for_keys(), 1, "nobody makes us ask on and on");
    server.answer_with(Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_told(&world, &signed(&key, |_| {}), BELIEVED, "the last good set").await;
}

#[tokio::test]
async fn keys_at_a_private_address_that_the_tenant_does_not_name_are_never_asked_for() {
    let key = new_key();
    let server = ApplicationServer::start().await;
    server.publish(vec![key.public_jwk().clone()]);
    let keys = ClientKeys::JwksUri(server.url("/jwks"));
    let authority = server.authority.clone();
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        shop_with_keys(bundle, &keys);
    })
    .await;
    assert_told(&world, &signed(&key, |_| {}), NOT_BELIEVED, "private").await;
    assert_eq!(server.asked_for_keys(), 0);
}

#[tokio::test]
async fn a_certificate_is_shown_to_any_region_and_a_header_of_that_name_is_only_a_text() {
    let pair = rcgen::KeyPair::generate().unwrap();
    let public = SigningKey::from_pkcs8_pem(&pair.serialize_pem()).unwrap();
    let certificate = rcgen::CertificateParams::new(["shop.example".to_owned()])
        .unwrap()
        .self_signed(&pair)
        .unwrap();
    let certificate = ClientCertificate::from_der(certificate.der()).unwrap();
    let keys = ClientKeys::Jwks(vec![public.public_jwk().clone()]);
    let world = World::of(&["eu", "us"], |bundle| {
        shop_with_keys(bundle, &keys);
        for shop in &mut bundle.applications {
            if shop.client_id == "aurora.shop" {
                shop.authentication_methods =
                    vec![ClientAuthenticationMethod::SelfSignedTlsClientAuth];
            }
        }
    })
    .await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let ask = |region: &'static str, shown: Option<ClientCertificate>| {
        let form = domicile_auth::web::parameters::encode([
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_id", "aurora.shop"),
        ]);
        let mut request = Request::post("/token")
            .header(header::HOST, "mtls.login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("client-cert", certificate.header_value())
            .body(Body::from(form))
            .unwrap();
        request.extensions_mut().insert(shown);
        let router = world.region(region).public.clone();
        async move { router.oneshot(request).await.unwrap().status() }
    };
    for region in ["eu", "us"] {
        assert_eq!(
            ask(region, None).await,
            StatusCode::UNAUTHORIZED,
            "{region}"
        );
    }
    assert_eq!(ask("us", Some(certificate.clone())).await, StatusCode::OK);
}
