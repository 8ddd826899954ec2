//! What is signed for applications: each gets the algorithm that it is configured or has registered for.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_auth::openid::{backchannel_logout::deliver_due, pkce};
use domicile_bundle::{BackchannelLogout, Bundle, ResponseSigning, SigningAlgorithms};
use domicile_jose::{Algorithm, ForeignKeys, ForeignToken, Header};
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::{
    client_registration::{register, with_registration},
    example::{BOOKINGS_API, MILEAGE_API},
    support::{
        Answer, ApplicationServer, Browser, RelyingParty, World,
        endpoint::{BOOKINGS, NIGHTLY, text},
        relying_party::VERIFIER,
    },
};

const ISSUER: &str = "https://login.aurora.localhost:8443";
const CALLBACK: &str = "https://client.example/cb";

fn sign_with_all(bundle: &mut Bundle) {
    bundle.openid.signing_algorithms = SigningAlgorithms::of(Algorithm::ALL);
}

fn shop_gets(bundle: &mut Bundle, signing: ResponseSigning) {
    sign_with_all(bundle);
    for shop in &mut bundle.applications {
        if shop.client_id == "aurora.shop" {
            shop.signing = signing;
        }
    }
}

/// What an application makes of a token: proven with what the region publishes, as a library does that allows one
/// algorithm and looks for the key by its name.
async fn proven(world: &World, region: &'static str, algorithm: Algorithm, token: &str) -> Value {
    let mut browser = Browser::new(world, region);
    let published = browser.get(&format!("{ISSUER}/jwks")).await.json();
    let keys = ForeignKeys::from_jwk_set(&published).unwrap();
    let header = Header::of(token).unwrap();
    assert_eq!(header.algorithm, algorithm);
    let named = keys
        .keys()
        .iter()
        .filter(|key| key.key_id() == header.key_id.as_deref());
    assert_eq!(named.count(), 1, "the key is found by its name");
    let algorithms = [algorithm];
    let expected = ForeignToken {
        issuer: Some(ISSUER),
        needs_expiry: false,
        ..ForeignToken::signed_with(&algorithms)
    };
    keys.verify::<Value>(token, &expected).unwrap().claims
}

/// A client that registered itself.
struct Client(Value);

impl Client {
    fn id(&self) -> &str {
        self.0["client_id"].as_str().unwrap()
    }

    fn authorize_url(&self, extra: &[(&str, &str)]) -> String {
        let challenge = pkce::challenge_of(VERIFIER);
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", self.id()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid email profile"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("nonce", "the-nonce"),
        ];
        pairs.extend_from_slice(extra);
        let query = domicile_auth::web::parameters::encode(pairs);
        format!("{ISSUER}/authorize?{query}")
    }

    async fn exchange(&self, world: &World, region: &str, code: &str) -> Answer {
        let form = domicile_auth::web::parameters::encode([
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("client_id", self.id()),
            ("client_secret", self.0["client_secret"].as_str().unwrap()),
        ]);
        let request = Request::post("/token")
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let response = world.region(region).public.clone().oneshot(request).await;
        let url = Url::parse(&format!("{ISSUER}/token")).unwrap();
        Answer::of(response.unwrap(), url).await
    }
}

fn metadata(algorithm: &str) -> Value {
    json!({ "redirect_uris": [CALLBACK], "scope": "openid email profile",
        "token_endpoint_auth_method": "client_secret_post", "id_token_signed_response_alg": algorithm,
        "userinfo_signed_response_alg": algorithm, "authorization_signed_response_alg": algorithm })
}

#[tokio::test]
async fn a_client_gets_what_it_registered_for_signed_so_in_every_region() {
    let world = World::of(&["eu", "jp"], |bundle| {
        with_registration(bundle);
        sign_with_all(bundle);
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    for algorithm in Algorithm::ALL {
        let registered = register(&world, "jp", &metadata(algorithm.name())).await;
        assert_eq!(
            registered.status,
            StatusCode::CREATED,
            "{}",
            registered.body
        );
        let client = Client(registered.json());
        for member in [
            "id_token_signed_response_alg",
            "userinfo_signed_response_alg",
            "authorization_signed_response_alg",
        ] {
            assert_eq!(client.0[member], algorithm.name(), "{member}");
        }
        let answer = browser
            .open(&client.authorize_url(&[("response_mode", "jwt")]))
            .await;
        let response = answer.parameter("response").expect("a signed answer");
        let response = proven(&world, "jp", algorithm, &response).await;
        assert_eq!(response["aud"], client.id());
        let code = response["code"].as_str().expect("a code");
        let tokens = client.exchange(&world, "jp", code).await;
        assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
        let access_token = text(&tokens, "access_token");
        let id_token = proven(&world, "jp", algorithm, &text(&tokens, "id_token")).await;
        assert_eq!(id_token["aud"], client.id());
        assert_eq!(id_token["nonce"], "the-nonce");
        assert_eq!(id_token["at_hash"], algorithm.half_hash(&access_token));
        // Core, section 5.3.2: who it is from and for, and the same as without a signature.
        let userinfo = RelyingParty::userinfo(&world, "jp", &access_token).await;
        assert_eq!(userinfo.status, StatusCode::OK, "{}", userinfo.body);
        assert_eq!(userinfo.headers[header::CONTENT_TYPE], "application/jwt");
        assert_eq!(userinfo.headers[header::CACHE_CONTROL], "no-store");
        let told = proven(&world, "jp", algorithm, &userinfo.body).await;
        assert_eq!(
            (&told["iss"], &told["aud"]),
            (&json!(ISSUER), &id_token["aud"])
        );
        assert_eq!(told["sub"], id_token["sub"]);
        assert_eq!(told["email"], "camille@example.test");
        assert_eq!(told.get("nonce"), None);
        assert_eq!(told["given_name"], "Camille");
    }
}

#[tokio::test]
async fn a_client_does_not_register_for_what_the_tenant_does_not_sign_with() {
    let world = World::of(&["eu"], with_registration).await;
    for member in [
        "id_token_signed_response_alg",
        "userinfo_signed_response_alg",
        "authorization_signed_response_alg",
    ] {
        for algorithm in ["RS256", "none", "HS256"] {
            let metadata = json!({ "redirect_uris": [CALLBACK], member: algorithm });
            let refused = register(&world, "eu", &metadata).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{metadata}");
            assert_eq!(
                refused.json()["error"],
                "invalid_client_metadata",
                "{metadata}"
            );
        }
    }
    // Who does not say gets what the tenant prefers, and is told.
    let plain = register(&world, "eu", &json!({ "redirect_uris": [CALLBACK] })).await;
    assert_eq!(plain.json()["id_token_signed_response_alg"], "ES256");
    assert_eq!(plain.json().get("userinfo_signed_response_alg"), None);
}

#[tokio::test]
async fn each_kind_of_token_is_signed_as_the_application_is_configured() {
    let server = ApplicationServer::start().await;
    let (authority, uri) = (server.authority.clone(), server.url("/logout"));
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        shop_gets(
            bundle,
            ResponseSigning {
                id_token: Algorithm::PS256,
                authorization: Algorithm::EdDSA,
                userinfo: Some(Algorithm::RS256),
            },
        );
        for application in &mut bundle.applications {
            application.backchannel_logout = Some(BackchannelLogout {
                uri: uri.clone(),
                session_required: true,
            });
        }
    })
    .await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let (id_token, access_token) = (text(&tokens, "id_token"), text(&tokens, "access_token"));
    proven(&world, "eu", Algorithm::PS256, &id_token).await;
    // What is for sign-in itself does not depend on what the application is able to read.
    proven(&world, "eu", Algorithm::ES256, &access_token).await;
    let userinfo = RelyingParty::userinfo(&world, "eu", &access_token).await;
    proven(&world, "eu", Algorithm::RS256, &userinfo.body).await;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("response_mode", "jwt")]))
        .await;
    let response = answer.parameter("response").expect("a signed answer");
    proven(&world, "eu", Algorithm::EdDSA, &response).await;
    // An ID token of any of our algorithms is a hint.
    let hint = [("prompt", "none"), ("id_token_hint", id_token.as_str())];
    let answer = browser.open(&RelyingParty::authorize_url(&hint)).await;
    assert!(answer.parameter("code").is_some());
    // Back-Channel Logout 1.0, section 2.4: signed with the same keys as ID tokens.
    let address = format!("https://eu.login.aurora.localhost:8443/logout?id_token_hint={id_token}");
    browser.open(&address).await;
    deliver_due(&world.eu().app).await.unwrap();
    let logouts = server.logouts();
    assert!(!logouts.is_empty());
    for token in logouts {
        proven(&world, "eu", Algorithm::PS256, &token).await;
    }
}

#[tokio::test]
async fn an_access_token_is_signed_with_what_its_api_reads_and_is_good_for_everything_else() {
    let world = World::of(&["eu", "jp"], |bundle| {
        sign_with_all(bundle);
        for application in &mut bundle.applications {
            for api in &mut application.resources {
                if api.identifier == BOOKINGS_API {
                    api.access_token_signing_alg = Some(Algorithm::RS256);
                }
            }
        }
    })
    .await;
    let granted = NIGHTLY
        .token(&world, "jp", &[("grant_type", "client_credentials")])
        .await;
    let token = text(&granted, "access_token");
    let claims = proven(&world, "eu", Algorithm::RS256, &token).await;
    assert_eq!(claims["aud"], BOOKINGS_API);
    let known = BOOKINGS.introspect(&world, "eu", &token).await;
    assert_eq!(known["active"], true);
    let exchanged = async |more: &[(&str, &str)]| {
        let fixed = [
            (
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
            ),
            (
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
            ),
            ("subject_token", token.as_str()),
        ];
        let answer = BOOKINGS.token(&world, "jp", &[&fixed, more].concat()).await;
        text(&answer, "access_token")
    };
    // For the same API, and for one that says nothing.
    proven(&world, "eu", Algorithm::RS256, &exchanged(&[]).await).await;
    let further = exchanged(&[("resource", MILEAGE_API)]).await;
    proven(&world, "eu", Algorithm::ES256, &further).await;
    let revoked = NIGHTLY
        .post(&world, "eu", "/revoke", &[("token", &token)])
        .await;
    assert_eq!(revoked.status, StatusCode::OK);
    let known = BOOKINGS.introspect(&world, "eu", &token).await;
    assert_eq!(known, json!({ "active": false }));
}

#[tokio::test]
async fn the_documents_say_what_there_are_keys_for() {
    let world = World::of(&["eu", "jp"], |bundle| {
        let algorithms = [Algorithm::RS256, Algorithm::ES256];
        bundle.openid.signing_algorithms = SigningAlgorithms::of(algorithms);
    })
    .await;
    for region in ["eu", "jp"] {
        let mut browser = Browser::new(&world, region);
        let url = format!("{ISSUER}/.well-known/openid-configuration");
        let document = browser.get(&url).await.json();
        for member in [
            "id_token_signing_alg_values_supported",
            "userinfo_signing_alg_values_supported",
            "authorization_signing_alg_values_supported",
        ] {
            assert_eq!(document[member], json!(["RS256", "ES256"]), "{member}");
        }
        let published = browser.get(&format!("{ISSUER}/jwks")).await.json();
        let keys = published["keys"].as_array().unwrap();
        let mut names: Vec<&str> = keys
            .iter()
            .map(|key| key["kid"].as_str().unwrap())
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 4, "two algorithms in two regions");
        for key in keys {
            assert_eq!(key["use"], "sig");
            let kind = if key["alg"] == "RS256" { "RSA" } else { "EC" };
            assert_eq!(key["kty"], kind);
            for private in ["d", "p", "q", "dp", "dq", "qi"] {
                assert_eq!(key.get(private), None, "{private}");
            }
        }
    }
}

#[tokio::test]
async fn signed_userinfo_passes_for_no_id_token_and_no_access_token() {
    let world = World::of(&["eu"], |bundle| {
        let signing = ResponseSigning {
            userinfo: Some(Algorithm::ES256),
            ..ResponseSigning::default()
        };
        shop_gets(bundle, signing);
    })
    .await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&tokens, "access_token")).await;
    let token = userinfo.body;
    assert_eq!(token.split('.').count(), 3);
    let hint = [("prompt", "none"), ("id_token_hint", token.as_str())];
    let answer = browser.open(&RelyingParty::authorize_url(&hint)).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("invalid_request")
    );
    // It signs nobody out without asking, either.
    let address = format!("https://eu.login.aurora.localhost:8443/logout?id_token_hint={token}");
    browser.open(&address).await;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("prompt", "none")]))
        .await;
    assert!(answer.parameter("code").is_some(), "the session is open");
    let refused = RelyingParty::userinfo(&world, "eu", &token).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let known = BOOKINGS.introspect(&world, "eu", &token).await;
    assert_eq!(known, json!({ "active": false }));
}

#[tokio::test]
async fn a_token_whose_header_names_another_algorithm_than_its_key_has_is_refused() {
    let world = World::of(&["eu"], |bundle| {
        let signing = ResponseSigning {
            id_token: Algorithm::RS256,
            ..ResponseSigning::default()
        };
        shop_gets(bundle, signing);
    })
    .await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let id_token = text(&tokens, "id_token");
    let parts: Vec<&str> = id_token.split('.').collect();
    let mut header: Value =
        serde_json::from_slice(&Base64UrlUnpadded::decode_vec(parts[0]).unwrap()).unwrap();
    for other in ["PS256", "ES256", "HS256", "none"] {
        header["alg"] = json!(other);
        let renamed = Base64UrlUnpadded::encode_string(header.to_string().as_bytes());
        let token = format!("{renamed}.{}.{}", parts[1], parts[2]);
        let hint = [("prompt", "none"), ("id_token_hint", token.as_str())];
        let answer = browser.open(&RelyingParty::authorize_url(&hint)).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("invalid_request"),
            "{other}"
        );
    }
}
