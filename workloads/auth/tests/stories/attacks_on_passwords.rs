//! Guessing passwords, trying stolen ones, asking who has an account, and locking people out.

use std::time::Instant;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::support::{
    Answer, Browser, RelyingParty, World,
    passwords::{
        EMAIL, PASSWORD, at_proof, from_to_proof, set_password, try_password, with_password,
    },
};

const HOST: &str = "eu.login.aurora.localhost";
const DEVICE: &str = "__Host-domicile-device";

/// Everything of an answer that could tell, less what the person typed and what is random.
fn appearance(answer: &Answer, email: &str) -> (StatusCode, String, String) {
    let csrf = answer.value_of("csrf").unwrap_or_else(|| "-".to_owned());
    let body = answer.body.replace(email, "").replace(&csrf, "");
    (answer.status, answer.url.path().to_owned(), body)
}

#[tokio::test]
async fn an_address_with_a_password_one_without_and_an_unknown_one_look_and_cost_the_same() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    RelyingParty::register(&world, "light@example.test").await;
    let hashes = || world.eu().app.measures().password_hashes.get();
    let mut seen = Vec::new();
    for email in [EMAIL, "light@example.test", "nobody@example.test"] {
        let mut browser = at_proof(&world, email).await;
        let page = browser.get("/sign-in").await;
        let before = hashes();
        let wrong = try_password(&mut browser, "not the password at all").await;
        let computed = hashes() - before;
        let sent = browser.submit(&[("action", "forgot")]).await;
        let mails = [world.mailbox.next().await.to].len();
        seen.push((
            appearance(&page, email),
            appearance(&wrong, email),
            computed,
            appearance(&sent, email),
            mails,
        ));
    }
    assert_eq!(seen[0].2, 1, "one hash, whoever is asked for");
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

#[tokio::test]
async fn a_stranger_learns_from_the_mailbox_alone_that_there_is_no_account() {
    let world = World::with_passwords().await;
    let mut browser = at_proof(&world, "nobody@example.test").await;
    browser.submit(&[("action", "forgot")]).await;
    let mail = world.mailbox.next().await;
    assert!(!mail.text.contains("/password/reset"), "{}", mail.text);
    assert_eq!(mail.to, "nobody@example.test");
}

#[tokio::test]
async fn guessing_a_password_waits_longer_and_longer() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let attacker = Browser::new(&world, "eu").from("203.0.113.7");
    let mut attacker = from_to_proof(attacker, EMAIL).await;
    for _ in 0..5 {
        let page = try_password(&mut attacker, "a guess like any other").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut last = 0;
    for _ in 0..4 {
        let page = try_password(&mut attacker, PASSWORD).await;
        assert_eq!(
            page.status,
            StatusCode::TOO_MANY_REQUESTS,
            "even the right one waits"
        );
        let wait: u64 = page.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(wait > last && wait <= 3600, "{wait} after {last}");
        last = wait;
        sqlx::query("UPDATE auth.backoff SET blocked_until = now()")
            .execute(&world.eu().pool)
            .await
            .unwrap();
        let page = try_password(&mut attacker, "a guess like any other").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn guesses_from_many_networks_share_the_tries_of_one_address() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut refused = 0;
    for number in 1..=6 {
        let address = format!("203.0.113.{number}");
        let mut attacker = from_to_proof(Browser::new(&world, "eu").from(&address), EMAIL).await;
        for _ in 0..4 {
            let page = try_password(&mut attacker, "a guess like any other").await;
            refused += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
        }
    }
    assert_eq!(refused, 4, "20 tries in all, then waiting");
}

#[tokio::test]
async fn strangers_cannot_lock_the_owner_out() {
    let world = World::with_passwords().await;
    let mut owner = with_password(&world, EMAIL, PASSWORD).await;
    for number in 1..=6 {
        let address = format!("203.0.113.{number}");
        let mut attacker = from_to_proof(Browser::new(&world, "eu").from(&address), EMAIL).await;
        for _ in 0..4 {
            try_password(&mut attacker, "a guess like any other").await;
        }
        for _ in 0..3 {
            attacker.submit(&[("action", "forgot")]).await;
        }
    }
    while !world.mailbox.is_empty().await {
        world.mailbox.next().await;
    }
    // Nobody else gets through now, with the right password or by mail.
    let mut stranger = from_to_proof(Browser::new(&world, "eu").from("203.0.113.99"), EMAIL).await;
    let page = try_password(&mut stranger, PASSWORD).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let page = stranger.submit(&[("action", "email")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    // The owner does, in a browser that knows them.
    owner
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    owner.submit(&[("email", EMAIL)]).await;
    let page = owner.submit(&[("action", "email")]).await;
    assert_eq!(page.url.path(), "/code", "{}", page.body);
    world.mailbox.next().await;
    owner
        .open(&RelyingParty::authorize_url(&[("prompt", "login")]))
        .await;
    owner.submit(&[("email", EMAIL)]).await;
    let answer = try_password(&mut owner, PASSWORD).await;
    assert!(answer.parameter("code").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn a_device_that_knows_one_person_has_no_tries_of_its_own_at_another() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mallory = with_password(&world, "mallory@example.test", "nine otters under Bergen").await;
    let cookie = mallory.cookie(HOST, DEVICE).unwrap();
    let mut attacker = Browser::new(&world, "eu").from("203.0.113.7");
    attacker.set_cookie(HOST, DEVICE, &cookie);
    let mut attacker = from_to_proof(attacker, EMAIL).await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(
            try_password(&mut attacker, "a guess like any other")
                .await
                .status,
        );
    }
    assert_eq!(statuses[5], StatusCode::TOO_MANY_REQUESTS);
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM auth.backoff")
        .fetch_one(&world.eu().pool)
        .await
        .unwrap();
    assert_eq!(
        kept, 4,
        "mails to two people, and a network's and everybody's passwords of one"
    );
}

#[tokio::test]
async fn a_list_of_stolen_passwords_is_stopped_by_its_network() {
    let world = World::with_passwords().await;
    let mut limited = 0;
    let attacker = Browser::new(&world, "eu").from("203.0.113.7");
    let mut attacker = from_to_proof(attacker, "somebody@example.test").await;
    sqlx::query("UPDATE auth.throttle SET hits = 0")
        .execute(&world.eu().pool)
        .await
        .unwrap();
    for number in 0..102 {
        let email = format!("person-{number}@example.test");
        attacker.at.set_path("/register");
        attacker.submit(&[("email", &email)]).await;
        let page = try_password(&mut attacker, "stolen somewhere else").await;
        limited += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(limited, 2);
}

#[tokio::test]
async fn signing_somebody_in_from_another_site_is_refused() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut victim = at_proof(&world, EMAIL).await;
    let csrf = victim.get("/sign-in").await.value_of("csrf").unwrap();
    let flow = victim.cookie(HOST, "__Host-domicile-flow").unwrap();
    for (token, site) in [("", "same-origin"), (csrf.as_str(), "cross-site")] {
        let form = domicile_auth::web::parameters::encode([
            ("csrf", token),
            ("action", "password"),
            ("password", PASSWORD),
        ]);
        let request = Request::post("/sign-in")
            .header(header::HOST, HOST)
            .header(header::COOKIE, format!("__Host-domicile-flow={flow}"))
            .header("sec-fetch-site", site)
            .body(Body::from(form))
            .unwrap();
        let response = world.eu().public.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn links_in_mails_come_from_the_configuration_whatever_host_a_request_names() {
    let world = World::with_passwords().await;
    with_password(&world, EMAIL, PASSWORD).await;
    let mut browser = at_proof(&world, EMAIL).await;
    let csrf = browser.get("/sign-in").await.value_of("csrf").unwrap();
    let flow = browser.cookie(HOST, "__Host-domicile-flow").unwrap();
    let form =
        domicile_auth::web::parameters::encode([("csrf", csrf.as_str()), ("action", "forgot")]);
    let ask = async |host: &str, forwarded: Option<&str>| {
        let mut request = Request::post("/sign-in")
            .header(header::HOST, host)
            .header(header::COOKIE, format!("__Host-domicile-flow={flow}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.clone()))
            .unwrap();
        if let Some(forwarded) = forwarded {
            for name in ["x-forwarded-host", "x-host", "x-original-host"] {
                request
                    .headers_mut()
                    .insert(name, forwarded.parse().unwrap());
            }
        }
        world
            .eu()
            .public
            .clone()
            .oneshot(request)
            .await
            .unwrap()
            .status()
    };
    assert_eq!(
        ask("evil.example", None).await,
        StatusCode::MISDIRECTED_REQUEST
    );
    assert!(world.mailbox.is_empty().await);
    assert_eq!(
        ask("eu.login.aurora.localhost:666", Some("evil.example")).await,
        StatusCode::OK
    );
    let mail = world.mailbox.next().await;
    assert!(
        mail.link()
            .starts_with("https://eu.login.aurora.localhost:8443/password/reset?")
    );
    assert!(!mail.text.contains("evil.example") && !mail.text.contains(":666"));
}

#[tokio::test]
async fn more_passwords_than_can_be_hashed_are_turned_away_and_cost_nobody_a_try() {
    let world = World::with_passwords().await;
    let mut browsers = Vec::new();
    for number in 0..40 {
        browsers.push(at_proof(&world, &format!("person-{number}@example.test")).await);
    }
    let mut pages = Vec::new();
    for browser in &mut browsers {
        pages.push(browser.get("/sign-in").await.value_of("csrf").unwrap());
    }
    let started = Instant::now();
    let asked = browsers
        .iter_mut()
        .zip(&pages)
        .map(|(browser, csrf)| async move {
            let fields = [
                ("csrf", csrf.as_str()),
                ("action", "password"),
                ("password", "whatever it is"),
            ];
            browser.post("/sign-in", &fields).await
        });
    let answers = futures::future::join_all(asked).await;
    let shed: Vec<&Answer> = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS)
        .collect();
    assert!(
        !shed.is_empty(),
        "nothing was turned away in {:?}",
        started.elapsed()
    );
    assert!(
        shed.iter()
            .all(|answer| answer.headers.contains_key("retry-after"))
    );
    let counted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM auth.backoff WHERE tries > 0 AND tries < 2")
            .fetch_one(&world.eu().pool)
            .await
            .unwrap();
    let checked = i64::try_from(answers.len() - shed.len()).unwrap();
    assert_eq!(
        counted,
        2 * checked,
        "own and shared tries of those that were checked"
    );
}

#[tokio::test]
async fn no_table_holds_a_password_or_who_is_known_to_a_device() {
    let world = World::with_passwords().await;
    let mut browser = with_password(&world, EMAIL, PASSWORD).await;
    let cookie = browser.cookie(HOST, DEVICE).unwrap();
    assert!(!cookie.contains("camille"));
    browser.open(crate::support::passwords::ACCOUNT).await;
    set_password(&mut browser, "a whole other sentence").await;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT query_to_xml(format('SELECT * FROM auth.%I', tablename), true, false, '')::text \
         FROM pg_tables WHERE schemaname = 'auth' AND tablename <> '_sqlx_migrations'",
    )
    .fetch_all(&world.eu().pool)
    .await
    .unwrap();
    let dump = tables.join("\n").to_lowercase();
    assert!(dump.contains("argon2id"));
    for canary in ["narvik", "herons", "whole other", "camille"] {
        assert!(!dump.contains(canary), "{canary}");
    }
}
