//! Tokens that are good only on a connection with the client's certificate (RFC 8705, section 3).

use axum::{
    body::Body,
    http::{Request, header},
};
use domicile_bundle::{ApplicationType, Bundle};
use domicile_service::ClientCertificate;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::support::{
    Answer, RelyingParty, World,
    endpoint::{NIGHTLY, SHOP, text},
    proof_key::ProofKey,
    relying_party::{CALLBACK, VERIFIER},
};

const HOST: &str = "mtls.login.aurora.localhost:8443";

fn certificate() -> ClientCertificate {
    let pair = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(["shop.example".to_owned()]).unwrap();
    ClientCertificate::from_der(params.self_signed(&pair).unwrap().der()).unwrap()
}

fn bound(bundle: &mut Bundle) {
    for application in &mut bundle.applications {
        application.tls_client_certificate_bound_access_tokens = true;
        // A public client on a device has a certificate as well (section 4).
        if application.client_id == "aurora.app" {
            application.application_type = ApplicationType::Native;
        }
    }
}

/// Sends a request on a connection with or without a certificate.
async fn send(
    world: &World,
    region: &str,
    mut request: Request<Body>,
    shown: Option<&ClientCertificate>,
) -> Answer {
    request.extensions_mut().insert(shown.cloned());
    let url = Url::parse(&format!("https://{HOST}{}", request.uri().path())).unwrap();
    let response = world.region(region).public.clone().oneshot(request).await;
    Answer::of(response.unwrap(), url).await
}

async fn post(
    world: &World,
    region: &str,
    fields: &[(&str, &str)],
    shown: Option<&ClientCertificate>,
) -> Answer {
    let form = domicile_auth::web::parameters::encode(fields.iter().copied());
    let request = Request::post("/token")
        .header(header::HOST, HOST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(
        world,
        region,
        request.body(Body::from(form)).unwrap(),
        shown,
    )
    .await
}

async fn exchange(
    world: &World,
    region: &str,
    code: &str,
    shown: Option<&ClientCertificate>,
) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "aurora.shop"),
        ("client_secret", crate::example::SHOP_SECRET),
    ];
    post(world, region, &fields, shown).await
}

async fn userinfo(
    world: &World,
    region: &str,
    token: &str,
    shown: Option<&ClientCertificate>,
) -> Answer {
    let request = Request::get("/userinfo")
        .header(header::HOST, HOST)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        // A text that anybody can write.
        .header("client-cert", certificate().header_value());
    send(world, region, request.body(Body::empty()).unwrap(), shown).await
}

#[tokio::test]
async fn a_token_is_good_with_the_certificate_that_it_was_given_to_in_every_region() {
    let world = World::of(&["eu", "jp", "us"], bound).await;
    let (own, other) = (certificate(), certificate());
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let without = exchange(&world, "us", &code, None).await;
    assert_eq!(without.status, 400);
    assert_eq!(without.json()["error"], "invalid_request");
    let tokens = exchange(&world, "us", &code, Some(&own)).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    assert_eq!(tokens.json()["token_type"], "Bearer");
    let token = text(&tokens, "access_token");
    let cnf = json!({ "x5t#S256": own.thumbprint() });
    assert_eq!(RelyingParty::claims(&token)["cnf"], cnf);
    let known = SHOP.introspect(&world, "jp", &token).await;
    assert_eq!(
        (&known["cnf"], &known["token_type"]),
        (&cnf, &json!("Bearer"))
    );
    for region in ["eu", "us"] {
        let good = userinfo(&world, region, &token, Some(&own)).await;
        assert_eq!(good.status, 200, "{region}: {}", good.body);
        for (what, shown) in [("none", None), ("another", Some(&other))] {
            let refused = userinfo(&world, region, &token, shown).await;
            assert_eq!(refused.status, 401, "{region}: {what}");
            assert_eq!(refused.json()["error"], "invalid_token", "{region}: {what}");
        }
    }
    // Nor does it become a token for proofs of any key.
    let proof = ProofKey::new().proof("GET", "/userinfo", Some(&token));
    let request = Request::get("/userinfo")
        .header(header::HOST, HOST)
        .header(header::AUTHORIZATION, format!("DPoP {token}"))
        .header("dpop", proof)
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&world, "eu", request, Some(&own)).await.status, 401);
}

#[tokio::test]
async fn refresh_tokens_of_a_public_client_stay_with_its_certificate() {
    let world = World::of(&["eu"], bound).await;
    let (own, other) = (certificate(), certificate());
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let callback = "https://app.aurora.localhost:8443/";
    let of_app = [("client_id", "aurora.app"), ("redirect_uri", callback)];
    let answer = browser.open(&RelyingParty::authorize_url(&of_app)).await;
    let code = answer.parameter("code").expect("a code");
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", callback),
        ("code_verifier", VERIFIER),
        ("client_id", "aurora.app"),
    ];
    let tokens = post(&world, "eu", &fields, Some(&own)).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let token = text(&tokens, "refresh_token");
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token.as_str()),
        ("client_id", "aurora.app"),
    ];
    let stolen = post(&world, "eu", &refresh, Some(&other)).await;
    assert_eq!(stolen.json()["error"], "invalid_grant");
    let good = post(&world, "eu", &refresh, Some(&own)).await;
    assert_eq!(good.status, 200, "{}", good.body);
    let claims = RelyingParty::claims(&text(&good, "access_token"));
    assert_eq!(claims["cnf"], json!({ "x5t#S256": own.thumbprint() }));
}

#[tokio::test]
async fn tokens_are_bound_to_a_certificate_or_a_key_and_the_document_says_where() {
    let world = World::of(&["eu"], bound).await;
    let key = ProofKey::new();
    let proof = key.proof("POST", "/token", None);
    let fields = [("grant_type", "client_credentials")];
    let refused = NIGHTLY
        .post_with(&world, "eu", "/token", &fields, &[("dpop", &proof)])
        .await;
    assert_eq!(refused.json()["error"], "invalid_dpop_proof");
    let request = Request::get("/.well-known/openid-configuration")
        .header(header::HOST, "login.aurora.localhost:8443");
    let answer = send(&world, "eu", request.body(Body::empty()).unwrap(), None).await;
    let document: Value = answer.json();
    assert_eq!(document["tls_client_certificate_bound_access_tokens"], true);
    let aliases = document["mtls_endpoint_aliases"].as_object().unwrap();
    for (name, address) in aliases {
        let plain = document[name].as_str().unwrap();
        let expected = plain.replace("https://login.", "https://mtls.login.");
        assert_eq!(address.as_str(), Some(expected.as_str()), "{name}");
    }
    assert_eq!(aliases.len(), 6);
}
