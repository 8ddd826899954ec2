//! Sign-in with a password: how near it comes to the bare hash, how long it takes under load, and what happens when ten
//! times as many come as can be served.

use std::time::Duration;

use axum::http::{StatusCode, header};
use domicile_credentials::password::{Capacity, Hasher, Parameters, Password};

use crate::{
    figures::Figures,
    load::{WHILE, at_rate, percentile_99, throughput},
    processor::Taken,
    support::{
        Browser, RelyingParty, World,
        endpoint::NIGHTLY,
        passwords::{PASSWORD, at_proof, try_password, with_password},
    },
};

/// People who sign in at once: more than hash at once, fewer than are turned away.
const PEOPLE: usize = 12;

pub async fn measure(world: &'static World, figures: &mut Figures) {
    let bare = bare().await;
    figures.add("bare-argon2id", bare, "1/s", None);
    for number in 0..PEOPLE {
        with_password(world, &address(number), PASSWORD).await;
    }
    let begun = Taken::now(world).await;
    let capacity = throughput(PEOPLE, move |number| async move {
        let mut browser = Browser::new(world, "eu").at_home_in("eu");
        let page = browser.open(&RelyingParty::authorize_url(&[])).await;
        let page = browser
            .submit_shown(&page, &[("email", &address(number))])
            .await;
        let typed = [("action", "password"), ("password", PASSWORD)];
        let answer = browser.submit_shown(&page, &typed).await;
        let code = answer.parameter("code").expect("a code");
        RelyingParty::exchange_well(world, "eu", &code).await;
    })
    .await;
    let many = capacity * WHILE.as_secs_f64();
    figures.add_times(
        "password-sign-in",
        Taken::now(world).await.each_since(begun, many),
    );
    figures.add("password-sign-in", capacity, "1/s", Some(capacity / bare));
    under_load(world, capacity, figures).await;
    flooded(world, capacity, figures).await;
}

fn address(number: usize) -> String {
    format!("password{number}@example.test")
}

/// The hash alone, on as many threads as the workload has.
async fn bare() -> f64 {
    let parameters = Parameters::RECOMMENDED;
    let capacity = Capacity::within(u64::MAX, parameters);
    let hasher = Hasher::start(capacity).unwrap();
    throughput(capacity.threads * 2, move |_| {
        let hasher = hasher.clone();
        async move {
            hasher
                .verify_nobody(&Password::typed("wrong"), parameters)
                .await
                .unwrap();
        }
    })
    .await
}

/// Wrong passwords for addresses that nobody has cost what right ones cost, and can be as many as one likes.
async fn strangers(
    world: &'static World,
    kind: &str,
    many: usize,
) -> Vec<crate::support::Browser<'static>> {
    let mut browsers = Vec::new();
    for number in 0..many {
        browsers.push(at_proof(world, &format!("{kind}{number}@example.test")).await);
    }
    browsers
}

async fn under_load(world: &'static World, capacity: f64, figures: &mut Figures) {
    let rate = capacity * 0.8;
    let many = count(rate, WHILE);
    let tasks = strangers(world, "load", many)
        .await
        .into_iter()
        .map(|mut browser| async move { try_password(&mut browser, PASSWORD).await.status })
        .collect();
    let answers = at_rate(rate, tasks).await;
    let times = answers.into_iter().map(|(_, took)| took).collect();
    let one = Duration::from_secs_f64(1.0 / bare_of_one().await);
    let slowest = percentile_99(times);
    figures.add(
        "password-answer-p99-at-80-percent",
        slowest.as_secs_f64() * 1e3,
        "ms",
        Some(slowest.as_secs_f64() / one.as_secs_f64()),
    );
}

/// Hashes per second of a single thread: one hash takes its inverse.
async fn bare_of_one() -> f64 {
    let parameters = Parameters::RECOMMENDED;
    let hasher = Hasher::start(Capacity {
        threads: 1,
        waiting: 2,
    })
    .unwrap();
    throughput(1, move |_| {
        let hasher = hasher.clone();
        async move {
            hasher
                .verify_nobody(&Password::typed("wrong"), parameters)
                .await
                .unwrap();
        }
    })
    .await
}

async fn flooded(world: &'static World, capacity: f64, figures: &mut Figures) {
    let rate = capacity * 10.0;
    let flood = strangers(world, "flood", count(rate, WHILE))
        .await
        .into_iter()
        .map(|mut browser| async move { try_password(&mut browser, PASSWORD).await })
        .collect();
    let tokens = tokio::spawn(throughput(4, move |_| async move {
        let fields = [("grant_type", "client_credentials")];
        assert_eq!(NIGHTLY.token(world, "eu", &fields).await.status, 200);
    }));
    let answers = at_rate(rate, flood).await;
    let turned_away = answers
        .iter()
        .filter(|(answer, _)| answer.status == StatusCode::TOO_MANY_REQUESTS)
        .inspect(|(answer, _)| assert!(answer.headers.contains_key(header::RETRY_AFTER)))
        .count();
    figures.add(
        "password-flood-turned-away",
        turned_away as f64 / answers.len() as f64 * 100.0,
        "%",
        None,
    );
    figures.add(
        "tokens-during-password-flood",
        tokens.await.unwrap(),
        "1/s",
        None,
    );
    let mut browser = at_proof(world, &address(0)).await;
    let answer = try_password(&mut browser, PASSWORD).await;
    assert!(
        answer.parameter("code").is_some(),
        "it recovers at once: {}",
        answer.body
    );
}

fn count(per_second: f64, time: Duration) -> usize {
    // A few thousand at most.
    (per_second * time.as_secs_f64()) as usize
}
