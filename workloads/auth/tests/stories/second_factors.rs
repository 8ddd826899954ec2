//! People who prove themselves twice, and applications that ask for it.

use axum::http::StatusCode;
use domicile_bundle::{AssuranceLevel, SecondFactor};
use serde_json::{Value, json};

use crate::{
    authenticator::Authenticator,
    support::{
        Answer, Browser, RelyingParty, World,
        authenticator_app::AuthenticatorApp,
        passkey::{HOME, options_of},
    },
};

pub const EMAIL: &str = "camille@example.test";
const MULTI: &str = "urn:domicile:acr:multi-factor";

/// The recovery codes on a page.
pub fn codes_on(page: &Answer) -> Vec<String> {
    let parts = page.body.split("<li><code>").skip(1);
    parts
        .map(|part| part[..part.find('<').unwrap()].to_owned())
        .collect()
}

/// A browser in which nobody is signed in, at the first page of a sign-in.
pub async fn at_sign_in<'a>(world: &'a World, extra: &[(&str, &str)]) -> Browser<'a> {
    let mut browser = Browser::new(world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(extra)).await;
    browser
}

async fn claims_of(world: &World, answer: &Answer) -> Value {
    let code = answer
        .parameter("code")
        .unwrap_or_else(|| panic!("a code: {answer:?}"));
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await;
    RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap())
}

#[tokio::test]
async fn whoever_has_set_up_an_app_is_asked_for_its_code() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (app, page) = browser.add_app().await;
    assert_eq!(codes_on(&page).len(), 10, "{}", page.body);
    let mut browser = at_sign_in(&world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    assert!(
        browser
            .cookie("eu.login.aurora.localhost", "__Host-domicile-session")
            .is_none()
    );
    let answer = browser.submit(&[("code", &app.code(0))]).await;
    let claims = claims_of(&world, &answer).await;
    assert_eq!(claims["acr"], MULTI);
    assert_eq!(claims["amr"], json!(["otp", "mfa"]));
}

#[tokio::test]
async fn a_recovery_code_takes_the_place_of_the_app_once() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (_, page) = browser.add_app().await;
    let code = codes_on(&page)[3].to_lowercase();
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    let answer = browser.submit(&[("recovery_code", &code)]).await;
    assert_eq!(claims_of(&world, &answer).await["acr"], MULTI);
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    let page = browser.submit(&[("recovery_code", &code)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_open_session_is_asked_for_what_is_missing_only() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (app, _) = browser.add_app().await;
    let before = browser.cookie("eu.login.aurora.localhost", "__Host-domicile-session");
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert_eq!(
        claims_of(&world, &answer).await["acr"],
        "urn:domicile:acr:single-factor"
    );
    let page = browser
        .open(&RelyingParty::authorize_url(&[("acr_values", MULTI)]))
        .await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    let answer = browser.submit(&[("code", &app.code(0))]).await;
    let claims = claims_of(&world, &answer).await;
    assert_eq!(
        (&claims["acr"], &claims["amr"]),
        (&json!(MULTI), &json!(["otp", "mfa"]))
    );
    let after = browser.cookie("eu.login.aurora.localhost", "__Host-domicile-session");
    assert_ne!(before, after, "the handle is another one");
    let sessions: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.session")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(sessions, 1, "and the session is the same");
}

#[tokio::test]
async fn a_wish_that_nobody_can_fulfil_is_left_open_and_a_must_is_an_error() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("acr_values", "phr urn:x")]))
        .await;
    assert_eq!(
        claims_of(&world, &answer).await["acr"],
        "urn:domicile:acr:single-factor"
    );
    let unknown = r#"{"id_token":{"acr":{"essential":true,"values":["urn:x"]}}}"#;
    let answer = browser
        .open(&RelyingParty::authorize_url(&[("claims", unknown)]))
        .await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("unmet_authentication_requirements")
    );
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["phr"]}}}"#;
    let silent = [("claims", essential), ("prompt", "none")];
    let answer = browser.open(&RelyingParty::authorize_url(&silent)).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("interaction_required")
    );
}

#[tokio::test]
async fn an_essential_acr_has_a_passkey_set_up() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let essential = r#"{"id_token":{"acr":{"essential":true,"values":["phr"]}}}"#;
    let page = browser
        .open(&RelyingParty::authorize_url(&[("claims", essential)]))
        .await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    assert!(!page.body.contains("id=\"app-key\""), "a code would not do");
    let answer = Authenticator::new(b"new key").create(&options_of(&page), HOME);
    let ceremony = page.value_of("ceremony").unwrap();
    let answer = browser
        .submit(&[("ceremony", &ceremony), ("answer", &answer)])
        .await;
    let claims = claims_of(&world, &answer).await;
    assert_eq!(claims["acr"], "phr");
    assert_eq!(claims["amr"], json!(["otp", "hwk", "user", "mfa"]));
}

#[tokio::test]
async fn where_a_second_factor_is_required_everybody_sets_one_up_at_the_next_sign_in() {
    let world = World::of(&["eu"], |bundle| {
        bundle.sign_in.second_factor = SecondFactor::Required;
    })
    .await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    let app = AuthenticatorApp::reading(&page);
    let (csrf, secret) = (
        page.value_of("csrf").unwrap(),
        page.value_of("secret").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("secret", secret.as_str()),
        ("code", &app.code(-1)),
    ];
    let page = browser.post("/enrolment", &fields).await;
    assert_eq!(codes_on(&page).len(), 10, "{}", page.body);
    browser.at = page.url.join("/recovery-codes").unwrap();
    let page = browser.submit(&[("action", "continue")]).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
    // The last factor cannot be removed, another one can.
    let page = browser
        .open("https://eu.login.aurora.localhost:8443/account")
        .await;
    let csrf = page.value_of("csrf").unwrap();
    let answer = browser
        .post("/account/app/remove", &[("csrf", &csrf)])
        .await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("Nothing was removed"), "{}", page.body);
    browser
        .add_passkey(&mut Authenticator::new(b"new key"), "")
        .await;
    let answer = browser
        .post("/account/app/remove", &[("csrf", &csrf)])
        .await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("was removed."), "{}", page.body);
}

#[tokio::test]
async fn an_application_can_demand_a_passkey() {
    let world = World::of(&["eu"], |bundle| {
        for application in &mut bundle.applications {
            application.minimum_acr = Some(AssuranceLevel::PhishingResistant);
        }
    })
    .await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu");
    browser
        .open("https://login.aurora.localhost:8443/account")
        .await;
    let (mut first, mut authenticator) = (Browser::new(&world, "eu"), Authenticator::new(b"key"));
    first
        .open("https://login.aurora.localhost:8443/account")
        .await;
    first
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    first
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    first.submit(&[("code", &code)]).await;
    first.add_passkey(&mut authenticator, "").await;
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    let page = browser.show_passkey(&mut authenticator).await;
    assert_eq!(page.url.path(), "/consent", "{}", page.body);
}

#[tokio::test]
async fn whoever_leaves_takes_the_second_factors_along() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_app().await;
    let count = "SELECT (SELECT count(*) FROM auth.authenticator_app) + (SELECT count(*) FROM auth.recovery_code)";
    let pool = &world.eu().pool;
    let before: i64 = sqlx::query_scalar(count).fetch_one(pool).await.unwrap();
    assert_eq!(before, 11);
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.authenticator_app")
        .fetch_one(pool)
        .await
        .unwrap();
    domicile_auth::store::identifiers::remove_person(pool, &sub)
        .await
        .unwrap();
    let after: i64 = sqlx::query_scalar(count).fetch_one(pool).await.unwrap();
    assert_eq!(after, 0);
}

#[tokio::test]
async fn people_are_told_by_mail_what_changed_and_no_secret_is_in_it() {
    let world = World::of_eu().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let (app, page) = browser.add_app().await;
    let codes = codes_on(&page);
    let told = world.mailbox.next().await;
    assert_eq!(told.to, EMAIL);
    assert!(
        told.text.contains("An authenticator app was set up"),
        "{}",
        told.text
    );
    assert!(!codes.iter().any(|code| told.text.contains(code.as_str())));
    assert!(
        !told.text.contains("http"),
        "no link to click: {}",
        told.text
    );
    browser.step_up_by_app(&app).await;
    browser
        .add_passkey(&mut Authenticator::new(b"new key"), "")
        .await;
    let told = world.mailbox.next().await;
    assert!(told.text.contains("A passkey was added"), "{}", told.text);
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    browser.submit(&[("recovery_code", &codes[0])]).await;
    let told = world.mailbox.next().await;
    assert!(
        told.text.contains("A recovery code was used"),
        "{}",
        told.text
    );
}
