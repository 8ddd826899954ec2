//! People who prove themselves a second time by a code that is sent to their telephone number.

use axum::http::StatusCode;
use domicile_bundle::{AssuranceLevel, SecondFactor};
use serde_json::json;

use crate::{
    authenticator::Authenticator,
    second_factors::{at_sign_in, codes_on},
    support::{Browser, RelyingParty, SmsAdapter, World, sms_adapter::NUMBER},
    telephone_numbers::{ACCOUNT, EMAIL, proven},
};

const MULTI: &str = "urn:domicile:acr:multi-factor";

/// A tenant that takes codes by SMS as a second factor.
pub async fn world() -> (SmsAdapter, World) {
    SmsAdapter::with_world(|_, sms| sms.second_factor = true).await
}

/// Another browser, before the second proof of somebody who has a number.
pub async fn before_the_factor<'a>(world: &'a World, adapter: &SmsAdapter) -> Browser<'a> {
    let (mut own, _) = RelyingParty::register(world, EMAIL).await;
    own.add_number(adapter, NUMBER).await;
    let mut browser = at_sign_in(world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    browser
}

#[tokio::test]
async fn whoever_has_proven_a_number_is_asked_for_a_code_by_sms() {
    let (adapter, world) = world().await;
    let mut browser = before_the_factor(&world, &adapter).await;
    let page = browser.get("/factor").await;
    assert!(page.body.contains("ends in 78"), "{}", page.body);
    assert!(
        !page.body.contains("34 56"),
        "and no more of it: {}",
        page.body
    );
    assert_eq!(
        adapter.calls().len(),
        1,
        "nothing is sent before it is wished"
    );
    let page = browser.submit(&[("action", "sms")]).await;
    assert!(page.body.contains("id=\"sms_code\""), "{}", page.body);
    let call = adapter.calls().remove(1);
    assert_eq!(
        (&call["to"], &call["kind"]),
        (&json!(NUMBER), &json!("secondFactor"))
    );
    let answer = browser.submit(&[("sms_code", &adapter.code())]).await;
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(claims["acr"], MULTI);
    assert_eq!(claims["amr"], json!(["otp", "sms", "mfa"]), "RFC 8176");
}

#[tokio::test]
async fn a_number_is_no_second_factor_where_the_tenant_does_not_say_so() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    own.add_number(&adapter, NUMBER).await;
    let mut browser = at_sign_in(&world, &[]).await;
    let answer = browser.sign_in_by_code(EMAIL).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    // Nor where there are no codes at all.
    world.eu().reconfigure(|bundle| {
        bundle.sms.as_mut().unwrap().second_factor = true;
        bundle.sign_in.second_factor = SecondFactor::Disabled;
    });
    let mut browser = at_sign_in(&world, &[]).await;
    let answer = browser.sign_in_by_code(EMAIL).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn passkey_and_app_are_offered_before_a_message() {
    let (adapter, world) = world().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    let mut authenticator = Authenticator::new(b"key");
    own.add_passkey(&mut authenticator, "").await;
    own.step_up_by_passkey(&mut authenticator).await;
    own.add_number(&adapter, NUMBER).await;
    own.add_app().await;
    let mut browser = at_sign_in(&world, &[]).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    let places: Vec<usize> = [
        "action=\"/passkey\"",
        "id=\"code\"",
        "id=\"send-sms\"",
        "id=\"recovery_code\"",
    ]
    .iter()
    .map(|part| {
        page.body
            .find(part)
            .unwrap_or_else(|| panic!("{part} {}", page.body))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn a_message_is_never_what_phishing_resistant_asks_for() {
    let (adapter, world) = SmsAdapter::with_world(|bundle, sms| {
        sms.second_factor = true;
        for application in &mut bundle.applications {
            application.minimum_acr = Some(AssuranceLevel::PhishingResistant);
        }
    })
    .await;
    let mut own = Browser::new(&world, "eu");
    own.open(ACCOUNT).await;
    own.submit(&[("country", "FR"), ("action", "register")])
        .await;
    own.submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    own.submit(&[("code", &code)]).await;
    own.add_number(&adapter, NUMBER).await;
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    browser.submit(&[("action", "sms")]).await;
    let page = browser.submit(&[("sms_code", &adapter.code())]).await;
    assert_eq!(
        page.url.path(),
        "/enrolment",
        "a passkey is set up: {}",
        page.body
    );
    assert!(!page.body.contains("id=\"app-key\""), "{}", page.body);
}

#[tokio::test]
async fn whoever_loses_the_phone_has_recovery_codes() {
    let (adapter, world) = world().await;
    let (mut own, _) = RelyingParty::register(&world, EMAIL).await;
    let page = own.add_number(&adapter, NUMBER).await;
    let codes = codes_on(&page);
    assert_eq!(codes.len(), 10, "{}", page.body);
    let mut browser = at_sign_in(&world, &[]).await;
    browser.sign_in_by_code(EMAIL).await;
    let answer = browser.submit(&[("recovery_code", &codes[0])]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    // With the second proof the number is removed, and nobody is asked for it again.
    browser.open(ACCOUNT).await;
    browser.submit_to("/account/phone/remove", &[]).await;
    assert_eq!(proven(&world).await, 0);
    let mut browser = at_sign_in(&world, &[("prompt", "login")]).await;
    let answer = browser.sign_in_by_code(EMAIL).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn a_message_that_cannot_be_sent_leaves_the_other_ways() {
    let (adapter, world) = world().await;
    let mut browser = before_the_factor(&world, &adapter).await;
    adapter.answer_with(Some(StatusCode::BAD_GATEWAY));
    let page = browser.submit(&[("action", "sms")]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    for shown in [
        "could not be sent by SMS",
        "confirm another way",
        "id=\"recovery_code\"",
        "id=\"cancel\"",
    ] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    // A country that the company sends no messages to any more is no other case.
    adapter.answer_with(None);
    world
        .eu()
        .reconfigure(|bundle| bundle.sms.as_mut().unwrap().countries = vec!["US".to_owned()]);
    let page = browser.submit(&[("action", "sms")]).await;
    assert!(page.body.contains("confirm another way"), "{}", page.body);
    assert_eq!(adapter.calls().len(), 1);
}

#[tokio::test]
async fn where_a_second_factor_is_required_the_last_one_stays() {
    let (adapter, world) = SmsAdapter::with_world(|_, sms| sms.second_factor = true).await;
    let mut browser = before_the_factor(&world, &adapter).await;
    world
        .eu()
        .reconfigure(|bundle| bundle.sign_in.second_factor = SecondFactor::Required);
    browser.submit(&[("action", "sms")]).await;
    let answer = browser.submit(&[("sms_code", &adapter.code())]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    browser.open(ACCOUNT).await;
    let page = browser.submit_to("/account/phone/remove", &[]).await;
    assert!(page.body.contains("Nothing was removed"), "{}", page.body);
    assert_eq!(proven(&world).await, 1);
}
