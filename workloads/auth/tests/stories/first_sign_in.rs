//! Camille registers, decides, and is signed in to the shop.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::{Browser, RelyingParty, World, relying_party::CALLBACK};

#[tokio::test]
async fn camille_registers_decides_and_is_signed_in_to_the_shop() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");

    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(
        page.url.as_str(),
        "https://eu.login.aurora.localhost:8443/residence"
    );
    assert_eq!(page.title(), "Where do you live?");

    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    assert_eq!(
        (page.url.path(), page.title().as_str()),
        ("/register", "Create your account")
    );
    assert!(page.body.contains("Terms of use") && page.body.contains("Privacy notice"));

    let details = [
        ("given_name", "Camille"),
        ("family_name", "Martin"),
        ("email", "camille@example.test"),
    ];
    let page = browser.submit(&details).await;
    assert_eq!((page.url.path(), page.status), ("/code", StatusCode::OK));
    assert_eq!(
        world.eu().profile_store.persons().len(),
        0,
        "nobody exists before the address is proven"
    );

    let mail = world.mailbox.next().await;
    assert_eq!(mail.to, "camille@example.test");
    assert!(
        mail.text.contains("Subject: Your Aurora code"),
        "{}",
        mail.text
    );
    let page = browser.submit(&[("code", &mail.code())]).await;
    assert_eq!(
        (page.url.path(), page.title().as_str()),
        ("/consent", "Your choices")
    );
    assert!(!page.body.contains("checked"), "nothing is preselected");

    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    assert!(answer.location().as_str().starts_with(CALLBACK));
    assert_eq!(answer.parameter("state").as_deref(), Some("the-state"));
    assert_eq!(
        answer.parameter("iss").as_deref(),
        Some("https://login.aurora.localhost:8443")
    );
    let code = answer.parameter("code").unwrap();
    assert!(code.starts_with("eu."));

    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.body);
    let id_token = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token["nonce"], "the-nonce");
    assert_eq!(id_token["aud"], "aurora.shop");
    assert_eq!(id_token["domicile_region"], "eu");
    assert_eq!(id_token["amr"], json!(["otp"]));

    let access_token = tokens.json()["access_token"].as_str().unwrap().to_owned();
    let userinfo = RelyingParty::userinfo(&world, "eu", &access_token).await;
    assert_eq!(
        userinfo.json(),
        json!({
            "sub": id_token["sub"],
            "domicile_region": "eu",
            "email": "camille@example.test", "email_verified": true,
            "given_name": "Camille",
        }),
        "marketing was declined: its claim stays away"
    );

    let sub = id_token["sub"].as_str().unwrap();
    let person = &world.eu().profile_store.persons()[sub];
    assert_eq!(
        *person,
        json!({
            "country": "FR", "language": "en", "brand": "aurora/aurora", "email": "camille@example.test",
            "givenName": "Camille", "familyName": "Martin", "application": "aurora.shop",
        })
    );
    let decisions = world.eu().profile_store.decisions_of(sub);
    assert_eq!(decisions[1]["purpose"], "newsletter");
    assert_eq!(decisions[1]["decision"], "Given");
    assert_eq!(decisions[0]["decision"], "Denied");
    assert_eq!(decisions[0]["documentVersion"], "2026-01");
}

#[tokio::test]
async fn the_next_application_asks_nothing() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(answer.parameter("code").unwrap().starts_with("eu."));
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("prompt", "none")]))
        .await;
    assert!(answer.parameter("code").is_some());
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    assert_eq!(
        (answer.url.path(), answer.title().as_str()),
        ("/register", "Sign in")
    );
}

#[tokio::test]
async fn somebody_who_has_an_account_types_the_address_only() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, "camille@example.test").await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    assert_eq!(page.title(), "Sign in");
    browser.submit(&[("email", "Camille@EXAMPLE.test")]).await;
    let code = world.mailbox.next().await.code();
    let answer = browser.submit(&[("code", &code)]).await;
    assert!(
        answer.parameter("code").is_some(),
        "purposes are decided already"
    );
    assert_eq!(world.eu().profile_store.persons().len(), 1);
    assert_eq!(world.eu().profile_store.puts(), 1);
}

#[tokio::test]
async fn somebody_who_only_thought_to_have_an_account_is_asked_for_the_rest() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "sign-in")])
        .await;
    browser.submit(&[("email", "new@example.test")]).await;
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.title(), "What may we call you?");
    let page = browser.submit(&[("given_name", "Noa")]).await;
    assert_eq!(page.title(), "Your choices");
    let persons = world.eu().profile_store.persons();
    let person = persons.values().next().unwrap();
    assert_eq!(person["givenName"], "Noa");
    assert_eq!(person.get("familyName"), None, "some people have one name");
}

#[tokio::test]
async fn a_newcomer_whose_region_is_only_remembered_is_asked_where_they_live() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.set_cookie("login.aurora.localhost", "domicile_region", "eu");
    browser.set_cookie("eu.login.aurora.localhost", "domicile_region", "eu");
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(
        (page.url.path(), page.title().as_str()),
        ("/register", "Sign in")
    );
    browser.submit(&[("email", "new@example.test")]).await;
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/residence");
    let page = browser.submit(&[("country", "FR")]).await;
    assert_eq!(page.title(), "What may we call you?");
    let page = browser
        .submit(&[("given_name", "Noa"), ("family_name", "Lévy")])
        .await;
    assert_eq!(page.title(), "Your choices");
}

#[tokio::test]
async fn cancelling_at_any_step_tells_the_application() {
    let world = World::of_eu().await;
    for step in 0..4 {
        let mut browser = Browser::new(&world, "eu");
        browser.open(&RelyingParty::authorize_url(&[])).await;
        if step > 0 {
            browser.submit(&[("country", "FR")]).await;
        }
        if step > 1 {
            let email = format!("person-{step}@example.test");
            browser
                .submit(&[("given_name", "Noa"), ("email", &email)])
                .await;
        }
        if step > 2 {
            let _ = world.mailbox.next().await;
            let code = world.mailbox.next().await.code();
            let page = browser.submit(&[("code", &code)]).await;
            assert_eq!(page.url.path(), "/consent");
        }
        let answer = browser.submit(&[("action", "cancel")]).await;
        assert_eq!(
            answer.parameter("error").as_deref(),
            Some("access_denied"),
            "step {step}"
        );
        assert_eq!(answer.parameter("state").as_deref(), Some("the-state"));
    }
}

#[tokio::test]
async fn a_registration_that_broke_in_the_middle_is_repaired_by_trying_again() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    browser
        .submit(&[("given_name", "Camille"), ("email", "camille@example.test")])
        .await;
    let code = world.mailbox.next().await.code();
    world.eu().profile_store.break_down(true);
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    let reserved: String =
        sqlx::query_scalar("SELECT sub FROM auth.identifier WHERE state = 'reserved'")
            .fetch_one(&world.eu().pool)
            .await
            .unwrap();
    world.eu().profile_store.break_down(false);
    let page = browser.submit(&[("action", "resend")]).await;
    assert_eq!(page.url.path(), "/code");
    let code = world.mailbox.next().await.code();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.title(), "Your choices");
    let persons = world.eu().profile_store.persons();
    assert_eq!(
        persons.keys().collect::<Vec<_>>(),
        [&reserved],
        "the same subject, once"
    );
}

#[tokio::test]
async fn sign_in_stays_up_while_the_profile_store_is_down() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, "camille@example.test").await;
    world.eu().profile_store.break_down(true);
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    let tokens =
        RelyingParty::exchange_well(&world, "eu", &answer.parameter("code").unwrap()).await;
    assert_eq!(tokens.status, StatusCode::OK);
    let id_token = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(id_token.get("email"), None);
}

#[tokio::test]
async fn no_table_of_sign_in_holds_a_name_or_an_address() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, "camille.canary@example.test").await;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT query_to_xml(format('SELECT * FROM auth.%I', tablename), true, false, '')::text \
         FROM pg_tables WHERE schemaname = 'auth' AND tablename <> '_sqlx_migrations'",
    )
    .fetch_all(&world.eu().pool)
    .await
    .unwrap();
    let dump = tables.join("\n").to_lowercase();
    assert!(dump.contains("aurora.shop"), "the dump is empty");
    for canary in ["camille", "canary", "martin", "63616d696c6c65"] {
        assert!(!dump.contains(canary), "{canary} in {dump}");
    }
}
