//! What nobody gets where an issuer stands in for sign-in.

use axum::http::StatusCode;
use serde_json::json;

use crate::{
    external_issuer::{
        AUTHORITATIVE, at_issuer, camille, had_an_account, newcomer, sign_in, world_of,
    },
    external_logout::{logout_token, tell},
    provider::{Server, new_key},
    social_sign_in::{EMAIL, count},
    support::{Answer, Browser, RelyingParty, World},
};

#[tokio::test]
async fn an_address_that_the_issuer_does_not_call_verified_finds_no_account() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    had_an_account(&world, EMAIL).await;
    for verified in [json!(false), json!(null), json!("no")] {
        server.conduct().claims["email_verified"] = verified;
        let mut thief = Browser::new(&world, "eu");
        let page = sign_in(&mut thief, &server, &[]).await;
        assert_eq!(page.url.path(), "/register", "{}", page.body);
        assert!(
            page.body.contains("id=\"email\""),
            "the mailbox is to be proven"
        );
    }
    assert_eq!(count(&world, "eu", "session").await, 0);
    assert_eq!(count(&world, "eu", "federated_identity").await, 0);
}

#[tokio::test]
async fn an_address_that_was_given_to_somebody_else_opens_no_account_of_its_former_owner() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    let before = count(&world, "eu", "session").await;
    server.conduct().claims["sub"] = json!("person-8");
    server.conduct().userinfo["sub"] = json!("person-8");
    let mut other = Browser::new(&world, "eu");
    let page = sign_in(&mut other, &server, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert_eq!(count(&world, "eu", "session").await, before);
    assert_eq!(count(&world, "eu", "federated_identity").await, 1);
}

#[tokio::test]
async fn a_mailbox_that_was_given_to_somebody_else_opens_no_account_of_its_former_owner() {
    let (server, world) = world_of(&["eu"], !AUTHORITATIVE).await;
    by_mailbox(&server, &world).await;
    assert!(world.mailbox.next().await.text.contains("has changed"));
    let before = count(&world, "eu", "session").await;
    server.conduct().claims["sub"] = json!("person-8");
    server.conduct().userinfo["sub"] = json!("person-8");
    let page = by_mailbox(&server, &world).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert_eq!(count(&world, "eu", "session").await, before);
    assert_eq!(count(&world, "eu", "federated_identity").await, 1);
}

/// Signs in at the issuer, and proves the mailbox.
async fn by_mailbox(server: &Server, world: &World) -> Answer {
    let mut browser = Browser::new(world, "eu");
    sign_in(&mut browser, server, &[]).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    browser.submit(&[("code", &code)]).await
}

#[tokio::test]
async fn a_mailbox_alone_links_no_account_that_more_protects() {
    let (server, world) = world_of(&["eu"], !AUTHORITATIVE).await;
    let sub = had_an_account(&world, EMAIL).await;
    sqlx::query("INSERT INTO auth.recovery_code (digest, sub) VALUES ($1, $2)")
        .bind([7_u8; 32].as_slice())
        .bind(&sub)
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let mut thief = Browser::new(&world, "eu");
    sign_in(&mut thief, &server, &[]).await;
    thief
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    thief
        .submit(&[("given_name", "Mallory"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    let page = thief.submit(&[("code", &code)]).await;
    assert_eq!(
        count(&world, "eu", "federated_identity").await,
        0,
        "{}",
        page.body
    );
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert_eq!(count(&world, "eu", "session").await, 0);
}

#[tokio::test]
async fn no_form_of_ours_opens_a_session_without_the_issuer() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    had_an_account(&world, EMAIL).await;
    let mut browser = Browser::new(&world, "eu");
    at_issuer(&mut browser, &server, &[]).await;
    let origin = "https://eu.login.aurora.localhost:8443";
    // The sign-in is under way; every page of it leads to the issuer.
    for path in ["/register", "/register?intent=sign-in", "/sign-in", "/code"] {
        let answer = browser.open(&format!("{origin}{path}")).await;
        assert!(
            answer.status == StatusCode::SEE_OTHER
                && answer.location().as_str().starts_with(&server.origin),
            "{path} {}",
            answer.body
        );
    }
    browser
        .post(&format!("{origin}/register"), &[("email", EMAIL)])
        .await;
    assert!(world.mailbox.is_empty().await, "no code is mailed");
    assert_eq!(count(&world, "eu", "session").await, 0);
}

#[tokio::test]
async fn a_mailbox_that_is_proven_without_what_the_issuer_said_opens_no_session() {
    let (server, world) = world_of(&["eu"], !AUTHORITATIVE).await;
    had_an_account(&world, EMAIL).await;
    let mut browser = Browser::new(&world, "eu");
    sign_in(&mut browser, &server, &[]).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    let page = browser.get("/code").await;
    let csrf = page.value_of("csrf").unwrap();
    browser.set_cookie("eu.login.aurora.localhost", "__Host-domicile-arrived", "x");
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let answer = browser.post("/code", &fields).await;
    let sent = browser.follow(answer).await;
    assert!(
        sent.status == StatusCode::SEE_OTHER
            && sent.location().as_str().starts_with(&server.origin),
        "{}",
        sent.body
    );
    assert_eq!(count(&world, "eu", "session").await, 0);
}

#[tokio::test]
async fn what_another_issuer_answers_and_what_is_forged_signs_nobody_in() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    // Mix-up: the answer names another issuer (RFC 9207).
    let mut browser = Browser::new(&world, "eu");
    let there = at_issuer(&mut browser, &server, &[]).await;
    let mut back = server.answer_to(&there);
    back.query_pairs_mut()
        .append_pair("iss", "https://evil.example");
    let answer = browser.open(back.as_str()).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    for (name, value) in [
        ("aud", json!("another-client")),
        ("nonce", json!("another-attempt")),
        ("iss", json!("https://evil.example")),
        ("exp", json!(1)),
    ] {
        server.conduct().claims = camille();
        server.conduct().claims[name] = value;
        let answer = sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("server_error"),
            "{name}"
        );
    }
    server.conduct().claims = camille();
    let foreign = new_key();
    server.conduct().forged = Some(Box::new(move |claims| foreign.sign("JWT", claims).unwrap()));
    let answer = sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("server_error"));
    assert!(world.eu().profile_store.persons().is_empty());
    assert_eq!(count(&world, "eu", "session").await, 0);
}

#[tokio::test]
async fn an_answer_of_the_issuer_is_worth_nothing_in_another_browser() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let mut thief = Browser::new(&world, "eu");
    let there = at_issuer(&mut thief, &server, &[]).await;
    let back = server.answer_to(&there);
    let mut victim = Browser::new(&world, "eu");
    at_issuer(&mut victim, &server, &[]).await;
    let page = victim.open(back.as_str()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", page.body);
    assert_eq!(count(&world, "eu", "session").await, 0);
}

#[tokio::test]
async fn a_logout_token_is_taken_once_and_a_kept_one_ends_no_later_session() {
    let (server, world) = world_of(&["eu", "jp"], AUTHORITATIVE).await;
    newcomer(&world, &server).await;
    let token = logout_token(&server, &json!({ "sid": null }));
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::OK);
    assert_eq!(count(&world, "eu", "session").await, 0);
    sign_in(&mut Browser::new(&world, "eu"), &server, &[]).await;
    assert_eq!(tell(&world, "eu", &token).await, StatusCode::BAD_REQUEST);
    assert_eq!(count(&world, "eu", "session").await, 1);
    // One that was issued before the session, and kept back.
    let kept = json!({ "sid": null, "jti": "kept", "iat": domicile_jose::now() - 300 });
    let kept = logout_token(&server, &kept);
    assert_eq!(tell(&world, "jp", &kept).await, StatusCode::OK);
    assert_eq!(count(&world, "eu", "session").await, 1);
}

#[tokio::test]
async fn a_logout_token_that_is_not_the_issuers_for_us_ends_nothing() {
    let (server, world) = world_of(&["eu"], AUTHORITATIVE).await;
    let (_, tokens) = newcomer(&world, &server).await;
    for changes in [
        json!({ "aud": "another-client" }),
        json!({ "iss": "https://evil.example" }),
        json!({ "nonce": "n" }),
        json!({ "events": {} }),
        json!({ "exp": 1 }),
        json!({ "sid": null, "sub": null }),
    ] {
        let token = logout_token(&server, &changes);
        assert_eq!(
            tell(&world, "eu", &token).await,
            StatusCode::BAD_REQUEST,
            "{changes}"
        );
    }
    let good = logout_token(&server, &json!({}));
    let ours = tokens["id_token"].as_str().unwrap();
    for token in [RelyingParty::unsigned(&good).as_str(), ours, "", "x"] {
        assert_eq!(tell(&world, "eu", token).await, StatusCode::BAD_REQUEST);
    }
    assert_eq!(count(&world, "eu", "session").await, 1);
}
