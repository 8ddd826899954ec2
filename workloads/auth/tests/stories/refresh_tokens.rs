//! Staying signed in to an application, and what ends it.

use serde_json::json;

use crate::{
    example::BOOKINGS_API,
    support::{
        Answer, RelyingParty, World,
        endpoint::{APP, SHOP, text},
    },
};

async fn signed_in(world: &World) -> Answer {
    let (_, code) = RelyingParty::register(world, "camille@example.test").await;
    let answer = RelyingParty::exchange_well(world, "eu", &code).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

/// As if a while had passed since every refresh token was used.
async fn a_minute_later(world: &World) {
    sqlx::query("UPDATE auth.refresh_token SET used_at = used_at - interval '1 minute'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_refresh_token_gives_new_tokens_of_the_same_person_in_every_region() {
    let world = World::of_all_regions().await;
    let first = signed_in(&world).await;
    let refreshed = SHOP
        .refresh(&world, "jp", &text(&first, "refresh_token"))
        .await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
    let (before, after) = (
        RelyingParty::claims(&text(&first, "id_token")),
        RelyingParty::claims(&text(&refreshed, "id_token")),
    );
    for same in ["iss", "sub", "aud", "auth_time", "sid", "amr"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    assert_eq!(before["nonce"], "the-nonce");
    assert_eq!(after.get("nonce"), None);
    assert_ne!(
        text(&first, "refresh_token"),
        text(&refreshed, "refresh_token")
    );
    let userinfo = RelyingParty::userinfo(&world, "us", &text(&refreshed, "access_token")).await;
    assert_eq!(userinfo.json()["sub"], before["sub"]);
    let elsewhere: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.refresh_token")
        .fetch_one(&world.region("jp").pool)
        .await
        .unwrap();
    assert_eq!(elsewhere, 0);
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_family() {
    let world = World::of_eu().await;
    let first = text(&signed_in(&world).await, "refresh_token");
    let second = SHOP.refresh(&world, "eu", &first).await;
    a_minute_later(&world).await;
    let reused = SHOP.refresh(&world, "eu", &first).await;
    assert_eq!(reused.json()["error"], "invalid_grant");
    let ended = SHOP
        .refresh(&world, "eu", &text(&second, "refresh_token"))
        .await;
    assert_eq!(ended.json()["error"], "invalid_grant");
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&second, "access_token")).await;
    assert_eq!(userinfo.status, 401);
}

#[tokio::test]
async fn a_client_whose_answer_was_lost_asks_again() {
    let world = World::of_eu().await;
    let first = text(&signed_in(&world).await, "refresh_token");
    let lost = SHOP.refresh(&world, "eu", &first).await;
    let again = SHOP.refresh(&world, "eu", &first).await;
    assert_eq!(again.status, 200, "{}", again.body);
    let third = SHOP
        .refresh(&world, "eu", &text(&again, "refresh_token"))
        .await;
    assert_eq!(third.status, 200, "{}", third.body);
    // The answer that was lost was found by somebody else.
    let stolen = SHOP
        .refresh(&world, "eu", &text(&lost, "refresh_token"))
        .await;
    assert_eq!(stolen.json()["error"], "invalid_grant");
    let ended = SHOP
        .refresh(&world, "eu", &text(&third, "refresh_token"))
        .await;
    assert_eq!(ended.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_thief_who_is_quick_is_found_out_once_a_successor_was_used() {
    let world = World::of_eu().await;
    let first = text(&signed_in(&world).await, "refresh_token");
    let second = text(&SHOP.refresh(&world, "eu", &first).await, "refresh_token");
    let third = text(&SHOP.refresh(&world, "eu", &second).await, "refresh_token");
    // Still within the grace, but the successor was used: no lost answer explains that.
    let thief = SHOP.refresh(&world, "eu", &first).await;
    assert_eq!(thief.json()["error"], "invalid_grant");
    let owner = SHOP.refresh(&world, "eu", &third).await;
    assert_eq!(owner.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn of_many_refreshes_at_once_every_one_is_of_the_same_generation() {
    let world = World::of_eu().await;
    let first = text(&signed_in(&world).await, "refresh_token");
    let answers = tokio::join!(
        SHOP.refresh(&world, "eu", &first),
        SHOP.refresh(&world, "eu", &first),
        SHOP.refresh(&world, "eu", &first),
        SHOP.refresh(&world, "eu", &first),
    );
    for answer in [&answers.0, &answers.1, &answers.2, &answers.3] {
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    let state: (i32, i64, i64) = sqlx::query_as(
        "SELECT max(client_grant.refreshes), count(*) FILTER (WHERE token.used_at IS NOT NULL), \
                count(*) FILTER (WHERE token.generation = 1) \
         FROM auth.refresh_token AS token JOIN auth.client_grant ON client_grant.id = token.grant_id",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    assert_eq!(state, (1, 1, 4));
    // One of them is used; from then on the others mean that two hold the family.
    a_minute_later(&world).await;
    let next = SHOP
        .refresh(&world, "eu", &text(&answers.2, "refresh_token"))
        .await;
    assert_eq!(next.status, 200, "{}", next.body);
    let sibling = SHOP
        .refresh(&world, "eu", &text(&answers.0, "refresh_token"))
        .await;
    assert_eq!(sibling.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_replayed_code_ends_the_refresh_tokens_too() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    RelyingParty::exchange_well(&world, "eu", &code).await;
    let refused = SHOP
        .refresh(&world, "eu", &text(&tokens, "refresh_token"))
        .await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_refresh_token_is_worth_nothing_to_another_client() {
    let world = World::of_eu().await;
    let token = text(&signed_in(&world).await, "refresh_token");
    let refused = APP.refresh(&world, "eu", &token).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
    // That neither used it up nor ended anything.
    assert_eq!(SHOP.refresh(&world, "eu", &token).await.status, 200);
}

#[tokio::test]
async fn a_refresh_may_ask_for_less_and_never_for_more() {
    let world = World::of_eu().await;
    let token = text(&signed_in(&world).await, "refresh_token");
    let ask = async |token: &str, scope: &str| {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("scope", scope),
        ];
        SHOP.token(&world, "eu", &fields).await
    };
    let more = ask(&token, "openid bookings_write").await;
    assert_eq!(more.json()["error"], "invalid_scope");
    let less = ask(&token, "openid").await;
    assert_eq!(less.json()["scope"], "openid");
    // The ID token is as narrow.
    let id_token = RelyingParty::claims(&text(&less, "id_token"));
    assert_eq!(id_token.get("email"), None);
    // The grant itself is as wide as before.
    let all = SHOP
        .refresh(&world, "eu", &text(&less, "refresh_token"))
        .await;
    assert_eq!(all.json()["scope"], "openid profile email");
    let id_token = RelyingParty::claims(&text(&all, "id_token"));
    assert_eq!(id_token["email"], "camille@example.test");
    // Without `openid` nobody is named.
    let nobody = ask(&text(&all, "refresh_token"), "email").await;
    assert_eq!(nobody.json().get("id_token"), None);
}

#[tokio::test]
async fn a_scope_that_the_application_has_lost_is_not_refreshed() {
    let world = World::of_eu().await;
    let token = text(&signed_in(&world).await, "refresh_token");
    // As if the Application had it when the person signed in.
    sqlx::query("UPDATE auth.client_grant SET scopes = scopes || '{phone}'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let known = SHOP.introspect(&world, "eu", &token).await;
    assert_eq!(known["scope"], "openid profile email");
    let refreshed = SHOP.refresh(&world, "eu", &token).await;
    assert_eq!(refreshed.json()["scope"], "openid profile email");
}

#[tokio::test]
async fn a_refresh_token_is_not_active_once_the_session_that_it_ends_with_is_over() {
    let world = World::of_eu().await;
    let token = text(&signed_in(&world).await, "refresh_token");
    assert_eq!(SHOP.introspect(&world, "eu", &token).await["active"], true);
    sqlx::query("UPDATE auth.session SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(SHOP.introspect(&world, "eu", &token).await["active"], false);
}

#[tokio::test]
async fn refresh_tokens_end_when_they_rest_too_long_or_the_grant_is_old() {
    let world = World::of_eu().await;
    let token = text(&signed_in(&world).await, "refresh_token");
    let left: (bool, bool) = sqlx::query_as(
        "SELECT expires_at BETWEEN now() + interval '23 hours' AND now() + interval '25 hours', true \
         FROM auth.refresh_token",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    assert!(left.0, "the idle limit");
    sqlx::query("UPDATE auth.client_grant SET created_at = now() - interval '167 hours'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let last = SHOP.refresh(&world, "eu", &token).await;
    let old: bool = sqlx::query_scalar(
        "SELECT expires_at < now() + interval '61 minutes' FROM auth.refresh_token WHERE generation = 1",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    assert!(old, "the absolute limit");
    sqlx::query("UPDATE auth.refresh_token SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let refused = SHOP
        .refresh(&world, "eu", &text(&last, "refresh_token"))
        .await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_person_who_is_erased_is_refreshed_no_more() {
    let world = World::of_eu().await;
    let tokens = signed_in(&world).await;
    let sub = RelyingParty::claims(&text(&tokens, "id_token"))["sub"].clone();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, sub.as_str().unwrap())
        .await
        .unwrap();
    let refused = SHOP
        .refresh(&world, "eu", &text(&tokens, "refresh_token"))
        .await;
    assert_eq!(refused.json()["error"], "invalid_grant");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.refresh_token")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn signing_out_ends_refresh_tokens_but_for_offline_access() {
    let world = World::of_eu().await;
    let (mut browser, code) = RelyingParty::register(&world, "camille@example.test").await;
    let online = RelyingParty::exchange_well(&world, "eu", &code).await;
    let offline = RelyingParty::authorize_url(&[("scope", "openid offline_access")]);
    let code = browser.open(&offline).await.parameter("code").unwrap();
    let offline = RelyingParty::exchange_well(&world, "eu", &code).await;
    let logout = format!("/logout?id_token_hint={}", text(&online, "id_token"));
    let page = browser
        .open(&format!("https://eu.login.aurora.localhost:8443{logout}"))
        .await;
    assert!(page.status.is_success(), "{}", page.body);
    let ended = SHOP
        .refresh(&world, "eu", &text(&online, "refresh_token"))
        .await;
    assert_eq!(ended.json()["error"], "invalid_grant");
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&online, "access_token")).await;
    assert_eq!(userinfo.status, 401);
    let kept = SHOP
        .refresh(&world, "eu", &text(&offline, "refresh_token"))
        .await;
    assert_eq!(kept.status, 200, "{}", kept.body);
}

#[tokio::test]
async fn a_token_for_an_api_is_asked_for_by_its_resource() {
    let world = World::of_eu().await;
    let (_, code) = RelyingParty::register(&world, "camille@example.test").await;
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let ask = async |token: &str, resource: &str| {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("resource", resource),
        ];
        SHOP.token(&world, "eu", &fields).await
    };
    let token = text(&tokens, "refresh_token");
    let stranger = ask(&token, "https://evil.example/").await;
    assert_eq!(stranger.json()["error"], "invalid_target");
    let for_api = ask(&token, BOOKINGS_API).await;
    let claims = RelyingParty::claims(&text(&for_api, "access_token"));
    assert_eq!(claims["aud"], json!(BOOKINGS_API));
    // What is meant for the API is not taken by userinfo.
    let userinfo = RelyingParty::userinfo(&world, "eu", &text(&for_api, "access_token")).await;
    assert_eq!(userinfo.status, 401);
}
