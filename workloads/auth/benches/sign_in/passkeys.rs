//! Sign-in with a passkey, from the request of the application to its tokens.

use std::{sync::Arc, time::Duration};

use tokio::sync::Mutex;

use crate::{
    authenticator::Authenticator,
    figures::Figures,
    load::{WHILE, round_trips, throughput},
    processor::Taken,
    support::{Browser, RelyingParty, World, passkey::options_of},
};

/// People who sign in at once.
const PEOPLE: usize = 16;

pub async fn measure(world: &'static World, figures: &mut Figures) {
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let (mut browser, _) =
            RelyingParty::register(world, &format!("key{number}@example.test")).await;
        let mut authenticator = Authenticator::new(format!("key {number}").as_bytes());
        browser.add_passkey(&mut authenticator, "").await;
        people.push(Arc::new(Mutex::new(authenticator)));
    }
    let trip = round_trips(world).await;
    let before = transactions(world).await;
    let begun = Taken::now(world).await;
    let signed_in = throughput(PEOPLE, move |number| {
        let authenticator = people[number].clone();
        async move {
            let mut authenticator = authenticator.lock().await;
            let mut browser = Browser::new(world, "eu").at_home_in("eu");
            let page = browser.open(&RelyingParty::authorize_url(&[])).await;
            let origin = page.url.origin().ascii_serialization();
            let shown = authenticator.get(&options_of(&page), &origin);
            let answer = browser.answer_passkey(&page, &shown).await;
            let code = answer.parameter("code").expect("a code");
            RelyingParty::exchange_well(world, "eu", &code).await;
        }
    })
    .await;
    let many = signed_in * WHILE.as_secs_f64();
    figures.add_times(
        "passkey-sign-in",
        Taken::now(world).await.each_since(begun, many),
    );
    let each = (transactions(world).await - before) / many;
    figures.add("passkey-sign-in-transactions", each, "", None);
    // It cannot be faster than its transactions would be if they did nothing.
    figures.add(
        "passkey-sign-in",
        signed_in,
        "1/s",
        Some(signed_in * each / trip),
    );
}

/// Transactions of the database so far, once its servers have reported them all: they do so about once a second.
async fn transactions(world: &World) -> f64 {
    let mut before = reported(world).await;
    loop {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let now = reported(world).await;
        // Asking is a transaction, too.
        if now - before <= 2.0 {
            return now;
        }
        before = now;
    }
}

async fn reported(world: &World) -> f64 {
    let count: i64 = sqlx::query_scalar(
        "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()",
    )
    .fetch_one(&world.eu().pool)
    .await
    .unwrap();
    count as f64
}
