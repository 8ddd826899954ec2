//! People who link a membership with their account.

use serde_json::json;

use crate::{
    social_sign_in::{self, at_sign_in, by_provider},
    support::{
        Answer, Browser, MembershipSystem, RelyingParty, World,
        membership_system::{NUMBER, PIN},
    },
};

const EMAIL: &str = "camille@example.test";
pub const ACCOUNT: &str = "https://eu.login.aurora.localhost:8443/account";

/// A brand's system, and a tenant whose people link its numbers.
pub async fn world_of(purpose: &str) -> (MembershipSystem, World) {
    let system = MembershipSystem::start().await;
    let world = World::trusting(&["eu"], Some(&system.authority), |bundle| {
        system.offered_by(bundle, purpose);
    })
    .await;
    (system, world)
}

/// Types a number and its PIN.
pub async fn link(browser: &mut Browser<'_>, number: &str, pin: &str) -> Answer {
    browser.open(ACCOUNT).await;
    let fields = [
        ("membership", "miles"),
        ("number", number),
        ("answer-pin", pin),
    ];
    browser
        .submit_to("/account/memberships/link", &fields)
        .await
}

#[tokio::test]
async fn a_number_is_linked_once_the_brands_system_confirms_it_and_is_kept_with_source_and_purpose()
{
    let (system, world) = world_of("service").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.open(ACCOUNT).await;
    for shown in ["Aurora Miles", "PIN of your card", "type=\"password\""] {
        assert!(page.body.contains(shown), "{shown} {}", page.body);
    }
    let page = link(&mut browser, " au 12345678 ", PIN).await;
    assert!(
        page.body.contains("The membership was linked."),
        "{}",
        page.body
    );
    assert!(page.body.contains(NUMBER), "as the system writes it");
    assert!(!page.body.contains("id=\"link-membership-miles\""));
    let value = json!({ "attribute": "mileageNumber", "purpose": "service", "value": NUMBER });
    assert_eq!(
        world.eu().profile_store.provided(),
        [json!({ "provider": "membership-miles", "values": [value] })]
    );
    let call = system.calls().remove(0);
    assert_eq!(
        call,
        json!({ "type": "membership.verification", "membership": "miles", "number": "au 12345678", "answers": { "pin": PIN } }),
        "and nothing of the person"
    );
}

#[tokio::test]
async fn afterwards_the_provider_alone_signs_the_member_in() {
    let system = MembershipSystem::start().await;
    let provider = crate::provider::Server::start().await;
    provider.conduct().claims = json!({ "email": EMAIL, "email_verified": true });
    let authorities = format!("{}{}", system.authority, provider.authority);
    let world = World::trusting(&["eu"], Some(&authorities), |bundle| {
        social_sign_in::offer(bundle, &provider);
        system.offered_by(bundle, "service");
    })
    .await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    link(&mut browser, NUMBER, PIN).await;
    let mut browser = at_sign_in(&world).await;
    social_sign_in::link(&mut browser, &world, &provider).await;
    let mut browser = at_sign_in(&world).await;
    let answer = by_provider(&mut browser, &provider).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    let page = browser.open(ACCOUNT).await;
    assert!(page.body.contains(NUMBER), "{}", page.body);
}

#[tokio::test]
async fn a_membership_is_removed_from_account_and_profile_and_can_be_linked_by_somebody_else() {
    let (_system, world) = world_of("service").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    link(&mut browser, NUMBER, PIN).await;
    browser.open(ACCOUNT).await;
    let page = browser
        .submit_to("/account/memberships/remove", &[("membership", "miles")])
        .await;
    assert!(
        page.body.contains("The membership was removed."),
        "{}",
        page.body
    );
    assert!(!page.body.contains(NUMBER), "{}", page.body);
    let (mut other, _) = RelyingParty::register(&world, "alex@example.test").await;
    let page = link(&mut other, NUMBER, PIN).await;
    assert!(
        page.body.contains("The membership was linked."),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_membership_under_consent_is_linked_by_those_who_have_given_it() {
    let (system, world) = world_of("marketing").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    let page = browser.open(ACCOUNT).await;
    assert!(
        page.body.contains("id=\"membership-miles-consent\""),
        "{}",
        page.body
    );
    link(&mut browser, NUMBER, PIN).await;
    assert!(system.calls().is_empty(), "nobody is asked without consent");
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    world.eu().profile_store.decide(sub, "marketing", "Given");
    let page = link(&mut browser, NUMBER, PIN).await;
    assert!(
        page.body.contains("The membership was linked."),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn erasing_a_person_sets_their_number_free() {
    let (_system, world) = world_of("service").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    link(&mut browser, NUMBER, PIN).await;
    let persons = world.eu().profile_store.persons();
    let sub = persons.keys().next().unwrap();
    domicile_auth::store::identifiers::remove_person(&world.eu().pool, sub)
        .await
        .unwrap();
    assert_eq!(linked(&world).await, 0);
}

/// How many numbers are linked.
pub async fn linked(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM auth.membership_number")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap()
}
