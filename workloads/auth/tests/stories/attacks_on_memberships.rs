//! What nobody gets by a number of a membership.

use axum::http::{StatusCode, header};

use crate::{
    memberships::{ACCOUNT, link, linked, world_of},
    memberships_at_sign_in::{SKIPPED, go_to_the_shop, is_asked, typed, wanting},
    progressive_profile::{has_code, registered},
    support::{
        Browser, RelyingParty,
        membership_system::{NUMBER, PIN},
    },
};

const EMAIL: &str = "camille@example.test";
const UNCONFIRMED: &str = "The membership could not be confirmed";

#[tokio::test]
async fn a_wrong_number_and_a_number_of_somebody_else_look_the_same() {
    let (_system, world) = world_of("service").await;
    let (mut owner, _) = RelyingParty::register(&world, EMAIL).await;
    link(&mut owner, NUMBER, PIN).await;
    let (mut thief, _) = RelyingParty::register(&world, "mallory@example.test").await;
    let mut pages = Vec::new();
    for (number, pin) in [
        (NUMBER, "0000"),
        ("AU 0000 0000", PIN),
        (NUMBER, PIN),
        ("", PIN),
    ] {
        let page = link(&mut thief, number, pin).await;
        assert!(
            page.body.contains(UNCONFIRMED),
            "{number} {pin} {}",
            page.body
        );
        assert!(!page.body.contains(NUMBER), "{}", page.body);
        pages.push((page.status, page.url));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "{pages:?}");
    assert_eq!(linked(&world).await, 1);
    // The owner still has it.
    assert!(owner.open(ACCOUNT).await.body.contains(NUMBER));
}

#[tokio::test]
async fn guessing_the_pin_of_a_number_waits_longer_and_longer_in_whatever_accounts() {
    let (system, world) = world_of("service").await;
    let (mut one, _) = RelyingParty::register(&world, EMAIL).await;
    let (mut other, _) = RelyingParty::register(&world, "mallory@example.test").await;
    for pin in ["0001", "0002", "0003"] {
        link(&mut one, NUMBER, pin).await;
    }
    for pin in ["0004", "0005"] {
        link(&mut other, "au12345678", pin).await;
    }
    let asked = system.calls().len();
    let page = link(&mut other, NUMBER, PIN).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.body);
    assert!(page.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(system.calls().len(), asked, "the system is not asked");
    // Other numbers of the same account are counted too.
    for number in ["AU 1", "AU 2"] {
        link(&mut one, number, PIN).await;
    }
    let page = link(&mut one, "AU 3", PIN).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.body);
    assert_eq!(linked(&world).await, 0);
}

#[tokio::test]
async fn a_system_that_does_not_answer_as_agreed_confirms_nothing() {
    let (system, world) = world_of("service").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    for (status, body) in [
        (StatusCode::INTERNAL_SERVER_ERROR, r#"{"confirmed":true}"#),
        (StatusCode::FOUND, r#"{"confirmed":true}"#),
        (StatusCode::OK, r#"{"confirmed":"yes"}"#),
        (StatusCode::OK, "<html>"),
    ] {
        system.answer_with(Some((status, body)));
        let page = link(&mut browser, NUMBER, PIN).await;
        assert!(
            page.body.contains("cannot be confirmed at the moment"),
            "{status} {body} {}",
            page.body
        );
    }
    assert_eq!(linked(&world).await, 0);
    assert!(world.eu().profile_store.provided().is_empty());
}

#[tokio::test]
async fn nobody_links_or_removes_a_membership_from_another_site() {
    let (system, world) = world_of("service").await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    link(&mut browser, NUMBER, PIN).await;
    for path in ["/account/memberships/link", "/account/memberships/remove"] {
        let fields = [("csrf", "x"), ("membership", "miles"), ("number", NUMBER)];
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!((linked(&world).await, system.calls().len()), (1, 1));
}

#[tokio::test]
async fn no_other_site_answers_the_question_whether_somebody_is_a_member() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut browser, page) = registered(&world).await;
    assert!(is_asked(&page), "{}", page.body);
    for fields in [typed(NUMBER, PIN).as_slice(), SKIPPED.as_slice()] {
        let mut forged = vec![("csrf", "x")];
        forged.extend_from_slice(fields);
        let answer = browser.post("/membership", &forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    }
    assert!(system.calls().is_empty());
    assert!(is_asked(&go_to_the_shop(&mut browser).await));
}

#[tokio::test]
async fn a_session_without_the_second_factor_of_its_person_links_no_membership_on_the_way() {
    let (system, world) = wanting("service", |_| {}).await;
    let (mut thief, page) = registered(&world).await;
    assert!(is_asked(&page), "{}", page.body);
    let mut owner = Browser::new(&world, "eu").at_home_in("eu");
    go_to_the_shop(&mut owner).await;
    owner.sign_in_by_code(EMAIL).await;
    owner.add_app().await;
    let page = thief.submit_shown(&page, &typed(NUMBER, PIN)).await;
    assert_eq!(page.url.path(), "/register", "{}", page.body);
    let answer = go_to_the_shop(&mut thief).await;
    assert!(has_code(&answer), "nor is it asked: {}", answer.body);
    assert!(system.calls().is_empty());
    assert_eq!(linked(&world).await, 0);
}
