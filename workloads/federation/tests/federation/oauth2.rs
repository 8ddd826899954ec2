//! Providers without `OpenID` Connect.

use std::sync::atomic::Ordering;

use domicile_federation::{
    AuthorizationResponse, CachePolicy, ClaimPath, ClientAuthentication, FederationError, Identity,
    OAuth2Endpoints, Protocol, Provider, endpoint,
};
use serde_json::{Value, json};

use crate::provider::{Server, begin};

fn provider(server: &Server) -> Provider {
    let at = |path: &str| endpoint(&format!("{}{path}", server.origin)).unwrap();
    let claim = |text: &str| ClaimPath::parse(text).unwrap();
    Provider {
        scopes: vec!["read:user".to_owned()],
        claims: vec![claim("/name/first"), claim("login")],
        protocol: Protocol::OAuth2(Box::new(OAuth2Endpoints {
            issuer: None,
            authorization: at("/authorize"),
            token: at("/token"),
            user: at("/userinfo"),
            authentication: ClientAuthentication::Basic,
            subject: claim("/account/id"),
            email: Some(claim("/contact/0/address")),
            email_verified: Some(claim("/contact/0/confirmed")),
        })),
        ..server.provider()
    }
}

fn document() -> Value {
    json!({
        "account": { "id": 583_231 },
        "login": "camille",
        "name": { "first": "Camille" },
        "contact": [{ "address": "camille@example.com", "confirmed": true }],
    })
}

async fn signed_in(server: &Server) -> Result<Identity, FederationError> {
    let party = server.relying_party(CachePolicy::default());
    let provider = provider(server);
    let begun = begin(&party, &provider).await?;
    assert!(!begun.url.as_str().contains("nonce") && !begun.url.as_str().contains("openid"));
    let response = server.agree(&begun);
    party.finish(&provider, &begun.attempt, response).await
}

#[tokio::test]
async fn the_user_document_says_who_it_is_where_the_configuration_says() {
    let server = Server::start().await;
    server.conduct().userinfo = document();
    let identity = signed_in(&server).await.unwrap();
    assert_eq!(identity.subject, "583231");
    assert_eq!(
        json!(identity.claims),
        json!({ "/name/first": "Camille", "login": "camille" })
    );
    assert!(
        identity
            .email
            .is_some_and(|email| email.verified && email.address == "camille@example.com")
    );
    // Nothing is discovered of a provider that is configured whole.
    assert_eq!(server.metadata_reads.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_document_without_a_subject_signs_nobody_in() {
    let server = Server::start().await;
    for account in [
        json!({}),
        json!({ "id": null }),
        json!({ "id": "" }),
        json!({ "id": 1.5 }),
        json!({ "id": [7] }),
    ] {
        server.conduct().userinfo = json!({ "account": account, "id": 7, "sub": "person-7" });
        assert_eq!(
            signed_in(&server).await.unwrap_err(),
            FederationError::Claim("subject")
        );
    }
}

#[tokio::test]
async fn an_address_that_nobody_calls_verified_is_not() {
    let server = Server::start().await;
    let mut document = document();
    document["contact"][0]["confirmed"] = json!("no");
    server.conduct().userinfo = document;
    assert!(!signed_in(&server).await.unwrap().email.unwrap().verified);
}

#[tokio::test]
async fn an_error_with_status_200_is_an_error() {
    let server = Server::start().await;
    server.conduct().token_answer = Some((200, br#"{"error":"bad_verification_code"}"#.to_vec()));
    let refused = signed_in(&server).await.unwrap_err();
    assert_eq!(
        refused,
        FederationError::Code("bad_verification_code".to_owned())
    );
}

#[tokio::test]
async fn mix_up_an_answer_that_names_an_issuer_is_refused_unless_it_is_the_configured_one() {
    let server = Server::start().await;
    server.conduct().userinfo = document();
    let party = server.relying_party(CachePolicy::default());
    let mut named = provider(&server);
    let Protocol::OAuth2(endpoints) = &mut named.protocol else {
        unreachable!()
    };
    endpoints.issuer = Some(server.issuer());
    for (provider, issuer, good) in [
        (provider(&server), None, true),
        (provider(&server), Some(server.origin.as_str()), false),
        (named.clone(), Some(server.origin.as_str()), true),
        (named.clone(), Some("https://other.example"), false),
        (named, None, false),
    ] {
        let begun = begin(&party, &provider).await.unwrap();
        let more: Vec<(&str, &str)> = issuer.map(|issuer| ("iss", issuer)).into_iter().collect();
        let response: AuthorizationResponse = server.agree_with(&begun, &more);
        let outcome = party.finish(&provider, &begun.attempt, response).await;
        assert_eq!(outcome.is_ok(), good, "{issuer:?}");
        if !good {
            assert_eq!(outcome.unwrap_err(), FederationError::ForeignIssuer);
        }
    }
}
