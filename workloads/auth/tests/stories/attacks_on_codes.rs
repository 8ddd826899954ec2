//! Guessing, replaying and fishing for e-mailed codes, and asking who has an account.

use axum::http::StatusCode;

use crate::support::{Answer, Browser, RelyingParty, World};

async fn until_the_code<'a>(world: &'a World, email: &str) -> (Browser<'a>, String) {
    let mut browser = Browser::new(world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    let page = browser
        .submit(&[("given_name", "Camille"), ("email", email)])
        .await;
    assert_eq!(page.url.path(), "/code", "{}", page.body);
    let code = world.mailbox.next().await.code();
    (browser, code)
}

fn other_than(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

#[tokio::test]
async fn a_wrong_code_is_limited_and_then_the_right_one_is_worth_nothing() {
    let world = World::of_eu().await;
    let (mut browser, code) = until_the_code(&world, "camille@example.test").await;
    let wrong = other_than(&code);
    for left in [
        "4 tries left",
        "3 tries left",
        "2 tries left",
        "one try left",
        "no longer good",
    ] {
        let page = browser.submit(&[("code", &wrong)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains(left), "{left}: {}", page.body);
    }
    let page = browser.submit(&[("code", &code)]).await;
    assert!(page.body.contains("no longer good"));
    assert!(world.eu().profile_store.persons().is_empty());
}

#[tokio::test]
async fn what_cannot_be_a_code_costs_no_try() {
    let world = World::of_eu().await;
    let (mut browser, code) = until_the_code(&world, "camille@example.test").await;
    for _ in 0..10 {
        let page = browser.submit(&[("code", "12")]).await;
        assert!(page.body.contains("six digits"));
    }
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let page = browser.submit(&[("code", &spaced)]).await;
    assert_eq!(page.url.path(), "/consent");
}

#[tokio::test]
async fn a_code_is_used_once_even_by_a_browser_that_kept_its_cookie() {
    let world = World::of_eu().await;
    let (mut browser, code) = until_the_code(&world, "camille@example.test").await;
    let host = "eu.login.aurora.localhost";
    let kept = browser.cookie(host, "__Host-domicile-flow").unwrap();
    let page = browser.submit(&[("code", &code)]).await;
    assert_eq!(page.url.path(), "/consent");
    browser.set_cookie(host, "__Host-domicile-flow", &kept);
    browser.get("/code").await;
    browser.at.set_path("/code");
    let page = browser.submit(&[("code", &code)]).await;
    assert!(page.body.contains("no longer good"), "{}", page.body);
}

#[tokio::test]
async fn a_code_is_worth_nothing_in_another_browser() {
    let world = World::of_eu().await;
    let (_, code) = until_the_code(&world, "camille@example.test").await;
    let (mut thief, own) = until_the_code(&world, "camille@example.test").await;
    if own != code {
        let page = thief.submit(&[("code", &code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn an_expired_code_is_refused() {
    let world = World::of_eu().await;
    let (mut browser, code) = until_the_code(&world, "camille@example.test").await;
    sqlx::query("UPDATE auth.challenge SET expires_at = now() - interval '1 second'")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    let page = browser.submit(&[("code", &code)]).await;
    assert!(page.body.contains("no longer good"));
}

#[tokio::test]
async fn the_sixth_mail_to_one_address_is_refused_with_the_time_to_come_back() {
    let world = World::of_eu().await;
    let (mut browser, _) = until_the_code(&world, "camille@example.test").await;
    for _ in 0..4 {
        let page = browser.submit(&[("action", "resend")]).await;
        assert_eq!(page.status, StatusCode::OK);
        let _ = world.mailbox.next().await;
    }
    let page = browser.submit(&[("action", "resend")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = page.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=600).contains(&seconds));
    assert_eq!(page.title(), "A little slower, please");
    assert!(world.mailbox.is_empty().await);
    // Another person is not held up.
    until_the_code(&world, "other@example.test").await;
}

#[tokio::test]
async fn one_network_cannot_mail_the_world() {
    let world = World::of_eu().await;
    let ask = async |from: &str, number: u32| {
        let mut browser = Browser::new(&world, "eu").from(from);
        browser.open(&RelyingParty::authorize_url(&[])).await;
        browser
            .submit(&[("country", "FR"), ("action", "sign-in")])
            .await;
        let email = format!("person-{number}@example.test");
        browser.submit(&[("email", &email)]).await.status
    };
    for number in 0..120 {
        assert_eq!(ask("203.0.113.7", number).await, StatusCode::OK, "{number}");
    }
    assert_eq!(ask("203.0.113.7", 120).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        ask("203.0.113.8", 120).await,
        StatusCode::OK,
        "another network is not held up"
    );
}

#[tokio::test]
async fn a_known_and_an_unknown_address_get_the_same_answer() {
    let world = World::of_eu().await;
    RelyingParty::register(&world, "known@example.test").await;
    for (action, names) in [("register", true), ("sign-in", false)] {
        let mut seen = Vec::new();
        for email in ["known@example.test", "nobody@example.test"] {
            let mut browser = Browser::new(&world, "eu");
            browser.open(&RelyingParty::authorize_url(&[])).await;
            browser
                .submit(&[("country", "FR"), ("action", action)])
                .await;
            let mut fields = vec![("email", email)];
            if names {
                fields.push(("given_name", "Camille"));
            }
            let page = browser.submit(&fields).await;
            let mail = world.mailbox.next().await;
            let wrong = browser.submit(&[("code", &other_than(&mail.code()))]).await;
            seen.push((
                appearance(&page, email),
                appearance(&wrong, email),
                letter(&mail.text, email, &mail.code()),
            ));
        }
        assert_eq!(seen[0], seen[1], "{action}");
    }
}

/// Everything of an answer that could tell, less what the person typed and what is random.
fn appearance(answer: &Answer, email: &str) -> (StatusCode, String, String) {
    let csrf = answer.value_of("csrf").unwrap();
    let body = answer.body.replace(email, "").replace(&csrf, "");
    (answer.status, answer.url.path().to_owned(), body)
}

fn letter(text: &str, email: &str, code: &str) -> Vec<String> {
    text.replace(email, "")
        .replace(code, "")
        .lines()
        .filter(|line| {
            !line.starts_with("Date:")
                && !line.starts_with("Message-ID")
                && !line.contains("boundary")
        })
        .filter(|line| !line.starts_with("--"))
        .map(str::to_owned)
        .collect()
}
