//! People who set up a telephone number because a sign-in needs a second proof, and those who try to misuse that.

use axum::http::StatusCode;
use domicile_bundle::{Bundle, Sms};
use serde_json::json;

use crate::{
    second_factors::{at_sign_in, codes_on},
    support::{
        Answer, Browser, RelyingParty, SmsAdapter, World, authenticator_app::AuthenticatorApp,
        sms_adapter::NUMBER,
    },
    telephone_numbers::{EMAIL, proven},
};

const MULTI: &str = "urn:domicile:acr:multi-factor";
const PAGE: &str = "https://eu.login.aurora.localhost:8443/enrolment/phone";

/// A page of an application that takes two proofs and nothing less.
fn two_proofs(level: &str) -> String {
    let claims = json!({ "id_token": { "acr": { "essential": true, "values": [level] } } });
    RelyingParty::authorize_url(&[("claims", &claims.to_string())])
}

async fn world(change: impl Fn(&mut Bundle, &mut Sms)) -> (SmsAdapter, World) {
    SmsAdapter::with_world(|bundle, sms| {
        sms.second_factor = true;
        change(bundle, sms);
    })
    .await
}

/// Camille is signed in, and has to set up a second factor.
async fn before_enrolment(world: &World) -> Browser<'_> {
    let (mut browser, _) = RelyingParty::register(world, EMAIL).await;
    let page = browser.open(&two_proofs(MULTI)).await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    browser
}

/// Another browser stands there too, with the first proof alone.
async fn somebody_else_there(world: &World) -> Browser<'_> {
    let mut browser = at_sign_in(world, &[]).await;
    browser.open(&two_proofs(MULTI)).await;
    let page = browser.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    browser
}

async fn type_number(browser: &mut Browser<'_>, number: &str) -> Answer {
    browser.open(PAGE).await;
    browser.submit(&[("number", number)]).await
}

fn wrong(right: &str) -> &'static str {
    if right == "000000" {
        "000001"
    } else {
        "000000"
    }
}

#[tokio::test]
async fn a_number_is_set_up_on_the_way_of_a_sign_in_that_needs_two_proofs() {
    let (adapter, world) = world(|_, _| {}).await;
    let mut browser = before_enrolment(&world).await;
    let page = browser.get("/enrolment").await;
    let places: Vec<Option<usize>> = ["id=\"add-passkey\"", "id=\"app-key\"", "id=\"use-number\""]
        .iter()
        .map(|part| page.body.find(part))
        .collect();
    assert!(places.iter().all(Option::is_some), "{}", page.body);
    assert!(places.is_sorted(), "it is offered last: {places:?}");

    let page = type_number(&mut browser, " 06 12 34 56 78 ").await;
    assert!(page.body.contains("+33 6 12 34 56 78"), "{}", page.body);
    let call = adapter.calls().remove(0);
    assert_eq!(
        (&call["to"], &call["kind"]),
        (&json!(NUMBER), &json!("verification"))
    );
    let right = adapter.code();
    let page = browser.type_code_of(&page, wrong(&right)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("You have 4 tries left."),
        "{}",
        page.body
    );
    let page = browser.type_code_of(&page, &right).await;
    let codes = codes_on(&page);
    assert_eq!(codes.len(), 10, "{}", page.body);

    browser.at = page.url.join("/recovery-codes").unwrap();
    let answer = browser.submit(&[("action", "continue")]).await;
    let code = answer.parameter("code").expect("a code");
    let tokens = RelyingParty::exchange_well(&world, "eu", &code).await;
    let claims = RelyingParty::claims(tokens.json()["id_token"].as_str().unwrap());
    assert_eq!(claims["acr"], MULTI);
    assert_eq!(claims["amr"], json!(["otp", "sms", "mfa"]), "RFC 8176");
    let value = json!({ "attribute": "phoneNumber", "purpose": "service", "value": NUMBER });
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "provider": "verified-phone", "values": [value] })]
    );
    world
        .mailbox
        .next_notice("A telephone number was confirmed")
        .await;

    // From then on it is asked for, and the codes on paper are good.
    let mut later = at_sign_in(&world, &[]).await;
    let page = later.sign_in_by_code(EMAIL).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    assert!(page.body.contains("id=\"send-sms\""), "{}", page.body);
    let answer = later.submit(&[("recovery_code", &codes[0])]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn a_number_is_offered_only_where_it_will_do() {
    let (adapter, world) = world(|_, sms| "marketing".clone_into(&mut sms.purpose)).await;
    let mut browser = before_enrolment(&world).await;
    // Its purpose rests on consent, which was denied.
    let page = browser.get("/enrolment").await;
    assert!(!page.body.contains("id=\"use-number\""), "{}", page.body);
    let page = browser.open(PAGE).await;
    assert!(page.body.contains("id=\"phone-consent\""), "{}", page.body);
    let csrf = browser.get("/enrolment").await.value_of("csrf").unwrap();
    let typed = [("csrf", csrf.as_str()), ("number", NUMBER)];
    browser.post("/enrolment/phone", &typed).await;
    assert!(
        adapter.calls().is_empty(),
        "nobody is texted without consent"
    );
    // Numbers are told to applications, and are no second factor.
    world
        .eu()
        .reconfigure(|bundle| bundle.sms.as_mut().unwrap().second_factor = false);
    let page = browser.open(PAGE).await;
    assert_eq!(page.url.path(), "/enrolment");
    assert!(!page.body.contains("id=\"use-number\""), "{}", page.body);
    // Only a passkey will do.
    world.eu().reconfigure(|bundle| {
        let sms = bundle.sms.as_mut().unwrap();
        (sms.second_factor, sms.purpose) = (true, "service".to_owned());
    });
    assert_eq!(browser.open(PAGE).await.url.path(), "/enrolment/phone");
    let page = browser.open(&two_proofs("phr")).await;
    assert!(!page.body.contains("id=\"use-number\""), "{}", page.body);
    let page = browser.open(PAGE).await;
    assert_eq!(page.url.path(), "/enrolment", "{}", page.body);
    let typed = [
        ("csrf", page.value_of("csrf").unwrap()),
        ("number", NUMBER.to_owned()),
    ];
    let typed = typed
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    browser.post("/enrolment/phone", &typed).await;
    assert!(adapter.calls().is_empty());
}

#[tokio::test]
async fn whoever_does_not_want_to_give_a_number_takes_another_way_or_cancels() {
    let (adapter, world) = world(|_, _| {}).await;
    let mut browser = before_enrolment(&world).await;
    let page = browser.open(PAGE).await;
    assert!(
        page.body.contains("id=\"back\" href=\"/enrolment\""),
        "{}",
        page.body
    );
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    assert!(adapter.calls().is_empty());
    browser.open(&two_proofs(MULTI)).await;
    let page = type_number(&mut browser, NUMBER).await;
    assert!(page.body.contains("id=\"cancel\""), "{}", page.body);
    // Loaded again, the page of the code begins anew.
    assert_eq!(
        browser.open(&format!("{PAGE}/code")).await.url.path(),
        "/enrolment/phone"
    );
    let csrf = page.value_of("csrf").unwrap();
    let fields = [("csrf", csrf.as_str()), ("action", "cancel")];
    let answer = browser.post("/enrolment/phone/code", &fields).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(proven(&world).await, 0);
}

#[tokio::test]
async fn a_number_that_gets_no_message_leaves_the_other_ways() {
    let (adapter, world) = world(|_, sms| sms.limits.per_number = 1).await;
    let mut browser = before_enrolment(&world).await;
    for (typed, problem) in [
        ("12", "Write a telephone number"),
        ("+49 1511 2345678", "numbers of this country"),
        ("+33 1 99 00 12 34", "Use a mobile number"),
    ] {
        let page = type_number(&mut browser, typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.body.contains(problem), "{typed} {}", page.body);
        assert!(page.body.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    adapter.answer_with(Some(StatusCode::BAD_GATEWAY));
    let page = type_number(&mut browser, NUMBER).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        page.body
            .contains("Codes cannot be sent by SMS at the moment."),
        "{}",
        page.body
    );
    assert!(page.body.contains("id=\"back\""), "{}", page.body);
    // What was asked for counts, though the adapter did not take it.
    adapter.answer_with(None);
    let page = type_number(&mut browser, NUMBER).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn a_first_proof_alone_sets_nothing_up_where_a_second_was_set_up_meanwhile() {
    let (adapter, world) = world(|_, _| {}).await;
    let mut own = before_enrolment(&world).await;
    // Somebody who reads Camille's mail stands before the same choice, and has begun with all of it.
    let mut attacker = somebody_else_there(&world).await;
    let with_app = attacker.get("/enrolment").await;
    let app = AuthenticatorApp::reading(&with_app);
    let with_code = type_number(&mut attacker, "+33612345679").await;
    let code = adapter.code();
    let page = type_number(&mut own, NUMBER).await;
    own.type_code_of(&page, &adapter.code()).await;
    assert_eq!(proven(&world).await, 1);

    let page = attacker.type_code_of(&with_code, &code).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    let (csrf, secret) = (
        with_app.value_of("csrf").unwrap(),
        with_app.value_of("secret").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("secret", secret.as_str()),
        ("code", &app.code(0)),
    ];
    let answer = attacker.post("/enrolment", &fields).await;
    assert_eq!(answer.location().path(), "/factor");
    let kept: String = sqlx::query_scalar("SELECT sealed_number FROM auth.phone_number")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    let apps: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.authenticator_app")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert!(!kept.is_empty());
    assert_eq!(apps, 0);
    let page = attacker.get("/factor").await;
    assert!(page.body.contains("ends in 78"), "{}", page.body);
}

#[tokio::test]
async fn a_number_that_waits_in_one_sign_in_is_not_proven_in_another() {
    let (adapter, world) = world(|_, _| {}).await;
    let mut own = before_enrolment(&world).await;
    let mut other = somebody_else_there(&world).await;
    let page = type_number(&mut own, NUMBER).await;
    let (pending, code) = (page.value_of("pending").unwrap(), adapter.code());
    assert!(!pending.contains("12345678"), "it is sealed");
    for fields in [
        [("pending", pending.as_str()), ("code", code.as_str())],
        [("pending", pending.as_str()), ("action", "resend")],
    ] {
        other.open(PAGE).await;
        let page = other.submit_to("/enrolment/phone/code", &fields).await;
        assert_eq!(page.url.path(), "/enrolment/phone", "{}", page.body);
    }
    assert_eq!((proven(&world).await, adapter.calls().len()), (0, 1));
    // Nor from another site.
    let fields = [("csrf", "x"), ("number", NUMBER)];
    for path in ["/enrolment/phone", "/enrolment/phone/code"] {
        let answer = other.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn guessing_the_code_of_a_number_on_the_way_of_a_sign_in_ends_soon() {
    let (adapter, world) = world(|_, _| {}).await;
    let mut browser = before_enrolment(&world).await;
    let mut page = type_number(&mut browser, NUMBER).await;
    for _ in 0..11 {
        let guess = wrong(&adapter.code());
        let next = browser.type_code_of(&page, guess).await;
        if next.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(next.headers.contains_key("retry-after"));
            assert_eq!(proven(&world).await, 0);
            return;
        }
        if next.body.contains("no longer good") {
            page = type_number(&mut browser, NUMBER).await;
        } else {
            page = next;
        }
    }
    panic!("ten tries in ten minutes, and then some: {}", page.body);
}
