//! What nobody gets by telephone numbers: the company's money, somebody else's account, or a number.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::{StatusCode, header};

use crate::{
    second_factors::at_sign_in,
    support::{Answer, Browser, RelyingParty, SmsAdapter, sms_adapter::NUMBER},
    telephone_numbers::{ACCOUNT, EMAIL, proven},
    text_messages::{before_the_factor, world},
};

const MALLORY: &str = "mallory@example.test";

/// A French mobile number, one of a hundred.
fn number(of: usize) -> String {
    format!("+336123456{of:02}")
}

fn is_held_up(page: &Answer) -> bool {
    page.status == StatusCode::TOO_MANY_REQUESTS && page.headers.contains_key(header::RETRY_AFTER)
}

/// A browser with another address, in which somebody registers.
async fn registered<'a>(
    world: &'a crate::support::World,
    email: &str,
    address: &str,
) -> Browser<'a> {
    let mut browser = Browser::new(world, "eu").from(address);
    browser.open(ACCOUNT).await;
    browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    browser
        .submit(&[("given_name", "Mallory"), ("email", email)])
        .await;
    let code = world.mailbox.next_code().await;
    browser.submit(&[("code", &code)]).await;
    browser
}

#[tokio::test]
async fn messages_to_many_numbers_from_one_network_end_soon() {
    let (adapter, world) = SmsAdapter::with_world(|_, sms| sms.limits.per_network = 3).await;
    let mut one = registered(&world, MALLORY, "203.0.113.7").await;
    let mut other = registered(&world, "eve@example.test", "203.0.113.7").await;
    for of in 0..2 {
        one.type_number(&number(of)).await;
    }
    other.type_number(&number(2)).await;
    for browser in [&mut one, &mut other] {
        let page = browser.type_number(&number(3)).await;
        assert!(is_held_up(&page), "{}", page.body);
    }
    assert_eq!(adapter.calls().len(), 3);
    // Nobody else is held up.
    let mut camille = registered(&world, EMAIL, "203.0.113.8").await;
    camille.type_number(NUMBER).await;
    assert_eq!(adapter.calls().len(), 4);
}

#[tokio::test]
async fn messages_to_one_country_end_and_those_to_others_go_on() {
    let (adapter, world) = SmsAdapter::with_world(|_, sms| {
        sms.limits.per_country = 2;
        sms.limits.in_all = 4;
    })
    .await;
    let mut mallory = registered(&world, MALLORY, "203.0.113.7").await;
    for of in 0..2 {
        mallory.type_number(&number(of)).await;
    }
    let page = mallory.type_number(&number(2)).await;
    assert!(is_held_up(&page), "{}", page.body);
    let mut sam = registered(&world, "sam@example.test", "198.51.100.1").await;
    sam.type_number("+12025550123").await;
    assert_eq!(adapter.calls().len(), 3, "two to France, one to America");
    sam.type_number("+12025550124").await;
    let page = sam.type_number("+12025550125").await;
    assert!(is_held_up(&page), "four in all: {}", page.body);
    assert_eq!(adapter.calls().len(), 4);
}

#[tokio::test]
async fn messages_to_countries_that_nobody_named_and_to_numbers_that_cost_extra_are_never_sent() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    for (typed, told) in [
        // Neighbours by calling code: +1 is Jamaica and the Cayman Islands too.
        ("+18762101234", "numbers of this country"),
        ("+13459492311", "numbers of this country"),
        ("+4915112345678", "numbers of this country"),
        ("+33 8 99 12 34 56", "cannot be sent to this number"),
        ("+33 1 99 00 12 34", "cannot be sent to this number"),
        ("+19002345678", "cannot be sent to this number"),
        ("+33 6 12", "Write a telephone number"),
        ("+33612345678;ext=5", "Write a telephone number"),
        ("", "Write a telephone number"),
    ] {
        let page = browser.type_number(typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.body.contains(told), "{typed} {}", page.body);
    }
    assert!(adapter.calls().is_empty());
}

#[tokio::test]
async fn many_messages_to_one_number_end_whatever_accounts_ask_and_its_owner_signs_in_all_the_same()
{
    let (adapter, world) = world().await;
    let mut owner = before_the_factor(&world, &adapter).await;
    let mut sent = adapter.calls().len();
    for email in [MALLORY, "eve@example.test"] {
        let (mut browser, _) = RelyingParty::register(&world, email).await;
        for _ in 0..3 {
            let page = browser.type_number("06 12 34 56 78").await;
            assert!(page.status == StatusCode::OK || is_held_up(&page));
        }
    }
    assert_eq!(
        adapter.calls().len() - sent,
        4,
        "five in all, the owner's own among them"
    );
    sent = adapter.calls().len();
    owner.submit(&[("action", "sms")]).await;
    assert_eq!(adapter.calls().len(), sent + 1);
    let answer = owner.submit(&[("sms_code", &adapter.code())]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn one_account_has_messages_sent_to_a_few_numbers_only() {
    let (adapter, world) = SmsAdapter::with_world(|_, sms| sms.limits.per_network = 1000).await;
    let (mut browser, _) = RelyingParty::register(&world, MALLORY).await;
    for of in 0..10 {
        browser.type_number(&number(of)).await;
    }
    assert_eq!(adapter.calls().len(), 10);
    let page = browser.type_number(&number(10)).await;
    assert!(is_held_up(&page), "{}", page.body);
    assert_eq!(adapter.calls().len(), 10);
}

#[tokio::test]
async fn guessing_the_code_of_a_number_ends_soon() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, MALLORY).await;
    let mut page = browser.type_number(NUMBER).await;
    let right = adapter.code();
    let mut guesses = (0..).map(|guess| format!("{guess:06}"));
    let mut wrong = || guesses.find(|guess| *guess != right).unwrap();
    for _ in 0..5 {
        page = browser.type_code_of(&page, &wrong()).await;
    }
    assert!(page.body.contains("no longer good"), "{}", page.body);
    let page = browser.type_code_of(&page, &right).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not even the right one"
    );
    // New codes bring no new tries without end.
    let mut page = browser.type_number(NUMBER).await;
    for _ in 0..5 {
        let next = browser.type_code_of(&page, &wrong()).await;
        if is_held_up(&next) {
            assert_eq!(proven(&world).await, 0);
            return;
        }
        page = next;
    }
    panic!("ten tries in ten minutes, and then some: {}", page.body);
}

#[tokio::test]
async fn guessing_the_code_of_a_second_proof_ends_soon() {
    let (adapter, world) = world().await;
    let mut attacker = before_the_factor(&world, &adapter).await;
    attacker.submit(&[("action", "sms")]).await;
    let right = adapter.code();
    let guesses = (0..).map(|guess| format!("{guess:06}"));
    for guess in guesses.filter(|guess| *guess != right).take(5) {
        let page = attacker.submit(&[("sms_code", &guess)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = attacker.submit(&[("sms_code", &right)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not even the right one"
    );
}

#[tokio::test]
async fn a_code_is_good_once_ten_minutes_and_where_it_was_asked_for() {
    let (adapter, world) = world().await;
    let mut browser = before_the_factor(&world, &adapter).await;
    browser.submit(&[("action", "sms")]).await;
    let code = adapter.code();
    // Not in another browser of the same person.
    let mut other = at_sign_in(&world, &[]).await;
    other.sign_in_by_code(EMAIL).await;
    let page = other.submit(&[("sms_code", &code)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    let answer = browser.submit(&[("sms_code", &code)]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
    other.submit(&[("action", "sms")]).await;
    let page = other.submit(&[("sms_code", &code)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "used: {}",
        page.body
    );
    sqlx::query("UPDATE auth.challenge SET expires_at = expires_at - interval '10 minutes'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = other.submit(&[("sms_code", &adapter.code())]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "late: {}",
        page.body
    );
}

#[tokio::test]
async fn a_form_of_somebody_elses_number_proves_nothing() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut owner, _) = RelyingParty::register(&world, EMAIL).await;
    let (mut mallory, _) = RelyingParty::register(&world, MALLORY).await;
    let page = owner.type_number(NUMBER).await;
    let pending = page.value_of("pending").unwrap();
    assert!(!pending.contains("12345678"), "it is sealed");
    let code = adapter.code();
    mallory.open(ACCOUNT).await;
    let fields = [("pending", pending.as_str()), ("code", code.as_str())];
    mallory.submit_to("/account/phone/code", &fields).await;
    assert_eq!(proven(&world).await, 0);
    // Nor in another session of the same person.
    let mut again = Browser::new(&world, "eu").at_home_in("eu");
    again.open(ACCOUNT).await;
    again.sign_in_by_code(EMAIL).await;
    again.submit_to("/account/phone/code", &fields).await;
    assert_eq!(proven(&world).await, 0);
    let page = owner.type_code_of(&page, &code).await;
    assert!(page.body.contains("is confirmed."), "{}", page.body);
}

#[tokio::test]
async fn whoever_proves_the_number_of_somebody_else_gets_no_account_and_takes_none_away() {
    let (adapter, world) = world().await;
    let mut camille = before_the_factor(&world, &adapter).await;
    // The number is somebody else's by now, who proves it too.
    let (mut mallory, _) = RelyingParty::register(&world, MALLORY).await;
    let page = mallory.add_number(&adapter, NUMBER).await;
    assert!(
        page.body.contains("recovery"),
        "as for everybody: {}",
        page.body
    );
    assert_eq!(proven(&world).await, 2);
    // Each code is for the account that asked for it.
    camille.submit(&[("action", "sms")]).await;
    let code = adapter.code();
    let mut thief = at_sign_in(&world, &[]).await;
    thief.sign_in_by_code(MALLORY).await;
    let page = thief.submit(&[("sms_code", &code)]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    // The second proof of the first account has not gone.
    let answer = camille.submit(&[("sms_code", &code)]).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn nobody_adds_or_removes_a_number_with_the_first_proof_alone_where_there_is_a_second() {
    let (adapter, world) = world().await;
    let mut attacker = before_the_factor(&world, &adapter).await;
    let page = attacker.open(ACCOUNT).await;
    assert_eq!(
        page.url.path(),
        "/register",
        "not signed in yet: {}",
        page.body
    );
    let (mut own, _) = RelyingParty::register(&world, MALLORY).await;
    own.add_number(&adapter, &number(7)).await;
    // The session that proved the number itself has not used it as a proof.
    own.open(ACCOUNT).await;
    let page = own.submit_to("/account/phone/remove", &[]).await;
    assert_eq!(page.url.path(), "/factor", "{}", page.body);
    assert_eq!(proven(&world).await, 2);
}

#[tokio::test]
async fn nobody_adds_or_removes_a_number_from_another_site() {
    let (adapter, world) = SmsAdapter::with_world(|_, _| {}).await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.add_number(&adapter, NUMBER).await;
    for path in [
        "/account/phone/new",
        "/account/phone/code",
        "/account/phone/remove",
    ] {
        let fields = [("csrf", "x"), ("number", "+33612345679")];
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!((proven(&world).await, adapter.calls().len()), (1, 1));
}

/// What is written to a log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_number_and_its_codes_are_in_no_log_and_no_table() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || writer.clone())
        .finish();
    // As long as there is one subscriber alone, `tracing` lets the thread that comes to an event first decide for all
    // whether it is wanted, and other stories want none. With a second one, it asks both.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let _guard = tracing::subscriber::set_default(subscriber);
    let (adapter, world) = SmsAdapter::with_world(|_, sms| {
        sms.second_factor = true;
        sms.limits.per_number = 2;
    })
    .await;
    let mut browser = before_the_factor(&world, &adapter).await;
    let mut codes = vec![adapter.code()];
    browser.submit(&[("action", "sms")]).await;
    codes.push(adapter.code());
    adapter.answer_with(Some(StatusCode::BAD_GATEWAY));
    for _ in 0..2 {
        browser.submit(&[("action", "sms")]).await;
    }
    browser.submit(&[("sms_code", &codes[0])]).await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("did not take a message"),
        "something was logged"
    );
    assert!(log.contains("throttled"), "and this");
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT row_to_json(own)::text FROM auth.phone_number AS own \
         UNION ALL SELECT row_to_json(own)::text FROM auth.challenge AS own \
         UNION ALL SELECT row_to_json(own)::text FROM auth.throttle AS own",
    )
    .fetch_all(&world.eu().pool)
    .await
    .unwrap();
    for secret in codes
        .iter()
        .map(String::as_str)
        .chain(["12345678", "12 34 56 78"])
    {
        assert!(!log.contains(secret), "{secret} in the log");
        for row in &kept {
            // Digests are hexadecimal and as long as chance likes; numbers are not six digits of one.
            assert!(
                secret.len() == 6 || !row.contains(secret),
                "{secret} in {row}"
            );
        }
    }
}
