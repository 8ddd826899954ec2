//! What an application wants to know of people after they have registered: asked for at the right time, for purposes that
//! they have accepted, and not again at once.

use axum::http::StatusCode;
use domicile_bundle::{AttributeType, Bundle, WantedAttribute};
use serde_json::{Value, json};

use crate::support::{Answer, Browser, RelyingParty, World, passwords::EMAIL};

/// The shop wants to know a seat for the service, a birthday for the newsletter, and for marketing whether there is a dog.
pub fn curious(bundle: &mut Bundle) {
    let wanted = [
        ("seatPreference", AttributeType::String, "service"),
        ("birthday", AttributeType::Date, "newsletter"),
        ("hasDog", AttributeType::Boolean, "marketing"),
    ];
    for (name, attribute_type, purpose) in wanted {
        let mut attribute = bundle.attributes[2].clone();
        name.clone_into(&mut attribute.name);
        attribute.attribute_type = attribute_type;
        attribute.titles = [("en".to_owned(), format!("Your {name}"))].into();
        bundle.attributes.push(attribute);
        let mut purposes = bundle.purposes.iter_mut();
        let purpose_of = purposes.find(|own| own.name == purpose).unwrap();
        purpose_of.attributes.push(name.to_owned());
        shop(bundle).push(WantedAttribute {
            attribute: name.to_owned(),
            purpose: purpose.to_owned(),
            sign_ins: 1,
            scope: None,
            required: false,
            ask_again_seconds: 86_400,
        });
    }
}

/// What the shop wants to know.
pub fn shop(bundle: &mut Bundle) -> &mut Vec<WantedAttribute> {
    let mut applications = bundle.applications.iter_mut();
    let shop = applications.find(|own| own.client_id == "aurora.shop");
    &mut shop.unwrap().progressive_profile
}

/// Camille registers, and says yes to the newsletter and no to marketing.
pub async fn registered(world: &World) -> (Browser<'_>, Answer) {
    let mut browser = Browser::new(world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    browser
        .submit(&[("given_name", "Camille"), ("email", EMAIL)])
        .await;
    let code = world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/consent", "consent comes first");
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "denied"),
    ];
    let answer = browser.submit(&answers).await;
    (browser, answer)
}

/// Camille signs in with a new browser.
pub async fn sign_in_again(world: &World, extra: &[(&str, &str)]) -> Answer {
    let mut browser = Browser::new(world, "eu").at_home_in("eu");
    browser.open(&RelyingParty::authorize_url(extra)).await;
    browser.sign_in_by_code(EMAIL).await
}

fn is_asked(page: &Answer, attribute: &str) -> bool {
    page.url.path() == "/profile" && page.body.contains(&format!("id=\"attribute-{attribute}\""))
}

/// Whether the application was answered.
pub fn has_code(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.parameter("code").is_some()
}

#[tokio::test]
async fn a_question_comes_after_consent_and_only_for_what_was_agreed_to() {
    let world = World::of(&["eu"], curious).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page, "seatPreference"), "{}", page.body);
    assert!(is_asked(&page, "birthday"));
    assert!(!is_asked(&page, "hasDog"), "marketing was declined");
    assert!(page.body.contains("Used for: Newsletter"), "{}", page.body);
    assert!(page.body.contains("id=\"skip\""));

    let fields = [
        ("attribute-seatPreference", " window "),
        ("attribute-birthday", ""),
        // Nobody was asked for it.
        ("attribute-hasDog", "yes"),
        ("attribute-loyaltyTier", "platinum"),
    ];
    let answer = browser.submit(&fields).await;
    assert!(has_code(&answer), "{}", answer.body);
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "values": [
            { "attribute": "seatPreference", "purpose": "service", "value": "window" },
        ] })]
    );
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(has_code(&answer), "one was answered, one was skipped");
    let answer = sign_in_again(&world, &[]).await;
    assert!(has_code(&answer), "{}", answer.body);
}

#[tokio::test]
async fn a_question_that_was_skipped_comes_back_after_a_while_and_an_answer_never() {
    let world = World::of(&["eu"], curious).await;
    let (mut browser, _) = registered(&world).await;
    let fields = [
        ("attribute-seatPreference", "aisle"),
        ("attribute-birthday", ""),
    ];
    browser.submit(&fields).await;
    let earlier = "UPDATE auth.profile_question SET skipped_at = now() - interval '86399 seconds'";
    sqlx::query(earlier)
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(has_code(&answer), "not yet: {}", answer.body);
    let earlier = "UPDATE auth.profile_question SET skipped_at = now() - interval '86400 seconds'";
    sqlx::query(earlier)
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page, "birthday") && !is_asked(&page, "seatPreference"));
    let answer = browser
        .submit(&[("attribute-birthday", "2001-12-31"), ("action", "skip")])
        .await;
    assert!(has_code(&answer), "{}", answer.body);
    let kept = world.eu().profile_store.provided();
    assert_eq!(kept.len(), 1, "whoever skips says nothing: {kept:?}");
}

#[tokio::test]
async fn a_question_waits_for_its_sign_in_and_its_scope() {
    let world = World::of(&["eu"], |bundle| {
        curious(bundle);
        let wanted = shop(bundle);
        wanted.truncate(2);
        wanted[0].sign_ins = 2;
        wanted[1].scope = Some("bookings_read".to_owned());
    })
    .await;
    let (mut browser, answer) = registered(&world).await;
    assert!(has_code(&answer), "{}", answer.body);
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(has_code(&answer), "the same session is the same sign-in");
    let scope = [("scope", "openid bookings_read")];
    let page = browser.open(&RelyingParty::authorize_url(&scope)).await;
    assert!(is_asked(&page, "birthday") && !is_asked(&page, "seatPreference"));
    let page = sign_in_again(&world, &[]).await;
    assert!(is_asked(&page, "seatPreference") && !is_asked(&page, "birthday"));
}

#[tokio::test]
async fn what_is_required_cannot_be_skipped() {
    let world = World::of(&["eu"], |bundle| {
        curious(bundle);
        shop(bundle)[0].required = true;
    })
    .await;
    let (mut browser, page) = registered(&world).await;
    assert!(!page.body.contains("id=\"skip\""), "{}", page.body);
    let silent = RelyingParty::authorize_url(&[("prompt", "none")]);
    let page = browser
        .submit(&[("attribute-seatPreference", " "), ("action", "skip")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("Please fill this in."), "{}", page.body);
    let answer = browser.open(&silent).await;
    assert_eq!(
        answer.parameter("error").as_deref(),
        Some("interaction_required")
    );
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page, "seatPreference"));
    let answer = browser.submit(&[("action", "cancel")]).await;
    assert_eq!(answer.parameter("error").as_deref(), Some("access_denied"));
    browser.open(&RelyingParty::authorize_url(&[])).await;
    let answer = browser
        .submit(&[
            ("attribute-seatPreference", "window"),
            ("attribute-birthday", ""),
        ])
        .await;
    assert!(has_code(&answer), "{}", answer.body);
    assert!(has_code(&browser.open(&silent).await));
}

#[tokio::test]
async fn a_silent_request_is_not_held_up_by_what_may_be_skipped() {
    let world = World::of(&["eu"], curious).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page, "birthday"));
    let silent = RelyingParty::authorize_url(&[("prompt", "none")]);
    assert!(has_code(&browser.open(&silent).await));
}

#[tokio::test]
async fn what_cannot_be_read_is_shown_again_and_nothing_is_kept() {
    let world = World::of(&["eu"], curious).await;
    let (mut browser, _) = registered(&world).await;
    let fields = [
        ("attribute-seatPreference", "\"><script>alert(1)</script>"),
        ("attribute-birthday", "2026-02-30"),
    ];
    let page = browser.submit(&fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("We cannot read this."), "{}", page.body);
    assert!(page.body.contains("value=\"2026-02-30\""));
    assert!(!page.body.contains("<script>"), "{}", page.body);
    assert_eq!(world.eu().profile_store.provided(), Vec::<Value>::new());
}

#[tokio::test]
async fn sign_in_asks_at_another_time_while_the_profile_store_is_away() {
    let world = World::of(&["eu"], |bundle| {
        curious(bundle);
        shop(bundle)[0].required = true;
    })
    .await;
    let (mut browser, _) = registered(&world).await;
    world.eu().profile_store.break_down(true);
    let answer = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(has_code(&answer), "{}", answer.body);
    world.eu().profile_store.break_down(false);
    let page = browser.open(&RelyingParty::authorize_url(&[])).await;
    assert!(is_asked(&page, "seatPreference"));
}

#[tokio::test]
async fn what_somebody_skipped_is_forgotten_with_them() {
    let world = World::of(&["eu"], curious).await;
    let (mut browser, _) = registered(&world).await;
    browser
        .submit(&[("attribute-birthday", ""), ("action", "skip")])
        .await;
    let pool = &world.eu().pool;
    let sub: String = sqlx::query_scalar("SELECT sub FROM auth.application_sign_in")
        .fetch_one(pool)
        .await
        .unwrap();
    domicile_auth::store::identifiers::remove_person(pool, &sub)
        .await
        .unwrap();
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM auth.application_sign_in) + (SELECT count(*) FROM auth.profile_question)",
    )
    .fetch_one(pool)
    .await
    .unwrap();
    assert_eq!(left, 0);
}
