//! Answers of passkeys that somebody should not be able to use.

use axum::http::StatusCode;

use crate::{
    authenticator::Authenticator,
    passkeys::camille,
    support::{
        Answer, Browser, RelyingParty, World,
        passkey::{HOME, NEW, options_of},
    },
};

/// A browser on the page that asks for an address or a passkey.
async fn at_sign_in(world: &World) -> (Browser<'_>, Answer) {
    let mut browser = Browser::new(world, "eu").at_home_in("eu");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    (browser, page)
}

fn assert_refused(page: &Answer) {
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert!(
        page.body.contains("id=\"passkey-refused\""),
        "{}",
        page.body
    );
}

async fn sessions(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM auth.session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_answer_that_was_used_is_refused_in_the_same_browser_and_in_another() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    authenticator.counter = 0; // A synchronised passkey counts nothing: the challenge alone must stop the replay.
    sqlx::query(
        "UPDATE auth.passkey SET credential = jsonb_set(credential, '{cred,counter}', '0')",
    )
    .execute(&world.eu().pool)
    .await
    .unwrap();
    let (mut browser, page) = at_sign_in(&world).await;
    let flow = browser
        .cookie("eu.login.aurora.localhost", "__Host-domicile-flow")
        .unwrap();
    let answer = authenticator.get(&options_of(&page), HOME);
    let signed_in = browser.answer_passkey(&page, &answer).await;
    assert!(signed_in.parameter("code").is_some(), "{}", signed_in.body);
    // A thief has everything: the sealed sign-in, the page and the answer.
    browser.set_cookie("eu.login.aurora.localhost", "__Host-domicile-flow", &flow);
    assert_refused(&browser.answer_passkey(&page, &answer).await);
    let (mut thief, own) = at_sign_in(&world).await;
    assert_refused(&thief.answer_passkey(&own, &answer).await);
}

#[tokio::test]
async fn a_challenge_of_another_sign_in_is_refused() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let (_, theirs) = at_sign_in(&world).await;
    let (mut browser, own) = at_sign_in(&world).await;
    let answer = authenticator.get(&options_of(&theirs), HOME);
    let (csrf, ceremony) = (
        own.value_of("csrf").unwrap(),
        theirs.value_of("ceremony").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("ceremony", ceremony.as_str()),
        ("answer", answer.as_str()),
    ];
    let answer = browser.post("/passkey", &fields).await;
    assert_refused(&browser.follow(answer).await);
}

#[tokio::test]
async fn an_answer_from_another_site_is_refused() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    for origin in ["https://evil.example", "https://shop.aurora.localhost:8443"] {
        let (mut browser, page) = at_sign_in(&world).await;
        let answer = authenticator.get(&options_of(&page), origin);
        assert_refused(&browser.answer_passkey(&page, &answer).await);
    }
}

#[tokio::test]
async fn an_answer_for_another_relying_party_is_refused() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    authenticator.domain = Some("evil.example".to_owned());
    let (mut browser, _) = at_sign_in(&world).await;
    assert_refused(&browser.show_passkey(&mut authenticator).await);
}

#[tokio::test]
async fn a_copied_passkey_is_refused_and_opens_nothing_any_more() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let mut copy = authenticator.cloned();
    let (mut browser, _) = at_sign_in(&world).await;
    let signed_in = browser.show_passkey(&mut authenticator).await;
    assert!(signed_in.parameter("code").is_some());
    let (mut thief, _) = at_sign_in(&world).await;
    assert_refused(&thief.show_passkey(&mut copy).await);
    // Nobody knows which of the two is the copy.
    let (mut again, _) = at_sign_in(&world).await;
    assert_refused(&again.show_passkey(&mut authenticator).await);
    let page = browser
        .open("https://login.aurora.localhost:8443/account")
        .await;
    assert!(page.body.contains("may have been copied"), "{}", page.body);
}

#[tokio::test]
async fn a_removed_passkey_signs_nobody_in() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let (mut browser, _) = at_sign_in(&world).await;
    browser.show_passkey(&mut authenticator).await;
    let page = browser
        .open("https://login.aurora.localhost:8443/account")
        .await;
    let id = page.value_of("passkey").unwrap();
    let csrf = page.value_of("csrf").unwrap();
    let fields = [("csrf", csrf.as_str()), ("passkey", id.as_str())];
    let answer = browser.post("/account/passkeys/remove", &fields).await;
    let page = browser.follow(answer).await;
    assert!(
        page.body.contains("The passkey was removed."),
        "{}",
        page.body
    );
    let (mut again, _) = at_sign_in(&world).await;
    assert_refused(&again.show_passkey(&mut authenticator).await);
}

#[tokio::test]
async fn a_passkey_of_one_account_does_not_answer_for_another() {
    let world = World::of_eu().await;
    let mut camilles = camille(&world).await;
    let (mut alex, _) = RelyingParty::register(&world, "alex@example.test").await;
    let mut alexs = Authenticator::new(b"alex's key");
    alex.add_passkey(&mut alexs, "").await;
    // Alex's device claims Camille's handle, and Camille's credential with Alex's key.
    alexs.user_handle.clone_from(&camilles.user_handle);
    let (mut browser, _) = at_sign_in(&world).await;
    assert_refused(&browser.show_passkey(&mut alexs).await);
    alexs.credential_id.clone_from(&camilles.credential_id);
    let (mut browser, _) = at_sign_in(&world).await;
    assert_refused(&browser.show_passkey(&mut alexs).await);
    let (mut browser, _) = at_sign_in(&world).await;
    assert!(
        browser
            .show_passkey(&mut camilles)
            .await
            .parameter("code")
            .is_some()
    );
}

#[tokio::test]
async fn nobody_adds_or_removes_a_passkey_from_another_site() {
    let world = World::of_eu().await;
    let mut authenticator = camille(&world).await;
    let (mut browser, page) = at_sign_in(&world).await;
    let answer = authenticator.get(&options_of(&page), HOME);
    let ceremony = page.value_of("ceremony").unwrap();
    let fields = [
        ("csrf", "forged"),
        ("ceremony", &ceremony),
        ("answer", &answer),
    ];
    let refused = browser.post("/passkey", &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    browser.show_passkey(&mut authenticator).await;
    let page = browser.open(NEW).await;
    let answer = Authenticator::new(b"planted").create(&options_of(&page), HOME);
    let ceremony = page.value_of("ceremony").unwrap();
    let fields = [
        ("csrf", "forged"),
        ("ceremony", &ceremony),
        ("answer", &answer),
    ];
    let refused = browser.post(NEW, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = browser
        .post("/account/passkeys/remove", &[("csrf", "forged")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let passkeys: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.passkey")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(passkeys, 1);
}

#[tokio::test]
async fn a_link_that_somebody_else_made_signs_nobody_in() {
    let world = World::of_all_regions().await;
    let mut authenticator = camille(&world).await;
    let before = sessions(&world).await;
    let mut attacker = Browser::new(&world, "jp");
    let page = attacker.open(&RelyingParty::authorize_url(&[])).await;
    let answer = authenticator.get(&options_of(&page), "https://jp.login.aurora.localhost:8443");
    let (csrf, ceremony) = (
        page.value_of("csrf").unwrap(),
        page.value_of("ceremony").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("ceremony", ceremony.as_str()),
        ("answer", answer.as_str()),
    ];
    let sent = attacker.post("/passkey", &fields).await;
    let link = sent.location();
    assert_eq!(link.path(), "/passkey/home");
    let mut victim = Browser::new(&world, "eu");
    let page = victim.open(link.as_str()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", page.body);
    assert_eq!(sessions(&world).await, before);
    // The browser that showed the passkey goes on, once.
    assert!(
        attacker
            .open(link.as_str())
            .await
            .parameter("code")
            .is_some()
    );
    assert_eq!(
        attacker.open(link.as_str()).await.status,
        StatusCode::BAD_REQUEST
    );
}
