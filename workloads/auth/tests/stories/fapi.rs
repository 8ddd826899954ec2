//! A client that is held to the FAPI 2.0 Security Profile.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domicile_auth::openid::pkce;
use domicile_bundle::{Bundle, ClientAuthenticationMethod, ClientKeys, SecurityProfile};
use domicile_jose::{SigningKey, now};
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, Browser, RelyingParty, World,
    endpoint::text,
    proof_key::{ProofKey, claims},
    relying_party::{CALLBACK, VERIFIER},
    world::new_key,
};

const ISSUER: &str = "https://login.aurora.localhost:8443";

/// The shop as a bank would have it.
struct Bank {
    /// Proves the client.
    key: SigningKey,
    /// Proves that tokens are shown by the client.
    proof_key: ProofKey,
}

impl Bank {
    fn new() -> Self {
        Self {
            key: new_key(),
            proof_key: ProofKey::new(),
        }
    }

    async fn world(&self, names: &[&'static str]) -> World {
        World::of(names, |bundle| self.configure(bundle)).await
    }

    fn configure(&self, bundle: &mut Bundle) {
        for shop in &mut bundle.applications {
            if shop.client_id == "aurora.shop" {
                shop.authentication_methods = vec![ClientAuthenticationMethod::PrivateKeyJwt];
                shop.keys = Some(ClientKeys::Jwks(vec![self.key.public_jwk().clone()]));
                shop.secret_digests.clear();
                shop.dpop_bound_access_tokens = true;
                shop.authorization.security_profile = SecurityProfile::Fapi2;
            }
        }
    }

    fn assertion(&self, audience: &Value) -> String {
        let claims = json!({ "iss": "aurora.shop", "sub": "aurora.shop", "aud": audience, "exp": now() + 60,
            "iat": now(), "jti": uuid::Uuid::new_v4() });
        self.key.sign("JWT", &claims).unwrap()
    }

    /// Posts a form with an assertion, and a proof where one is given.
    async fn post(
        &self,
        world: &World,
        region: &str,
        path: &str,
        fields: &[(&str, &str)],
        proof: Option<String>,
    ) -> Answer {
        let assertion = self.assertion(&json!(ISSUER));
        self.post_as(world, region, path, fields, &assertion, proof)
            .await
    }

    async fn post_as(
        &self,
        world: &World,
        region: &str,
        path: &str,
        fields: &[(&str, &str)],
        assertion: &str,
        proof: Option<String>,
    ) -> Answer {
        let assertion = [
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion),
        ];
        let form = fields.iter().chain(&assertion).copied();
        let mut request = Request::post(path)
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(proof) = proof {
            request = request.header("dpop", proof);
        }
        let form = domicile_auth::web::parameters::encode(form);
        let request = request.body(Body::from(form)).unwrap();
        let response = world.region(region).public.clone().oneshot(request).await;
        let url = Url::parse(&format!("{ISSUER}{path}")).unwrap();
        Answer::of(response.unwrap(), url).await
    }

    async fn push(
        &self,
        world: &World,
        region: &str,
        extra: &[(&str, &str)],
        proof: Option<String>,
    ) -> Answer {
        let challenge = pkce::challenge_of(VERIFIER);
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", "aurora.shop"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile email offline_access"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("state", "the-state"),
        ];
        pairs.retain(|(name, _)| !extra.iter().any(|(own, _)| own == name));
        pairs.extend(extra.iter().filter(|(_, value)| !value.is_empty()));
        self.post(world, region, "/par", &pairs, proof).await
    }

    /// Camille registers on a request that the bank has pushed; the code that it gets.
    async fn code(&self, world: &World, proof: Option<String>) -> String {
        let pushed = self.push(world, "us", &[], proof).await;
        assert_eq!(pushed.status, StatusCode::CREATED, "{}", pushed.body);
        assert!(pushed.json()["expires_in"].as_i64().unwrap() < 600);
        let request_uri = text(&pushed, "request_uri");
        let mut browser = Browser::new(world, "eu");
        browser.open(&address(&request_uri)).await;
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
        let answer = browser.submit(&answers).await;
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
        assert_eq!(answer.parameter("state").as_deref(), Some("the-state"));
        answer.parameter("code").expect("a code")
    }

    async fn exchange(
        &self,
        world: &World,
        region: &str,
        code: &str,
        proof: Option<String>,
    ) -> Answer {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.post(world, region, "/token", &fields, proof).await
    }

    fn proof(&self, path: &str) -> String {
        self.proof_key.proof("POST", path, None)
    }
}

fn address(request_uri: &str) -> String {
    let pairs = [("client_id", "aurora.shop"), ("request_uri", request_uri)];
    let query = domicile_auth::web::parameters::encode(pairs);
    format!("{ISSUER}/authorize?{query}")
}

async fn userinfo(world: &World, scheme: &str, token: &str, proof: String) -> Answer {
    let request = Request::get("/userinfo")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::AUTHORIZATION, format!("{scheme} {token}"))
        .header("dpop", proof)
        .body(Body::empty())
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    Answer::of(response, Url::parse(&format!("{ISSUER}/userinfo")).unwrap()).await
}

#[tokio::test]
async fn a_client_of_fapi_signs_people_in_whichever_region_it_asks() {
    let bank = Bank::new();
    let world = bank.world(&["eu", "jp", "us"]).await;
    let code = bank.code(&world, None).await;
    let tokens = bank
        .exchange(&world, "jp", &code, Some(bank.proof("/token")))
        .await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    assert_eq!(tokens.json()["token_type"], "DPoP");
    let id_token = RelyingParty::claims(&text(&tokens, "id_token"));
    assert_eq!(
        (&id_token["iss"], &id_token["aud"]),
        (&json!(ISSUER), &json!("aurora.shop"))
    );
    let token = text(&tokens, "access_token");
    // The name of the scheme has no case (RFC 9110, section 11.1).
    for scheme in ["DPoP", "dpop", "DPOP"] {
        let proof = bank.proof_key.proof("GET", "/userinfo", Some(&token));
        let answer = userinfo(&world, scheme, &token, proof).await;
        assert_eq!(answer.status, StatusCode::OK, "{scheme}: {}", answer.body);
        assert_eq!(answer.json()["sub"], id_token["sub"]);
    }
}

#[tokio::test]
async fn an_assertion_of_a_client_of_fapi_is_for_the_issuer_and_nobody_else() {
    let bank = Bank::new();
    let world = bank.world(&["eu"]).await;
    let attempt = async |path: &str, audience: Value| {
        let assertion = bank.assertion(&audience);
        let unknown = "eu.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let fields = [("grant_type", "refresh_token"), ("refresh_token", unknown)];
        let answer = bank
            .post_as(
                &world,
                "eu",
                path,
                &fields,
                &assertion,
                Some(bank.proof(path)),
            )
            .await;
        answer.json()["error"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for path in ["/par", "/token"] {
        assert_ne!(
            attempt(path, json!(ISSUER)).await,
            "invalid_client",
            "{path}"
        );
        for audience in [
            json!([ISSUER]),
            json!([ISSUER, "https://other.example"]),
            json!(format!("{ISSUER}/token")),
            json!(format!("{ISSUER}/par")),
            json!(format!("{ISSUER}/")),
        ] {
            let error = attempt(path, audience.clone()).await;
            assert_eq!(error, "invalid_client", "{path} {audience}");
        }
    }
}

#[tokio::test]
async fn a_client_of_fapi_pushes_its_requests_with_pkce_and_proves_a_key_for_its_tokens() {
    let bank = Bank::new();
    let world = bank.world(&["eu", "us"]).await;
    let mut browser = Browser::new(&world, "eu");
    let plain = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(plain.parameter("error").as_deref(), Some("invalid_request"));
    for (extra, error) in [
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("redirect_uri", ""), "invalid_request"),
        (
            ("response_type", "code id_token"),
            "unsupported_response_type",
        ),
        (("response_type", "token"), "unsupported_response_type"),
    ] {
        let refused = bank.push(&world, "eu", &[extra], None).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{extra:?}");
        assert_eq!(refused.json()["error"], error, "{extra:?}");
    }
    let code = bank.code(&world, None).await;
    let bearer = bank.exchange(&world, "eu", &code, None).await;
    assert_eq!(bearer.status, StatusCode::BAD_REQUEST);
    assert_eq!(bearer.json()["error"], "invalid_dpop_proof");
    // Nothing was used up by that.
    let tokens = bank
        .exchange(&world, "eu", &code, Some(bank.proof("/token")))
        .await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
}

#[tokio::test]
async fn the_push_endpoint_takes_posts_only() {
    let bank = Bank::new();
    let world = bank.world(&["eu"]).await;
    for method in ["GET", "PUT", "DELETE"] {
        let request = Request::builder()
            .method(method)
            .uri("/par")
            .header(header::HOST, "login.aurora.localhost:8443")
            .body(Body::empty())
            .unwrap();
        let response = world.eu().public.clone().oneshot(request).await.unwrap();
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
    }
}

#[tokio::test]
async fn a_code_is_good_only_with_the_key_that_was_proven_when_the_request_was_pushed() {
    let bank = Bank::new();
    let world = bank.world(&["eu", "us"]).await;
    let other = ProofKey::new();
    let another = other.thumbprint();
    let refused = bank
        .push(
            &world,
            "us",
            &[("dpop_jkt", &another)],
            Some(bank.proof("/par")),
        )
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.json()["error"], "invalid_dpop_proof");
    let own = bank.proof_key.thumbprint();
    let agreed = bank
        .push(
            &world,
            "us",
            &[("dpop_jkt", &own)],
            Some(bank.proof("/par")),
        )
        .await;
    assert_eq!(agreed.status, StatusCode::CREATED, "{}", agreed.body);
    let elsewhere = bank
        .push(&world, "us", &[], Some(bank.proof("/token")))
        .await;
    assert_eq!(elsewhere.json()["error"], "invalid_dpop_proof");
    let code = bank.code(&world, Some(bank.proof("/par"))).await;
    let stolen = other.proof("POST", "/token", None);
    let stolen = bank.exchange(&world, "eu", &code, Some(stolen)).await;
    assert_eq!(stolen.json()["error"], "invalid_grant");
    let good = bank
        .exchange(&world, "eu", &code, Some(bank.proof("/token")))
        .await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.body);
}

#[tokio::test]
async fn a_refresh_token_of_fapi_stays_the_same_and_lasts() {
    let bank = Bank::new();
    let world = bank.world(&["eu", "us"]).await;
    let code = bank.code(&world, None).await;
    let tokens = bank
        .exchange(&world, "eu", &code, Some(bank.proof("/token")))
        .await;
    let token = text(&tokens, "refresh_token");
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.as_str()),
    ];
    for region in ["eu", "us", "eu"] {
        sqlx::query("UPDATE auth.refresh_token SET expires_at = now() + interval '1 minute'")
            .execute(&world.eu().pool)
            .await
            .unwrap();
        let answer = bank
            .post(
                &world,
                region,
                "/token",
                &fields,
                Some(bank.proof("/token")),
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.json().get("refresh_token"), None);
        let lasts: bool = sqlx::query_scalar(
            "SELECT bool_and(expires_at > now() + interval '1 hour') FROM auth.refresh_token",
        )
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
        assert!(lasts, "its use has made it last");
    }
    let revoked = bank
        .post(&world, "us", "/revoke", &[("token", &token)], None)
        .await;
    assert_eq!(revoked.status, StatusCode::OK);
    let ended = bank
        .post(&world, "eu", "/token", &fields, Some(bank.proof("/token")))
        .await;
    assert_eq!(ended.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_proof_that_says_when_it_is_good_is_good_then() {
    let bank = Bank::new();
    let world = bank.world(&["eu"]).await;
    let pushed = async |name: &str, at: i64| {
        let mut claims = claims("POST", "/par", None);
        claims[name] = json!(at);
        let proof = bank.proof_key.sign(&claims);
        bank.push(&world, "eu", &[], Some(proof)).await.status
    };
    for (name, at, expected) in [
        ("exp", now() + 60, StatusCode::CREATED),
        ("nbf", now() - 5, StatusCode::CREATED),
        ("exp", now() - 60, StatusCode::BAD_REQUEST),
        ("nbf", now() + 60, StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(pushed(name, at).await, expected, "{name} {at}");
    }
}

#[tokio::test]
async fn the_document_says_what_a_client_of_fapi_looks_for() {
    let bank = Bank::new();
    let world = bank.world(&["eu"]).await;
    let request = Request::get("/.well-known/openid-configuration")
        .header(header::HOST, "login.aurora.localhost:8443")
        .body(Body::empty())
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    let document = Answer::of(response, Url::parse(ISSUER).unwrap())
        .await
        .json();
    let holds = |name: &str, value: &str| {
        let list = document[name].as_array();
        assert!(
            list.is_some_and(|list| list.iter().any(|own| own == value)),
            "{name}: {}",
            document[name]
        );
    };
    holds("response_types_supported", "code");
    holds("code_challenge_methods_supported", "S256");
    holds("token_endpoint_auth_methods_supported", "private_key_jwt");
    holds("token_endpoint_auth_methods_supported", "tls_client_auth");
    holds("token_endpoint_auth_signing_alg_values_supported", "PS256");
    holds("dpop_signing_alg_values_supported", "ES256");
    holds("grant_types_supported", "client_credentials");
    for name in [
        "authorization_response_iss_parameter_supported",
        "tls_client_certificate_bound_access_tokens",
        "request_parameter_supported",
        "request_uri_parameter_supported",
        "require_request_uri_registration",
    ] {
        assert_eq!(document[name], true, "{name}");
    }
    let push = format!("{ISSUER}/par");
    assert_eq!(
        document["pushed_authorization_request_endpoint"],
        json!(push)
    );
}
