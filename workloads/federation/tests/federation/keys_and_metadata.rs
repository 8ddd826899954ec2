//! What is read once, and what is read again.

use std::{sync::atomic::Ordering, time::Duration};

use domicile_federation::{CachePolicy, FederationError};
use domicile_jose::JoseError;
use serde_json::json;

use crate::provider::{Server, new_key};

#[tokio::test]
async fn metadata_and_keys_are_read_once_for_many_sign_ins() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    for _ in 0..3 {
        server.sign_in_with(&party).await.unwrap();
    }
    assert_eq!(server.metadata_reads.load(Ordering::Relaxed), 1);
    assert_eq!(server.key_reads.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_found_at_once() {
    let server = Server::start().await;
    let policy = CachePolicy {
        least_interval: Duration::ZERO,
        ..CachePolicy::default()
    };
    let party = server.relying_party(policy);
    server.sign_in_with(&party).await.unwrap();
    let next = new_key();
    server.conduct().published = vec![next.public_jwk().clone()];
    server.conduct().key = next;
    server.sign_in_with(&party).await.unwrap();
    assert_eq!(server.key_reads.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn tokens_with_unknown_keys_do_not_make_us_ask_for_keys_each_time() {
    let server = Server::start().await;
    let party = server.relying_party(CachePolicy::default());
    server.conduct().key = new_key();
    for _ in 0..5 {
        let refused = server.sign_in_with(&party).await.unwrap_err();
        assert_eq!(refused, FederationError::IdToken(JoseError::UnknownKey));
    }
    assert_eq!(server.key_reads.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_provider_whose_metadata_break_goes_on_with_those_that_are_known() {
    let server = Server::start().await;
    let policy = CachePolicy {
        lifetime: Duration::ZERO,
        least_interval: Duration::ZERO,
        ..CachePolicy::default()
    };
    let party = server.relying_party(policy);
    server.sign_in_with(&party).await.unwrap();
    server.conduct().metadata = json!({ "issuer": "https://another.example" });
    server.sign_in_with(&party).await.unwrap();
    assert!(
        server.metadata_reads.load(Ordering::Relaxed) > 2,
        "it was tried"
    );
    assert!(
        server.sign_in().await.is_err(),
        "and nobody new begins with them"
    );
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_not_asked_at_every_sign_in() {
    let server = Server::start().await;
    server.conduct().metadata = json!({ "issuer": "https://another.example" });
    let party = server.relying_party(CachePolicy::default());
    for _ in 0..5 {
        server.sign_in_with(&party).await.unwrap_err();
    }
    assert_eq!(server.metadata_reads.load(Ordering::Relaxed), 1);
}
