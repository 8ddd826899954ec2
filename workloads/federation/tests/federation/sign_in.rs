//! What goes right.

use domicile_federation::{
    AuthorizationResponse, CachePolicy, ClaimPath, FederationError, Provider, Request, Wishes,
};
use serde_json::json;

use crate::provider::{REDIRECT_URI, Server, begin, kept};

#[tokio::test]
async fn somebody_signs_in_and_only_the_named_claims_are_taken() {
    let server = Server::start().await;
    let identity = server.sign_in().await.unwrap();
    assert_eq!(
        (identity.provider.as_str(), identity.subject.as_str()),
        ("example", "person-7")
    );
    let email = identity.email.unwrap();
    assert_eq!(
        (email.address.as_str(), email.verified),
        ("camille@example.com", true)
    );
    // The family name is in the userinfo answer, the picture is not asked for, the nickname is nowhere.
    assert_eq!(
        json!(identity.claims),
        json!({ "given_name": "Camille", "family_name": "Martin" })
    );
}

#[tokio::test]
async fn what_is_taken_at_hand_only_costs_nobody_another_answer() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let path = |name| ClaimPath::parse(name).unwrap();
    let mut provider = Provider {
        claims: vec![path("given_name")],
        claims_at_hand: vec![path("family_name")],
        ..server.provider()
    };
    // Whoever asks is refused; nobody has to ask, because the ID token has what is needed.
    let userinfo = server.conduct().userinfo["sub"].take();
    let begun = begin(&party, &provider).await.unwrap();
    let response = server.agree(&begun);
    let identity = party.finish(&provider, &begun.attempt, response).await;
    assert_eq!(
        json!(identity.unwrap().claims),
        json!({ "given_name": "Camille" })
    );
    // Who is asked anyway tells that too.
    server.conduct().userinfo["sub"] = userinfo;
    provider.claims.push(path("nickname"));
    let begun = begin(&party, &provider).await.unwrap();
    let response = server.agree(&begun);
    let identity = party.finish(&provider, &begun.attempt, response).await;
    assert_eq!(
        json!(identity.unwrap().claims),
        json!({ "given_name": "Camille", "family_name": "Martin" })
    );
}

#[tokio::test]
async fn the_browser_is_sent_with_everything_that_binds_the_answer() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let request = Request {
        redirect_uri: REDIRECT_URI,
        state: "eu.s",
        language: Some("fr"),
        wishes: Wishes::AGAIN,
    };
    let begun = party.begin(&server.provider(), &request).await.unwrap();
    let query = begun.url.query().unwrap();
    assert!(
        begun
            .url
            .as_str()
            .starts_with(&format!("{}/authorize?tenant=x&", server.origin))
    );
    for part in [
        "response_type=code",
        "state=eu.s",
        "scope=openid+email+profile",
        "code_challenge_method=S256",
        "ui_locales=fr",
        "prompt=login",
        "nonce=",
    ] {
        assert!(query.contains(part), "{part} in {query}");
    }
    let other = party.begin(&server.provider(), &request).await.unwrap();
    assert_ne!(
        begun.url, other.url,
        "nonce and challenge are new each time"
    );
    assert!(!format!("{begun:?}").contains("verifier"));
}

#[tokio::test]
async fn an_attempt_is_kept_while_the_browser_is_away() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let begun = begin(&party, &server.provider()).await.unwrap();
    let response = server.agree(&begun);
    let attempt = kept(&begun.attempt);
    assert!(
        party
            .finish(&server.provider(), &attempt, response)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_address_is_as_verified_as_the_document_that_has_it_says() {
    let server = Server::start().await;
    // A provider that says nothing of the address says no; what another document says of another address is no yes.
    server.conduct().claims = json!({ "email": "a@example.com" });
    server.conduct().userinfo =
        json!({ "sub": "person-7", "email": "b@example.com", "email_verified": true });
    let email = server.sign_in().await.unwrap().email.unwrap();
    assert_eq!(
        (email.address.as_str(), email.verified),
        ("a@example.com", false)
    );
    server.conduct().claims = json!({});
    let email = server.sign_in().await.unwrap().email.unwrap();
    assert_eq!(
        (email.address.as_str(), email.verified),
        ("b@example.com", true)
    );
}

#[tokio::test]
async fn a_person_who_says_no_there_is_told_apart_from_a_failure() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let begun = begin(&party, &server.provider()).await.unwrap();
    let parameters = [
        ("error", "access_denied"),
        ("state", begun.attempt.state.as_str()),
    ];
    let response = AuthorizationResponse::parse(parameters).unwrap();
    let outcome = party
        .finish(&server.provider(), &begun.attempt, response)
        .await;
    assert_eq!(
        outcome.unwrap_err(),
        FederationError::Refused("access_denied".to_owned())
    );
}

#[tokio::test]
async fn the_answer_is_read_from_the_address_that_the_browser_is_sent_back_to() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let begun = begin(&party, &server.provider()).await.unwrap();
    let back = server.answer_to(&begun.url);
    assert!(back.as_str().starts_with(REDIRECT_URI));
    let pairs: Vec<(String, String)> = back.query_pairs().into_owned().collect();
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let response = AuthorizationResponse::parse(pairs).unwrap();
    let provider = server.provider();
    let identity = party.finish(&provider, &begun.attempt, response).await;
    assert!(identity.is_ok());
}
