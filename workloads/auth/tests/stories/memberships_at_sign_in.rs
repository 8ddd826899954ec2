//! A membership that an application wants to know, linked on the way to it.

use axum::http::StatusCode;
use domicile_bundle::{Bundle, WantedAttribute};
use serde_json::{Value, json};

use crate::{
    memberships::{ACCOUNT, link, linked},
    progressive_profile::{has_code, registered, shop, sign_in_again},
    support::{
        Answer, Browser, MembershipSystem, RelyingParty, World,
        membership_system::{NUMBER, PIN},
    },
};

/// The shop wants to know the mileage number.
pub fn wanted(bundle: &mut Bundle, purpose: &str) {
    shop(bundle).push(WantedAttribute {
        attribute: "mileageNumber".to_owned(),
        purpose: purpose.to_owned(),
        sign_ins: 1,
        scope: None,
        required: false,
        ask_again_seconds: 86_400,
    });
}

/// A brand's system, and a shop that wants its numbers for a purpose.
pub async fn wanting(purpose: &str, change: impl Fn(&mut Bundle)) -> (MembershipSystem, World) {
    let system = MembershipSystem::start().await;
    let world = World::trusting(&["eu"], Some(&system.authority), |bundle| {
        system.offered_by(bundle, purpose);
        wanted(bundle, purpose);
        change(bundle);
    })
    .await;
    (system, world)
}

/// What is typed on the page.
pub fn typed<'a>(number: &'a str, pin: &'a str) -> [(&'a str, &'a str); 4] {
    let [membership, action] = [("membership", "miles"), ("action", "link")];
    [membership, ("number", number), ("answer-pin", pin), action]
}

/// "Not now."
pub const SKIPPED: [(&str, &str); 2] = [("membership", "miles"), ("action", "skip")];

/// Whether the page asks for the number.
pub fn is_asked(page: &Answer) -> bool {
    page.url.path() == "/membership" && page.body.contains("id=\"membership-miles\"")
}

/// Opens the shop as somebody who is signed in, or wants to be.
pub async fn go_to_the_shop(browser: &mut Browser<'_>) -> Answer {
    browser.open(&RelyingParty::authorize_url(&[])).await
}

#[tokio::test]
async fn a_member_links_their_number_on_the_way_to_the_application_once() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page), "{}", page.body);
    for shown in [
        "Are you a member of",
        "Aurora Miles",
        "PIN of your card",
        "id=\"skip\"",
    ] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    let answer = browser.submit(&typed("au 12345678", PIN)).await;
    assert!(has_code(&answer), "{}", answer.body);
    let value = json!({ "attribute": "mileageNumber", "purpose": "service", "value": NUMBER });
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "provider": "membership-miles", "values": [value] })]
    );
    assert_eq!(system.calls().len(), 1);
    assert!(has_code(&go_to_the_shop(&mut browser).await));
    assert!(has_code(&sign_in_again(&world, &[]).await));
    assert!(browser.open(ACCOUNT).await.body.contains(NUMBER));
}

#[tokio::test]
async fn whoever_is_no_member_goes_on_and_is_left_alone_for_a_while() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut browser, _) = registered(&world).await;
    let answer = browser.submit(&SKIPPED).await;
    assert!(has_code(&answer), "{}", answer.body);
    assert!(has_code(&go_to_the_shop(&mut browser).await));
    for (seconds, asked) in [(86_399_i32, false), (86_400, true)] {
        sqlx::query(
            "UPDATE auth.profile_question SET skipped_at = now() - make_interval(secs => $1)",
        )
        .bind(f64::from(seconds))
        .execute(&world.eu().pool)
        .await
        .unwrap();
        let page = go_to_the_shop(&mut browser).await;
        assert_eq!(is_asked(&page), asked, "{seconds} {}", page.body);
    }
    assert!(system.calls().is_empty());
}

#[tokio::test]
async fn what_is_not_confirmed_can_be_put_right_or_left() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut browser, _) = registered(&world).await;
    let page = browser.submit(&typed("\"><b>1", "0000")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(is_asked(&page) && page.body.contains("could not be confirmed"));
    assert!(!page.body.contains("<b>1"), "{}", page.body);
    assert!(!page.body.contains("0000"), "a PIN is not shown again");
    system.answer_with(Some((StatusCode::BAD_GATEWAY, "")));
    let page = browser.submit(&typed(NUMBER, PIN)).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(is_asked(&page) && page.body.contains(&format!("value=\"{NUMBER}\"")));
    assert!(page.body.contains("cannot be confirmed at the moment"));
    system.answer_with(None);
    for _ in 0..3 {
        browser.submit(&typed(NUMBER, "0000")).await;
    }
    let page = browser.submit(&typed(NUMBER, PIN)).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.body);
    go_to_the_shop(&mut browser).await;
    let answer = browser.submit(&SKIPPED).await;
    assert!(has_code(&answer), "{}", answer.body);
    assert_eq!(linked(&world).await, 0);
    assert_eq!(world.eu().profile_store.provided(), Vec::<Value>::new());
}

#[tokio::test]
async fn whoever_cancels_goes_back_to_the_application_with_nothing() {
    let (_system, world) = wanting("service", |_| {}).await;
    let (mut browser, _) = registered(&world).await;
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn a_membership_is_asked_for_after_consent_and_only_under_it() {
    let (_system, world) = wanting("marketing", |_| {}).await;
    let (mut browser, answer) = registered(&world).await;
    assert!(has_code(&answer), "marketing was declined: {}", answer.body);
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    world.eu().profile_store.decide(sub, "marketing", "Given");
    assert!(is_asked(&go_to_the_shop(&mut browser).await));
}

#[tokio::test]
async fn a_silent_request_is_not_held_up_by_a_membership() {
    let (_system, world) = wanting("service", |_| {}).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page));
    let silent = RelyingParty::authorize_url(&[("prompt", "none")]);
    assert!(has_code(&browser.open(&silent).await));
}

#[tokio::test]
async fn a_brand_that_does_not_offer_a_membership_neither_asks_for_it_nor_links_it() {
    let elsewhere = |bundle: &mut Bundle| {
        bundle.sign_in.membership_links[0].brands = vec!["aurora-holidays/holidays".to_owned()];
    };
    let (system, world) = wanting("service", elsewhere).await;
    let (mut browser, answer) = registered(&world).await;
    assert!(has_code(&answer), "{}", answer.body);
    let page = browser.open(ACCOUNT).await;
    assert!(!page.body.contains("memberships"), "{}", page.body);
    link(&mut browser, NUMBER, PIN).await;
    assert!(system.calls().is_empty());
    world.eu().reconfigure(|bundle| {
        let brands = &mut bundle.sign_in.membership_links[0].brands;
        brands.push("aurora/aurora".to_owned());
    });
    assert!(is_asked(&go_to_the_shop(&mut browser).await));
}

#[tokio::test]
async fn a_session_of_long_ago_is_asked_at_its_next_sign_in_and_proves_itself_before_it_links() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page));
    sqlx::query("UPDATE auth.session SET authenticated_at = now() - interval '11 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = browser.submit_shown(&page, &typed(NUMBER, PIN)).await;
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    assert!(system.calls().is_empty());
    let page = browser
        .sign_in_by_code(crate::support::passwords::EMAIL)
        .await;
    assert!(is_asked(&page), "back where it was: {}", page.body);
    sqlx::query("UPDATE auth.session SET authenticated_at = now() - interval '11 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let answer = go_to_the_shop(&mut browser).await;
    assert!(has_code(&answer), "it waits: {}", answer.body);
    assert!(is_asked(&sign_in_again(&world, &[]).await));
}
