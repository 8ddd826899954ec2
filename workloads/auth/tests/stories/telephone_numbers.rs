//! People who prove a telephone number, and applications that get to know it.

use axum::http::StatusCode;
use domicile_bundle::{Bundle, Claim};
use serde_json::{Value, json};

use crate::support::{
    Browser, RelyingParty, SmsAdapter, World,
    endpoint::text,
    sms_adapter::{NEW, NUMBER},
};

pub const EMAIL: &str = "camille@example.test";
pub const ACCOUNT: &str = "https://eu.login.aurora.localhost:8443/account";

/// The shop may ask for the telephone number.
fn shown_to_the_shop(bundle: &mut Bundle) {
    let mut applications = bundle.applications.iter_mut();
    let shop = applications.find(|own| own.client_id == "aurora.shop");
    let shop = shop.unwrap();
    shop.scopes.push("phone".to_owned());
    shop.claims.push(Claim {
        claim: "phone_number".to_owned(),
        scope: "phone".to_owned(),
        attribute: "phoneNumber".to_owned(),
        purpose: "service".to_owned(),
    });
}

/// What userinfo and ID token say of the number; both say the same.
async fn told(world: &World, browser: &mut Browser<'_>) -> [Value; 2] {
    let url = RelyingParty::authorize_url(&[("scope", "openid phone")]);
    let code = browser.open(&url).await.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(world, "eu", &code).await;
    let userinfo = RelyingParty::userinfo(world, "eu", &text(&tokens, "access_token"))
        .await
        .json();
    let id_token = RelyingParty::claims(&text(&tokens, "id_token"));
    let of =
        |claims: &Value| ["phone_number", "phone_number_verified"].map(|name| claims[name].clone());
    assert_eq!(of(&userinfo), of(&id_token));
    of(&userinfo)
}

fn sub_of(world: &World) -> String {
    let persons = world.eu().profile_store.persons();
    persons.into_keys().next().unwrap()
}

#[tokio::test]
async fn a_number_is_proven_by_a_code_and_kept_with_source_and_purpose() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.open(ACCOUNT).await;
    assert!(page.body.contains("id=\"add-phone\""), "{}", page.body);
    // As it is written in the country where Camille lives.
    let page = browser.type_number(" 06 12 34 56 78 ").await;
    assert!(page.body.contains("+33 6 12 34 56 78"), "{}", page.body);
    let code = adapter.code();
    let call = adapter.calls().remove(0);
    let message = format!(
        "{code} is your Aurora code. Never give it to anyone.\n\n@eu.login.aurora.localhost #{code}"
    );
    assert_eq!(
        call,
        json!({ "type": "sms.code", "to": NUMBER, "text": message, "language": "en", "kind": "verification" }),
        "and nothing of the person"
    );
    let page = browser.type_code_of(&page, &code).await;
    assert!(
        page.body.contains("Your telephone number is confirmed."),
        "{}",
        page.body
    );
    assert!(page.body.contains("+33 6 12 34 56 78"), "{}", page.body);
    let value = json!({ "attribute": "phoneNumber", "purpose": "service", "value": NUMBER });
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "provider": "verified-phone", "values": [value] })]
    );
    let notice = world
        .mailbox
        .next_notice("A telephone number was confirmed")
        .await;
    assert!(!notice.text.contains("34 56"), "{}", notice.text);
}

#[tokio::test]
async fn an_application_gets_the_number_and_whether_it_is_the_one_that_was_proven() {
    let (adapter, world) = SmsAdapter::with_world(|bundle, _| shown_to_the_shop(bundle)).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    assert_eq!(told(&world, &mut browser).await, [Value::Null, Value::Null]);
    browser.add_number(&adapter, NUMBER).await;
    assert_eq!(
        told(&world, &mut browser).await,
        [json!(NUMBER), json!(true)]
    );
    // Another system tells it in another spelling, and then another number.
    let (sub, store) = (sub_of(&world), &world.eu().profile_store);
    for (value, verified) in [
        ("+33 6 12 34 56 78", true),
        ("+33612345679", false),
        ("no number", false),
    ] {
        store.learn(&sub, "phoneNumber", json!(value));
        assert_eq!(
            told(&world, &mut browser).await,
            [json!(value), json!(verified)]
        );
    }
}

#[tokio::test]
async fn a_number_is_changed_by_proving_another_and_is_removed_from_account_and_profile() {
    let (adapter, world) = SmsAdapter::with_world(|bundle, _| shown_to_the_shop(bundle)).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_number(&adapter, NUMBER).await;
    let page = browser.add_number(&adapter, "+33612345679").await;
    assert!(page.body.contains("+33 6 12 34 56 79"), "{}", page.body);
    assert!(!page.body.contains("+33 6 12 34 56 78"), "{}", page.body);
    let page = browser.submit_to("/account/phone/remove", &[]).await;
    assert!(
        page.body.contains("The telephone number was removed."),
        "{}",
        page.body
    );
    assert!(!page.body.contains("+33 6"), "{}", page.body);
    assert_eq!(told(&world, &mut browser).await, [Value::Null, Value::Null]);
    for what in ["confirmed", "confirmed", "removed from your account"] {
        world.mailbox.next_notice(what).await;
    }
}

#[tokio::test]
async fn a_message_speaks_the_language_of_the_page() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    RelyingParty::register(&world, EMAIL).await;
    let mut browser = Browser::new(&world, "eu").at_home_in("eu").speaking("fr");
    browser.open(ACCOUNT).await;
    browser.submit(&[("email", EMAIL)]).await;
    let code = world.mailbox.next().await.code();
    browser.submit(&[("code", &code)]).await;
    browser.type_number(NUMBER).await;
    let call = adapter.calls().remove(0);
    assert_eq!(call["language"], "fr");
    let message = call["text"].as_str().unwrap();
    assert!(message.contains("est votre code Aurora"), "{message}");
}

#[tokio::test]
async fn an_adapter_that_does_not_take_a_message_is_told_kindly_and_tried_again() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    for status in [
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::FOUND,
        StatusCode::BAD_REQUEST,
    ] {
        adapter.answer_with(Some(status));
        let page = browser.type_number(NUMBER).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(
            page.body
                .contains("Codes cannot be sent by SMS at the moment."),
            "{status} {}",
            page.body
        );
    }
    assert_eq!(world.eu().app.measures().codes_not_texted.get(), 3);
    adapter.answer_with(None);
    let page = browser.add_number(&adapter, NUMBER).await;
    assert!(page.body.contains("is confirmed."), "{}", page.body);
}

#[tokio::test]
async fn a_wrong_code_leaves_some_tries_and_a_new_one_can_be_sent() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.type_number(NUMBER).await;
    let first = adapter.code();
    let page = browser.type_code_of(&page, "12").await;
    assert!(page.body.contains("Type the six digits"), "{}", page.body);
    let wrong = if first == "000000" {
        "000001"
    } else {
        "000000"
    };
    let page = browser.type_code_of(&page, wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("You have 4 tries left."),
        "{}",
        page.body
    );
    let (csrf, pending) = (
        page.value_of("csrf").unwrap(),
        page.value_of("pending").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("pending", pending.as_str()),
        ("action", "resend"),
    ];
    let page = browser.post("/account/phone/code", &fields).await;
    assert_eq!(adapter.calls().len(), 2);
    let page = browser.type_code_of(&page, &adapter.code()).await;
    assert!(page.body.contains("is confirmed."), "{}", page.body);
}

#[tokio::test]
async fn a_number_under_consent_is_taken_of_those_who_have_given_it() {
    let (adapter, world) =
        SmsAdapter::with_world(|_, sms| "marketing".clone_into(&mut sms.purpose)).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.open(NEW).await;
    assert!(page.body.contains("id=\"phone-consent\""), "{}", page.body);
    browser.open(ACCOUNT).await;
    browser
        .submit_to("/account/phone/new", &[("number", NUMBER)])
        .await;
    assert!(
        adapter.calls().is_empty(),
        "nobody is texted without consent"
    );
    let (sub, store) = (sub_of(&world), &world.eu().profile_store);
    store.decide(&sub, "marketing", "Given");
    let page = browser.add_number(&adapter, NUMBER).await;
    assert!(page.body.contains("is confirmed."), "{}", page.body);
}

#[tokio::test]
async fn whoever_proved_who_they_are_long_ago_does_so_again_first() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_number(&adapter, NUMBER).await;
    sqlx::query("UPDATE auth.session SET authenticated_at = now() - interval '11 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    browser.open(ACCOUNT).await;
    let page = browser.submit_to("/account/phone/remove", &[]).await;
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert_eq!(proven(&world).await, 1);
    assert_eq!(browser.open(NEW).await.url.path(), "/register");
    browser.sign_in_by_code(EMAIL).await;
    assert_eq!(browser.open(NEW).await.url.path(), "/account/phone/new");
}

#[tokio::test]
async fn without_an_adapter_there_is_no_number_but_one_that_was_proven_can_go() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_number(&adapter, NUMBER).await;
    world.eu().reconfigure(|bundle| bundle.sms = None);
    let page = browser.open(ACCOUNT).await;
    assert!(!page.body.contains("id=\"change-phone\""), "{}", page.body);
    assert_eq!(browser.open(NEW).await.url.path(), "/account");
    let page = browser.submit_to("/account/phone/remove", &[]).await;
    assert!(!page.body.contains("id=\"phone\""), "{}", page.body);
    assert_eq!(proven(&world).await, 0);
}

#[tokio::test]
async fn erasing_a_person_forgets_their_number() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_number(&adapter, NUMBER).await;
    browser.type_number(NUMBER).await;
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, &sub_of(&world))
        .await
        .unwrap();
    let challenges: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.challenge")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!((proven(&world).await, challenges), (0, 0));
}

/// How many numbers are proven.
pub async fn proven(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM auth.phone_number")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap()
}
