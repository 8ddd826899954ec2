//! What must not go right.

use std::sync::atomic::Ordering;

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_federation::{
    AuthorizationResponse, CachePolicy, FederationError, Issuer, MetadataProblem, Protocol,
};
use domicile_jose::JoseError;
use domicile_outbound::OutboundError;
use serde_json::{Value, json};

use crate::provider::{Server, begin, laid_over, new_key};

async fn refusal(server: &Server) -> FederationError {
    server.sign_in().await.unwrap_err()
}

#[tokio::test]
async fn mix_up_an_answer_that_names_another_provider_is_refused_before_its_code_is_sent_anywhere()
{
    let (honest, attacker) = (Server::start().await, Server::start().await);
    let party = honest.relying_party(CachePolicy::default());
    let begun = begin(&party, &honest.provider()).await.unwrap();
    for issuer in [attacker.origin.as_str(), &format!("{}/", honest.origin)] {
        let response = honest.agree_with(&begun, &[("iss", issuer)]);
        let outcome = party
            .finish(&honest.provider(), &begun.attempt, response)
            .await;
        assert_eq!(outcome.unwrap_err(), FederationError::ForeignIssuer);
    }
    assert_eq!(honest.token_requests.load(Ordering::Relaxed), 0);
    let response = honest.agree_with(&begun, &[("iss", &honest.origin)]);
    assert!(
        party
            .finish(&honest.provider(), &begun.attempt, response)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn mix_up_a_provider_that_always_names_itself_is_not_answered_for_without_its_name() {
    let server = Server::start().await;
    server.conduct().metadata = json!({ "authorization_response_iss_parameter_supported": true });
    assert_eq!(refusal(&server).await, FederationError::ForeignIssuer);
}

#[tokio::test]
async fn an_answer_to_another_attempt_is_refused() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let (mine, other) = (
        begin(&party, &server.provider()).await.unwrap(),
        begin(&party, &server.provider()).await.unwrap(),
    );
    let response = server.agree(&other);
    let outcome = party
        .finish(&server.provider(), &mine.attempt, response)
        .await;
    assert_eq!(outcome.unwrap_err(), FederationError::ForeignState);
}

#[tokio::test]
async fn an_attempt_at_one_provider_is_not_finished_at_another() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let begun = begin(&party, &server.provider()).await.unwrap();
    let mut renamed = server.provider();
    renamed.name = "other".to_owned();
    let response = server.agree(&begun);
    let outcome = party.finish(&renamed, &begun.attempt, response).await;
    assert_eq!(outcome.unwrap_err(), FederationError::ForeignState);
}

#[tokio::test]
async fn a_replayed_code_is_refused_by_the_provider() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let begun = begin(&party, &server.provider()).await.unwrap();
    let response = server.agree(&begun);
    assert!(
        party
            .finish(&server.provider(), &begun.attempt, response.clone())
            .await
            .is_ok()
    );
    let again = party
        .finish(&server.provider(), &begun.attempt, response)
        .await;
    assert_eq!(
        again.unwrap_err(),
        FederationError::Code("invalid_grant".to_owned())
    );
}

#[tokio::test]
async fn a_stolen_code_in_an_attempt_of_somebody_else_is_refused() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    let (victim, thief) = (
        begin(&party, &server.provider()).await.unwrap(),
        begin(&party, &server.provider()).await.unwrap(),
    );
    let _ = server.agree(&victim);
    // The victim's code with the thief's state: PKCE does not fit.
    let parameters = [("code", "code-0"), ("state", thief.attempt.state.as_str())];
    let response = AuthorizationResponse::parse(parameters).unwrap();
    let outcome = party
        .finish(&server.provider(), &thief.attempt, response)
        .await;
    assert_eq!(
        outcome.unwrap_err(),
        FederationError::Code("invalid_grant".to_owned())
    );
}

#[tokio::test]
async fn a_replayed_id_token_has_the_nonce_of_another_attempt() {
    let server = Server::start().await;
    for nonce in [json!("nonce-of-yesterday"), json!(null), json!("")] {
        server.conduct().claims = json!({ "nonce": nonce });
        assert_eq!(refusal(&server).await, FederationError::Claim("nonce"));
    }
}

#[tokio::test]
async fn an_id_token_without_signature_or_signed_with_the_clients_secret_is_refused() {
    let server = Server::start().await;
    for algorithm in ["none", "None", "HS256"] {
        server.conduct().forged = Some(Box::new(move |claims: &Value| {
            let encoded =
                |value: Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
            format!(
                "{}.{}.",
                encoded(json!({ "alg": algorithm, "typ": "JWT" })),
                encoded(claims.clone())
            )
        }));
        assert_eq!(
            refusal(&server).await,
            FederationError::IdToken(JoseError::Algorithm),
            "{algorithm}"
        );
    }
}

#[tokio::test]
async fn an_algorithm_that_the_provider_does_not_use_is_refused() {
    let server = Server::start().await;
    server.conduct().metadata = json!({ "id_token_signing_alg_values_supported": ["RS256"] });
    assert_eq!(
        refusal(&server).await,
        FederationError::IdToken(JoseError::Algorithm)
    );
}

#[tokio::test]
async fn an_id_token_for_another_client_is_refused() {
    let server = Server::start().await;
    for (claims, expected) in [
        (
            json!({ "aud": "another-client" }),
            FederationError::IdToken(JoseError::Claims),
        ),
        (
            json!({ "aud": ["aurora", "another-client"] }),
            FederationError::Claim("aud"),
        ),
        (
            json!({ "azp": "another-client" }),
            FederationError::Claim("azp"),
        ),
    ] {
        server.conduct().claims = claims;
        assert_eq!(refusal(&server).await, expected);
    }
}

#[tokio::test]
async fn an_id_token_signed_with_a_foreign_key_is_refused() {
    let server = Server::start().await;
    server.conduct().key = new_key();
    assert_eq!(
        refusal(&server).await,
        FederationError::IdToken(JoseError::UnknownKey)
    );
    // Under the name of a published key too.
    let (published, foreign) = (server.conduct().published[0]["kid"].clone(), new_key());
    server.conduct().forged = Some(Box::new(move |claims: &Value| {
        let encoded =
            |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        let header = json!({ "alg": "ES256", "kid": published, "jwk": foreign.public_jwk() });
        let input = format!("{}.{}", encoded(&header), encoded(claims));
        let signature = foreign.signature(input.as_bytes()).unwrap();
        format!("{input}.{}", Base64UrlUnpadded::encode_string(&signature))
    }));
    assert_eq!(
        refusal(&server).await,
        FederationError::IdToken(JoseError::Signature)
    );
}

#[tokio::test]
async fn an_id_token_of_another_issuer_is_refused_though_the_key_is_right() {
    let server = Server::start().await;
    for issuer in ["https://other.example", &format!("{}/", server.origin)] {
        server.conduct().claims = json!({ "iss": issuer });
        assert_eq!(
            refusal(&server).await,
            FederationError::IdToken(JoseError::Claims)
        );
    }
}

#[tokio::test]
async fn an_access_token_that_was_exchanged_on_the_way_is_noticed() {
    let server = Server::start().await;
    server.conduct().claims = json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" });
    assert_eq!(refusal(&server).await, FederationError::Claim("at_hash"));
}

#[tokio::test]
async fn userinfo_about_somebody_else_is_refused() {
    let server = Server::start().await;
    for userinfo in [
        json!({ "sub": "person-8", "family_name": "Doe" }),
        json!({ "family_name": "Doe" }),
    ] {
        server.conduct().userinfo = userinfo;
        assert_eq!(refusal(&server).await, FederationError::Claim("sub"));
    }
}

#[tokio::test]
async fn a_discovery_document_that_names_a_different_issuer_is_refused() {
    let server = Server::start().await;
    server.conduct().metadata = json!({ "issuer": "https://accounts.example" });
    assert_eq!(
        refusal(&server).await,
        FederationError::Metadata(MetadataProblem::ForeignIssuer)
    );
}

#[tokio::test]
async fn endpoints_without_tls_are_refused_wherever_they_are_named() {
    let server = Server::start().await;
    for name in [
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
    ] {
        server.conduct().metadata = json!({ name: "http://localhost/x" });
        assert_eq!(
            refusal(&server).await,
            FederationError::Metadata(MetadataProblem::Endpoint(name))
        );
    }
    assert!(Issuer::parse("http://localhost").is_err());
}

#[tokio::test]
async fn a_provider_cannot_point_us_at_addresses_that_the_tenant_does_not_name() {
    let server = Server::start().await;
    server.conduct().metadata = json!({ "token_endpoint": "https://127.0.0.1/token" });
    let what = "token endpoint";
    let error = OutboundError::Forbidden;
    assert_eq!(
        refusal(&server).await,
        FederationError::Unreachable { what, error }
    );
    let mut provider = server.provider();
    provider.protocol = Protocol::OpenIdConnect(Issuer::parse("https://169.254.169.254").unwrap());
    let party = server.relying_party(CachePolicy::default());
    let refused = begin(&party, &provider).await.unwrap_err();
    assert_eq!(
        refused,
        FederationError::Unreachable {
            what: "metadata",
            error
        }
    );
}

#[tokio::test]
async fn oversized_answers_are_cut_off() {
    let server = Server::start().await;
    let large = "x".repeat(300 * 1024);
    let too_long = |what| FederationError::Unreachable {
        what,
        error: OutboundError::TooLong,
    };
    server.conduct().token_answer = Some((200, large.clone().into_bytes()));
    assert_eq!(refusal(&server).await, too_long("token endpoint"));
    server.conduct().token_answer = None;
    laid_over(
        &mut server.conduct().userinfo,
        &json!({ "family_name": large }),
    );
    assert_eq!(refusal(&server).await, too_long("userinfo endpoint"));
    server.conduct().metadata = json!({ "service_documentation": large });
    assert_eq!(refusal(&server).await, too_long("metadata"));
}

#[tokio::test]
async fn deeply_nested_and_meaningless_answers_are_refused() {
    let server = Server::start().await;
    for body in [
        "[".repeat(100_000),
        "{\"access_token\":".to_owned(),
        "<html>".to_owned(),
        String::new(),
    ] {
        server.conduct().token_answer = Some((200, body.into_bytes()));
        assert_eq!(
            refusal(&server).await,
            FederationError::Unreadable {
                what: "token endpoint"
            }
        );
    }
    server.conduct().token_answer = Some((500, b"{\"error\":\"x\"}".to_vec()));
    assert_eq!(
        refusal(&server).await,
        FederationError::Status {
            what: "token endpoint",
            status: 500
        }
    );
}

#[tokio::test]
async fn a_token_answer_without_id_token_signs_nobody_in() {
    let server = Server::start().await;
    server.conduct().token_answer = Some((
        200,
        br#"{"access_token":"a","token_type":"Bearer"}"#.to_vec(),
    ));
    assert_eq!(refusal(&server).await, FederationError::Claim("id_token"));
}

#[tokio::test]
async fn a_claim_that_is_no_plain_short_text_is_left_out() {
    let server = Server::start().await;
    server.conduct().claims = json!({ "given_name": { "a": 1 }, "family_name": "x".repeat(10_000), "nickname": "a\u{0}b" });
    assert!(server.sign_in().await.unwrap().claims.is_empty());
}
