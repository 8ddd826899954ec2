//! Somebody who knows the first proof and wants to do without the second.

use axum::http::StatusCode;

use crate::{
    authenticator::Authenticator,
    second_factors::{EMAIL, at_sign_in, codes_on},
    support::{Browser, RelyingParty, World, authenticator_app::AuthenticatorApp},
};

/// Camille has an app; somebody reads her mail and stands before the second proof.
async fn before_the_factor(world: &World) -> (Browser<'_>, AuthenticatorApp, Vec<String>) {
    let (mut own, _) = RelyingParty::register(world, EMAIL).await;
    let (app, page) = own.add_app().await;
    let mut attacker = at_sign_in(world, &[]).await;
    let page_of_factor = attacker.sign_in_by_code(EMAIL).await;
    assert_eq!(page_of_factor.url.path(), "/factor");
    (attacker, app, codes_on(&page))
}

fn is_signed_in(browser: &Browser<'_>) -> bool {
    browser
        .cookie("eu.login.aurora.localhost", "__Host-domicile-session")
        .is_some()
}

#[tokio::test]
async fn a_code_of_an_app_is_good_once() {
    let world = World::of_eu().await;
    let (mut browser, app, _) = before_the_factor(&world).await;
    let code = app.code(0);
    let answer = browser.submit(&[("code", &code)]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    let mut again = at_sign_in(&world, &[]).await;
    again.sign_in_by_code(EMAIL).await;
    for replayed in [code, app.code(-1)] {
        let page = again.submit(&[("code", &replayed)]).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.body
        );
    }
    assert!(!is_signed_in(&again));
}

#[tokio::test]
async fn guessing_codes_and_recovery_codes_ends_soon_and_a_passkey_is_not_held_up() {
    let world = World::of_eu().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    let mut authenticator = Authenticator::new(b"key");
    own.add_passkey(&mut authenticator, "").await;
    own.step_up_by_passkey(&mut authenticator).await;
    let (app, _) = own.add_app().await;
    let mut attacker = at_sign_in(&world, &[]).await;
    attacker.sign_in_by_code(EMAIL).await;
    let mut refused = 0;
    for guess in 0..12 {
        let (code, recovery) = (format!("{guess:06}"), format!("AAAAA-AAAA{:X}", guess % 10));
        let fields = if guess % 2 == 0 {
            [("code", code.as_str())]
        } else {
            [("recovery_code", recovery.as_str())]
        };
        let page = attacker.submit(&fields).await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(page.headers.contains_key("retry-after"));
            refused += 1;
        }
    }
    assert!(refused >= 2, "{refused}");
    attacker.submit(&[("code", &app.code(0))]).await;
    assert!(!is_signed_in(&attacker));
    let mut own = at_sign_in(&world, &[]).await;
    assert!(
        own.show_passkey(&mut authenticator)
            .await
            .parameter("code")
            .is_some()
    );
}

#[tokio::test]
async fn whoever_cancels_the_second_proof_is_not_signed_in_and_the_application_is_told() {
    let world = World::of_eu().await;
    let (mut attacker, _, _) = before_the_factor(&world).await;
    let flow = attacker
        .cookie("eu.login.aurora.localhost", "__Host-domicile-flow")
        .unwrap();
    let answer = attacker.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    assert!(!is_signed_in(&attacker));
    // Nor does any other page of the sign-in lead on.
    attacker.set_cookie("eu.login.aurora.localhost", "__Host-domicile-flow", &flow);
    for path in [
        "/consent",
        "/register",
        "/enrolment",
        "/recovery-codes",
        "/select-account",
    ] {
        let page = attacker
            .open(&format!("https://eu.login.aurora.localhost:8443{path}"))
            .await;
        assert_eq!(page.url.path(), "/factor", "{path}");
    }
    assert!(!is_signed_in(&attacker));
}

#[tokio::test]
async fn a_second_factor_of_another_person_does_not_do() {
    let world = World::of_eu().await;
    let (mut attacker, _, _) = before_the_factor(&world).await;
    let (mut alex, _) = RelyingParty::register(&world, "alex@example.test").await;
    let (alexs_app, page) = alex.add_app().await;
    let alexs_codes = codes_on(&page);
    for field in [
        ("code", alexs_app.code(0)),
        ("recovery_code", alexs_codes[0].clone()),
    ] {
        let page = attacker.submit(&[(field.0, &field.1)]).await;
        assert_eq!(
            page.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.body
        );
    }
    assert!(!is_signed_in(&attacker));
}

#[tokio::test]
async fn a_passkey_of_another_person_is_no_second_factor() {
    let world = World::of_eu().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    let mut camilles = Authenticator::new(b"camille's key");
    own.add_passkey(&mut camilles, "").await;
    own.step_up_by_passkey(&mut camilles).await;
    own.add_app().await;
    let (mut alex, _) = RelyingParty::register(&world, "alex@example.test").await;
    let mut alexs = Authenticator::new(b"alex's key");
    alex.add_passkey(&mut alexs, "").await;
    let mut attacker = at_sign_in(&world, &[]).await;
    attacker.sign_in_by_code(EMAIL).await;
    let page = attacker.show_passkey(&mut alexs).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    assert!(!is_signed_in(&attacker));
}

#[tokio::test]
async fn whoever_reads_the_mailbox_adds_no_factor_to_an_account_that_has_one() {
    let world = World::of_eu().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    own.add_passkey(&mut Authenticator::new(b"camille's key"), "")
        .await;
    let mut attacker = at_sign_in(&world, &[]).await;
    attacker.sign_in_by_code(EMAIL).await;
    assert!(is_signed_in(&attacker));
    for page in ["app/new", "passkeys/new"] {
        let address = format!("https://eu.login.aurora.localhost:8443/account/{page}");
        let page = attacker.open(&address).await;
        assert_eq!(page.url.path(), "/factor", "{}", page.body);
    }
}

#[tokio::test]
async fn nobody_answers_or_changes_a_second_factor_from_another_site() {
    let world = World::of_eu().await;
    let (mut browser, app, codes) = before_the_factor(&world).await;
    let forged = [
        ("csrf", "forged"),
        ("code", &app.code(0)),
        ("recovery_code", codes[0].as_str()),
    ];
    assert_eq!(
        browser.post("/factor", &forged).await.status,
        StatusCode::FORBIDDEN
    );
    browser.submit(&[("code", &app.code(0))]).await;
    assert!(is_signed_in(&browser));
    for path in [
        "/account/app/new",
        "/account/app/remove",
        "/account/recovery-codes",
    ] {
        let answer = browser
            .post(
                &format!("https://eu.login.aurora.localhost:8443{path}"),
                &forged,
            )
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_thief_of_a_mailbox_cannot_add_a_factor_to_an_account_that_has_one() {
    let world = World::of_eu().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    own.add_app().await;
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["phr"]}}}"#;
    let mut attacker = at_sign_in(&world, &[("claims", essential)]).await;
    let page = attacker.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "the app first: {}", page.body);
}
