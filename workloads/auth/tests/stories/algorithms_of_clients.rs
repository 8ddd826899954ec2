//! What clients sign: every algorithm that is offered is proven, and nothing else is taken.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domicile_auth::openid::pkce;
use domicile_bundle::{Bundle, ClientAuthenticationMethod, ClientKeys, SecurityProfile};
use domicile_jose::{Algorithm, SigningKey, now};
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, Browser, World,
    relying_party::{CALLBACK, VERIFIER},
    signing_keys::key_of,
};

const ISSUER: &str = "https://login.aurora.localhost:8443";

/// A shop with a key for every algorithm.
struct Shop(Vec<SigningKey>);

impl Shop {
    fn new() -> Self {
        Self(Algorithm::ALL.map(key_of).into())
    }

    async fn world(&self, change: impl Fn(&mut domicile_bundle::Application)) -> World {
        World::of(&["eu"], |bundle| self.configure(bundle, &change)).await
    }

    fn configure(&self, bundle: &mut Bundle, change: &impl Fn(&mut domicile_bundle::Application)) {
        let keys = self.0.iter().map(|key| key.public_jwk().clone());
        let keys = ClientKeys::Jwks(keys.collect());
        for shop in &mut bundle.applications {
            if shop.client_id == "aurora.shop" {
                shop.authentication_methods = vec![ClientAuthenticationMethod::PrivateKeyJwt];
                shop.keys = Some(keys.clone());
                shop.secret_digests.clear();
                change(shop);
            }
        }
    }

    fn key(&self, algorithm: Algorithm) -> &SigningKey {
        let mut keys = self.0.iter();
        keys.find(|key| key.algorithm() == algorithm).unwrap()
    }

    fn assertion(&self, algorithm: Algorithm) -> String {
        let claims = json!({ "iss": "aurora.shop", "sub": "aurora.shop", "aud": ISSUER, "exp": now() + 60,
            "iat": now(), "jti": uuid::Uuid::new_v4() });
        self.key(algorithm).sign("JWT", &claims).unwrap()
    }

    fn request_object(&self, algorithm: Algorithm) -> String {
        let claims = json!({
            "iss": "aurora.shop", "aud": ISSUER, "nbf": now(), "exp": now() + 60, "client_id": "aurora.shop",
            "response_type": "code", "redirect_uri": CALLBACK, "scope": "openid", "state": "signed-state",
            "code_challenge": pkce::challenge_of(VERIFIER), "code_challenge_method": "S256",
        });
        let key = self.key(algorithm);
        key.sign("oauth-authz-req+jwt", &claims).unwrap()
    }

    /// Pushes a request: with parameters in the form, or with a request object.
    async fn push(&self, world: &World, assertion: &str, fields: &[(&str, &str)]) -> Answer {
        let proof = [
            ("client_id", "aurora.shop"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion),
        ];
        let form = domicile_auth::web::parameters::encode(proof.iter().chain(fields).copied());
        let request = Request::post("/par")
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = world.eu().public.clone().oneshot(request).await.unwrap();
        Answer::of(response, Url::parse(&format!("{ISSUER}/par")).unwrap()).await
    }

    /// What a request in the form is told when the assertion is signed so.
    async fn told_by_assertion(&self, world: &World, algorithm: Algorithm) -> (StatusCode, Value) {
        let challenge = pkce::challenge_of(VERIFIER);
        let fields = [
            ("response_type", "code"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        let answer = self.push(world, &self.assertion(algorithm), &fields).await;
        (answer.status, answer.json()["error"].clone())
    }

    /// What a request object is told that is signed so; the client is believed.
    async fn told_by_object(&self, world: &World, algorithm: Algorithm) -> (StatusCode, Value) {
        let object = self.request_object(algorithm);
        let assertion = self.assertion(Algorithm::ES256);
        let answer = self.push(world, &assertion, &[("request", &object)]).await;
        (answer.status, answer.json()["error"].clone())
    }
}

fn taken() -> (StatusCode, Value) {
    (StatusCode::CREATED, Value::Null)
}

fn not_believed() -> (StatusCode, Value) {
    (StatusCode::UNAUTHORIZED, json!("invalid_client"))
}

fn not_read() -> (StatusCode, Value) {
    (StatusCode::BAD_REQUEST, json!("invalid_request_object"))
}

#[tokio::test]
async fn assertions_and_requests_are_proven_whichever_algorithm_signed_them() {
    let shop = Shop::new();
    let world = shop.world(|_| {}).await;
    for algorithm in Algorithm::ALL {
        let told = shop.told_by_assertion(&world, algorithm).await;
        assert_eq!(told, taken(), "an assertion by {algorithm}");
        let told = shop.told_by_object(&world, algorithm).await;
        assert_eq!(told, taken(), "a request by {algorithm}");
    }
    // A stranger's key of each algorithm proves nothing.
    let stranger = Shop::new();
    for algorithm in Algorithm::ALL {
        let told = stranger.told_by_assertion(&world, algorithm).await;
        assert_eq!(told, not_believed(), "{algorithm}");
    }
}

#[tokio::test]
async fn what_is_signed_with_rs256_in_the_browsers_address_signs_in() {
    let shop = Shop::new();
    let world = shop.world(|_| {}).await;
    let mut browser = Browser::new(&world, "eu");
    let object = shop.request_object(Algorithm::RS256);
    let query = [("client_id", "aurora.shop"), ("request", object.as_str())];
    let query = domicile_auth::web::parameters::encode(query);
    let page = browser.open(&format!("{ISSUER}/authorize?{query}")).await;
    assert_eq!(page.title(), "Where do you live?");
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("signed-state"));
}

#[tokio::test]
async fn a_client_of_fapi_signs_with_anything_but_rs256() {
    let shop = Shop::new();
    let world = shop
        .world(|shop| {
            shop.authorization.security_profile = SecurityProfile::Fapi2;
            shop.dpop_bound_access_tokens = true;
        })
        .await;
    for algorithm in [Algorithm::ES256, Algorithm::EdDSA, Algorithm::PS256] {
        let told = shop.told_by_assertion(&world, algorithm).await;
        assert_eq!(told, taken(), "an assertion by {algorithm}");
        let told = shop.told_by_object(&world, algorithm).await;
        assert_eq!(told, taken(), "a request by {algorithm}");
    }
    let told = shop.told_by_assertion(&world, Algorithm::RS256).await;
    assert_eq!(told, not_believed());
    let told = shop.told_by_object(&world, Algorithm::RS256).await;
    assert_eq!(told, not_read());
}

#[tokio::test]
async fn a_client_that_has_registered_one_algorithm_is_held_to_it() {
    let shop = Shop::new();
    let world = shop
        .world(|shop| {
            shop.token_endpoint_auth_signing_alg = Some(Algorithm::ES256);
            shop.authorization.request_object_signing_alg = Some(Algorithm::PS256);
        })
        .await;
    for algorithm in Algorithm::ALL {
        let told = shop.told_by_assertion(&world, algorithm).await;
        let expected = if algorithm == Algorithm::ES256 {
            taken()
        } else {
            not_believed()
        };
        assert_eq!(told, expected, "an assertion by {algorithm}");
        let told = shop.told_by_object(&world, algorithm).await;
        let expected = if algorithm == Algorithm::PS256 {
            taken()
        } else {
            not_read()
        };
        assert_eq!(told, expected, "a request by {algorithm}");
    }
}
