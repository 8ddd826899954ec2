//! Applications are told when a session ends.

use axum::http::StatusCode;
use domicile_auth::openid::backchannel_logout::deliver_due;
use domicile_bundle::BackchannelLogout;
use domicile_jose::{Expected, VerifyingKeys};
use serde_json::{Value, json};

use crate::support::{ApplicationServer, Browser, RelyingParty, World};

async fn world_with(server: &ApplicationServer) -> World {
    let authority = server.authority.clone();
    let uri = server.url("/logout");
    World::trusting(&["eu"], Some(&authority), |bundle| {
        server.trusted_by(bundle);
        for application in &mut bundle.applications {
            application.backchannel_logout = Some(BackchannelLogout {
                uri: uri.clone(),
                session_required: true,
            });
        }
    })
    .await
}

/// Somebody signs in to the shop.
async fn signed_in(world: &World) -> (Browser<'_>, Value) {
    let (browser, code) = RelyingParty::register(world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await.json();
    (browser, tokens)
}

async fn sign_out(browser: &mut Browser<'_>, tokens: &Value) {
    let hint = tokens["id_token"].as_str().unwrap();
    let address = format!("https://eu.login.aurora.localhost:8443/logout?id_token_hint={hint}");
    let answer = browser.open(&address).await;
    assert!(answer.status.is_success() || answer.status.is_redirection());
}

async fn waiting(world: &World) -> i64 {
    let count = sqlx::query_scalar("SELECT count(*) FROM auth.logout_notice");
    count.fetch_one(&world.eu().pool).await.unwrap()
}

/// As if the time of the next attempt had come.
async fn come_due(world: &World) {
    let statement = "UPDATE auth.logout_notice SET next_attempt_at = now()";
    sqlx::query(statement)
        .execute(&world.eu().pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_application_is_told_that_its_session_has_ended() {
    let server = ApplicationServer::start().await;
    let world = world_with(&server).await;
    let (mut browser, tokens) = signed_in(&world).await;
    deliver_due(&world.eu().app).await.unwrap();
    assert!(server.logouts().is_empty(), "the session is open");
    sign_out(&mut browser, &tokens).await;
    deliver_due(&world.eu().app).await.unwrap();
    let [token] = server
        .logouts()
        .try_into()
        .expect("one application, one token");
    let keys = world.eu().app.verifying_keys();
    let claims = proven(&keys, &token);
    let id_token = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["aud"], "aurora.shop");
    assert_eq!(claims["sub"], id_token["sub"]);
    assert_eq!(claims["sid"], id_token["sid"]);
    assert!(claims["sid"].is_string());
    let event = "http://schemas.openid.net/event/backchannel-logout";
    assert_eq!(claims["events"], json!({ event: {} }));
    assert_eq!(claims.get("nonce"), None);
    assert!(claims["jti"].is_string() && claims["exp"].is_i64());
    assert_eq!(waiting(&world).await, 0);
    let access_token = tokens["access_token"].as_str().unwrap();
    let userinfo = RelyingParty::userinfo(&world, "eu", access_token).await;
    assert_eq!(
        userinfo.status,
        StatusCode::UNAUTHORIZED,
        "tokens of the session have ended"
    );
}

fn proven(keys: &VerifyingKeys, token: &str) -> Value {
    let expected = Expected {
        token_type: "logout+jwt",
        issuer: Some("https://login.aurora.localhost:8443"),
        audience: Some("aurora.shop"),
        leeway_seconds: 0,
    };
    keys.verify::<Value>(token, &expected).unwrap().claims
}

#[tokio::test]
async fn an_application_that_does_not_answer_is_told_again_and_one_that_refuses_is_not() {
    let server = ApplicationServer::start().await;
    let world = world_with(&server).await;
    let (mut browser, tokens) = signed_in(&world).await;
    server.answer_with(Some(StatusCode::SERVICE_UNAVAILABLE));
    sign_out(&mut browser, &tokens).await;
    deliver_due(&world.eu().app).await.unwrap();
    assert_eq!(waiting(&world).await, 1);
    deliver_due(&world.eu().app).await.unwrap();
    server.answer_with(None);
    assert!(server.logouts().is_empty(), "not before its time");
    come_due(&world).await;
    deliver_due(&world.eu().app).await.unwrap();
    assert_eq!(server.logouts().len(), 1);
    assert_eq!(waiting(&world).await, 0);

    let (mut browser, code) = RelyingParty::register(&world, "dominique@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    server.answer_with(Some(StatusCode::BAD_REQUEST));
    sign_out(&mut browser, &tokens).await;
    deliver_due(&world.eu().app).await.unwrap();
    assert_eq!(waiting(&world).await, 0, "a refusal is final");
}

#[tokio::test]
async fn applications_hear_of_the_end_of_an_erased_persons_sessions() {
    let server = ApplicationServer::start().await;
    let world = world_with(&server).await;
    let (_browser, tokens) = signed_in(&world).await;
    let id_token = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    let sub = id_token["sub"].as_str().unwrap();
    let pool = &world.eu().pool;
    domicile_auth::store::identifiers::remove_person(pool, sub)
        .await
        .unwrap();
    deliver_due(&world.eu().app).await.unwrap();
    assert_eq!(server.logouts().len(), 1);
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM auth.session_client) + (SELECT count(*) FROM auth.logout_notice)",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    assert_eq!(left, 0);
}
