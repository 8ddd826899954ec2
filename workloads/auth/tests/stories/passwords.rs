//! Passwords: set, used, changed, forgotten, removed.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{
    Browser, RelyingParty, World,
    passwords::{ACCOUNT, EMAIL, PASSWORD, at_proof, set_password, try_password, with_password},
    world::offer_all,
};

const HOST: &str = "eu.login.aurora.localhost";
const SESSION: &str = "__Host-domicile-session";

#[tokio::test]
async fn a_light_account_becomes_a_full_one_the_same_person_with_a_password() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut browser = at_proof(&world, "Camille@EXAMPLE.test").await;
    let answer = try_password(&mut browser, PASSWORD).await;
    let code = answer
        .parameter("code")
        .expect("decisions are kept: nothing is asked");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code)
        .await
        .json();
    let claims = RelyingParty::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(claims["amr"], json!(["pwd"]));
    let persons = world.eu().profile_store.persons();
    assert_eq!(
        persons.keys().collect::<Vec<_>>(),
        [claims["sub"].as_str().unwrap()]
    );
}

#[tokio::test]
async fn the_e_mailed_code_still_signs_in_whoever_has_a_password() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut browser = at_proof(&world, EMAIL).await;
    let page = browser.submit(&[("action", "email")]).await;
    assert_eq!(page.url.path(), "/code");
    let code = world.mailbox.next().await.code();
    let answer = browser.submit(&[("code", &code)]).await;
    assert!(answer.parameter("code").is_some());
}

#[tokio::test]
async fn a_password_that_a_guesser_would_try_is_not_taken() {
    let world = World::with_passwords().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    for (password, says) in [
        ("short", "too short"),
        ("password1", "lists of stolen passwords"),
        ("camillemartin", "easy to guess"),
        ("Aurora.Camille", "easy to guess"),
    ] {
        browser.open(ACCOUNT).await;
        let page = set_password(&mut browser, password).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(page.body.contains(says), "{password}: {}", page.body);
    }
    browser.open(ACCOUNT).await;
    let fields = [
        ("new_password", PASSWORD),
        ("new_password_again", "another one entirely"),
    ];
    let page = browser.submit_to("/account/password", &fields).await;
    assert!(page.body.contains("are not the same"));
}

#[tokio::test]
async fn changing_the_password_asks_who_it_is_after_ten_minutes() {
    let world = World::with_passwords().await;
    let mut browser = with_password(&world, EMAIL, PASSWORD).await;
    sqlx::query("UPDATE auth.session SET authenticated_at = now() - interval '11 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = browser.open(ACCOUNT).await;
    assert!(!page.body.contains("name=\"new_password\""));
    // The form of an old page is not enough either.
    let page = set_password(&mut browser, "a whole other sentence").await;
    assert_eq!(page.title(), "Sign in");
    browser.submit(&[("email", EMAIL)]).await;
    let page = try_password(&mut browser, PASSWORD).await;
    assert_eq!(
        page.url.path(),
        "/account",
        "the old one is still in force: {}",
        page.body
    );
    let page = set_password(&mut browser, "a whole other sentence").await;
    assert!(page.body.contains("Your password is set."));
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_renames_this_one() {
    let world = World::with_passwords().await;
    let mut laptop = with_password(&world, EMAIL, PASSWORD).await;
    let mut phone = at_proof(&world, EMAIL).await;
    try_password(&mut phone, PASSWORD).await;
    let before = laptop.cookie(HOST, SESSION).unwrap();
    laptop.open(ACCOUNT).await;
    set_password(&mut laptop, "a whole other sentence").await;
    assert_ne!(laptop.cookie(HOST, SESSION).unwrap(), before);
    assert_eq!(laptop.open(ACCOUNT).await.title(), "Your sign-in");
    assert_eq!(phone.open(ACCOUNT).await.title(), "Sign in");
    let mut thief = Browser::new(&world, "eu").at_home_in("eu");
    thief.set_cookie(HOST, SESSION, &before);
    assert_eq!(thief.open(ACCOUNT).await.title(), "Sign in");
    let mut browser = at_proof(&world, EMAIL).await;
    let page = try_password(&mut browser, PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_removed_password_signs_nobody_in() {
    let world = World::with_passwords().await;
    let mut browser = with_password(&world, EMAIL, PASSWORD).await;
    let page = browser
        .submit_to("/account/password", &[("action", "remove")])
        .await;
    assert!(page.body.contains("Your password is removed."));
    let mut other = at_proof(&world, EMAIL).await;
    let page = try_password(&mut other, PASSWORD).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link_that_works_once_and_ends_all_sessions() {
    let world = World::with_passwords().await;
    let mut laptop = with_password(&world, EMAIL, PASSWORD).await;
    let mut browser = at_proof(&world, EMAIL).await;
    let page = browser.submit(&[("action", "forgot")]).await;
    assert_eq!(page.title(), "Look in your mailbox");
    let link = world.mailbox.next().await.link();
    assert!(link.starts_with("https://eu.login.aurora.localhost:8443/password/reset?token=eu."));

    // A scanner opens it, twice; then the person, on any device.
    let mut phone = Browser::new(&world, "eu");
    phone.get(&link).await;
    let page = phone.open(&link).await;
    assert_eq!(page.title(), "Choose a new password");
    let (csrf, token) = (
        page.value_of("csrf").unwrap(),
        page.value_of("token").unwrap(),
    );
    let new = "a whole other sentence";
    let fields = |password| {
        [
            ("csrf", csrf.as_str()),
            ("token", token.as_str()),
            ("new_password", password),
            ("new_password_again", password),
        ]
    };
    let page = phone.post("/password/reset", &fields("password1")).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not used up by a bad choice"
    );
    let page = phone.post("/password/reset", &fields(new)).await;
    assert_eq!(page.title(), "Your password is changed", "{}", page.body);
    let page = phone
        .post("/password/reset", &fields("yet another sentence"))
        .await;
    assert_eq!(page.status, StatusCode::GONE);
    assert_eq!(phone.get(&link).await.status, StatusCode::GONE);

    assert_eq!(laptop.open(ACCOUNT).await.title(), "Sign in");
    let mut browser = at_proof(&world, EMAIL).await;
    assert_eq!(
        try_password(&mut browser, PASSWORD).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(
        try_password(&mut browser, new)
            .await
            .parameter("code")
            .is_some()
    );
}

#[tokio::test]
async fn whoever_has_a_password_is_told_by_mail_when_it_is_set_removed_or_replaced() {
    let world = World::with_passwords().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.open(ACCOUNT).await;
    let told = async |what: &str| {
        let mail = world.mailbox.next_notice(what).await;
        assert_eq!(mail.to, EMAIL);
        assert!(!mail.text.contains(PASSWORD), "{}", mail.text);
    };
    set_password(&mut browser, PASSWORD).await;
    told("The password of your account was set or changed.").await;
    set_password(&mut browser, "password1").await;
    assert!(world.mailbox.is_empty().await, "nothing has changed");
    browser.open(ACCOUNT).await;
    browser
        .submit_to("/account/password", &[("action", "remove")])
        .await;
    told("The password was removed from your account.").await;

    let mut browser = at_proof(&world, EMAIL).await;
    browser.submit(&[("action", "forgot")]).await;
    let link = world.mailbox.next().await.link();
    let page = browser.open(&link).await;
    let (csrf, token) = (
        page.value_of("csrf").unwrap(),
        page.value_of("token").unwrap(),
    );
    let new = "a whole other sentence";
    let fields = [
        ("csrf", csrf.as_str()),
        ("token", token.as_str()),
        ("new_password", new),
        ("new_password_again", new),
    ];
    browser.post("/password/reset", &fields).await;
    told("The password of your account was set or changed.").await;
}

#[tokio::test]
async fn a_link_to_replace_a_password_ends_after_half_an_hour() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut browser = at_proof(&world, EMAIL).await;
    browser.submit(&[("action", "forgot")]).await;
    let link = world.mailbox.next().await.link();
    sqlx::query("UPDATE auth.password_reset SET expires_at = expires_at - interval '30 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(browser.get(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_password_is_hashed_anew_when_the_tenant_asks_for_more_work() {
    let world = World::of(&["eu"], |bundle| {
        offer_all(bundle);
        bundle.sign_in.password.iterations = 3;
    })
    .await;
    with_password(&world, EMAIL, PASSWORD).await;
    let kept = async || -> String {
        sqlx::query_scalar("SELECT hash FROM auth.password")
            .fetch_one(&world.eu().pool)
            .await
            .unwrap()
    };
    assert!(kept().await.starts_with("$argon2id$v=19$m=19456,t=3,p=1$"));
    // As it was kept before the tenant asked for more: the same password under fewer passes.
    let weaker = hash_of(PASSWORD).await;
    sqlx::query("UPDATE auth.password SET hash = $1")
        .bind(&weaker)
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let mut browser = at_proof(&world, EMAIL).await;
    assert!(
        try_password(&mut browser, PASSWORD)
            .await
            .parameter("code")
            .is_some()
    );
    assert!(kept().await.starts_with("$argon2id$v=19$m=19456,t=3,p=1$"));
}

async fn hash_of(password: &str) -> String {
    use domicile_credentials::password::{Capacity, Hasher, Parameters, Password};
    let capacity = Capacity {
        threads: 1,
        waiting: 1,
    };
    let hasher = Hasher::start(capacity).unwrap();
    hasher
        .hash(&Password::typed(password), Parameters::RECOMMENDED)
        .await
        .unwrap()
}

#[tokio::test]
async fn with_one_way_to_sign_in_nobody_is_asked_for_the_way() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser.submit(&[("email", EMAIL)]).await;
    assert_eq!(page.url.path(), "/code");
    let mut member = Browser::new(&world, "eu").at_home_in("eu");
    member.open(ACCOUNT).await;
    world.mailbox.next().await;
    let page = member.sign_in_by_code(EMAIL).await;
    assert!(
        !page.body.contains("id=\"password\""),
        "no section for what is not offered"
    );
}
