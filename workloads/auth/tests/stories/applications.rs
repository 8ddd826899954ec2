//! What applications may rely on: both ways to ask, both ways to present a token, errors by the book.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::json;
use tower::ServiceExt;
use url::Url;

use crate::support::{Answer, Browser, RelyingParty, World, relying_party::CALLBACK};

async fn send(world: &World, request: Request<Body>) -> Answer {
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    Answer::of(
        response,
        Url::parse("https://login.aurora.localhost:8443/").unwrap(),
    )
    .await
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "login.aurora.localhost:8443")
}

#[tokio::test]
async fn an_authorization_request_may_be_posted() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    let url = Url::parse(&RelyingParty::authorize_url(&[])).unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let fields: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser
        .post("https://login.aurora.localhost:8443/authorize", &fields)
        .await;
    let page = browser.follow(answer).await;
    assert_eq!(page.title(), "Where do you live?");
}

#[tokio::test]
async fn a_token_may_be_presented_in_a_form_but_not_twice_and_not_in_the_query() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let token = tokens["access_token"].as_str().unwrap();
    let form = || Body::from(format!("access_token={token}"));
    let good = request(Method::POST, "/userinfo").body(form()).unwrap();
    assert_eq!(send(&world, good).await.json()["given_name"], "Camille");
    let twice = request(Method::POST, "/userinfo")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(form())
        .unwrap();
    assert_eq!(send(&world, twice).await.status, StatusCode::BAD_REQUEST);
    let in_query = request(Method::GET, &format!("/userinfo?access_token={token}"))
        .body(Body::empty())
        .unwrap();
    let answer = send(&world, in_query).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
}

#[tokio::test]
async fn token_errors_are_those_of_the_book() {
    let world = World::of_eu().await;
    for (fields, status, error) in [
        (vec![], 400, "invalid_request"),
        (
            vec![("grant_type", "password")],
            400,
            "unsupported_grant_type",
        ),
        (
            vec![("grant_type", "implicit")],
            400,
            "unsupported_grant_type",
        ),
        (
            vec![("grant_type", "authorization_code")],
            400,
            "invalid_request",
        ),
        (
            vec![("grant_type", "authorization_code"), ("code", "x")],
            400,
            "invalid_grant",
        ),
        (
            vec![
                ("grant_type", "authorization_code"),
                ("code", "x"),
                ("code", "y"),
            ],
            400,
            "invalid_request",
        ),
    ] {
        let answer = RelyingParty::exchange(&world, "eu", &fields).await;
        assert_eq!(answer.status, status, "{fields:?}");
        assert_eq!(answer.json()["error"], error, "{fields:?}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn an_application_in_the_browser_may_read_its_answers_and_no_other_site_may() {
    let world = World::of_eu().await;
    for (origin, allowed) in [
        ("https://app.aurora.localhost:8443", true),
        ("https://evil.example", false),
    ] {
        for (method, path) in [
            (Method::OPTIONS, "/token"),
            (Method::OPTIONS, "/userinfo"),
            (Method::GET, "/jwks"),
            (Method::GET, "/.well-known/openid-configuration"),
        ] {
            let request = request(method, path)
                .header(header::ORIGIN, origin)
                .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .body(Body::empty())
                .unwrap();
            let answer = send(&world, request).await;
            assert!(answer.status.is_success());
            let header = answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(header.is_some(), allowed, "{origin} {path}");
        }
    }
    let page = request(Method::GET, "/")
        .header(header::ORIGIN, "https://app.aurora.localhost:8443")
        .body(Body::empty())
        .unwrap();
    let answer = send(&world, page).await;
    assert_eq!(
        answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN),
        None
    );
}

#[tokio::test]
async fn an_application_whose_redirect_uri_was_taken_back_gets_nothing_more() {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            application.redirect_uris.retain(|uri| uri != CALLBACK);
        }
    })
    .await;
    let page = Browser::new(&world, "eu")
        .get(&RelyingParty::authorize_url(&[]))
        .await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_claim_cannot_overwrite_what_a_token_says() {
    let world = World::of(&["eu"], |bundle| {
        for claim in bundle
            .applications
            .iter_mut()
            .flat_map(|application| &mut application.claims)
        {
            claim.claim = "sub".to_owned();
        }
    })
    .await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let id_token = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_ne!(id_token["sub"], json!("camille@example.test"));
    assert_eq!(id_token["sub"].as_str().unwrap().len(), 22);
}

#[tokio::test]
async fn userinfo_is_for_tokens_of_people_who_signed_in() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let tokens = tokens.json();
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("scope", "email"),
    ];
    let narrow = RelyingParty::exchange(&world, "eu", &fields).await;
    let narrow = narrow.json()["access_token"].as_str().unwrap().to_owned();
    let refused = RelyingParty::userinfo(&world, "eu", &narrow).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.json()["error"], "insufficient_scope");
    let challenge = refused.headers["www-authenticate"].to_str().unwrap();
    assert!(challenge.contains("scope=\"openid\""), "{challenge}");
    // By POST with the header as well as by GET (OpenID Connect Core, section 5.3.1).
    let token = tokens["access_token"].as_str().unwrap();
    let request = Request::post("/userinfo")
        .header(header::HOST, "login.aurora.localhost:8443")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let response = world.eu().public.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_document_of_the_api_is_served_beside_what_it_describes() {
    let world = World::of_eu().await;
    let asked = async |method, path: &str| {
        send(&world, request(method, path).body(Body::empty()).unwrap()).await
    };
    let served = asked(Method::GET, domicile_service::openapi::PATH).await;
    let document = serde_json::to_value(domicile_auth::openapi::document()).unwrap();
    assert_eq!(served.json(), document);
    for (path, item) in document["paths"].as_object().unwrap() {
        let gone = asked(Method::TRACE, path).await;
        let expected = if path.starts_with("/organizations/") {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::METHOD_NOT_ALLOWED
        };
        assert_eq!(gone.status, expected, "{path}");
        assert_eq!(
            gone.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        for method in item.as_object().unwrap().keys() {
            let method = method.to_uppercase().parse().unwrap();
            let there = asked(method, path).await;
            assert_ne!(there.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_answered_as_applications_expect_it() {
    let world = World::of_eu().await;
    for path in ["/token", "/introspect", "/revoke", "/par", "/userinfo"] {
        for (body, expected) in [
            (vec![b'a'; 70_000], StatusCode::PAYLOAD_TOO_LARGE),
            (vec![0xff], StatusCode::BAD_REQUEST),
        ] {
            let request = request(Method::POST, path).body(Body::from(body)).unwrap();
            let answer = send(&world, request).await;
            assert_eq!(answer.status, expected, "{path}");
            assert_eq!(answer.json()["error"], "invalid_request", "{path}");
        }
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_to_a_directory_in_the_words_of_scim() {
    let world = World::of_eu().await;
    for (body, expected) in [
        (vec![0xff], StatusCode::BAD_REQUEST),
        (vec![b'a'; 4 * 1024 * 1024], StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let request = request(Method::POST, "/scim/v2/org_eu_contoso/Users")
            .body(Body::from(body))
            .unwrap();
        let answer = send(&world, request).await;
        assert_eq!(answer.status, expected);
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "application/scim+json"
        );
        assert_eq!(answer.json()["status"], expected.as_str());
    }
}
