//! Tokens of clients, and introspection.

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use futures::future::join_all;
use serde_json::json;

use crate::{
    figures::Figures,
    load::{round_trips, throughput},
    support::{
        World,
        endpoint::{BOOKINGS, NIGHTLY, text},
        world::new_key,
    },
};

/// Requests under way at once.
const TASKS: usize = 64;

pub async fn measure(world: &'static World, figures: &mut Figures) {
    let trip = round_trips(world).await;
    figures.add("bare-database-round-trip", trip, "1/s", None);
    let key: &'static _ = Box::leak(Box::new(new_key()));
    let signature = throughput(TASKS, move |_| async move {
        key.sign("at+jwt", &json!({ "sub": "somebody" })).unwrap();
        tokio::task::yield_now().await;
    })
    .await;
    figures.add("bare-es256-signature", signature, "1/s", None);

    let issued = throughput(TASKS, move |_| async move {
        token(world).await;
    })
    .await;
    figures.add(
        "client-credentials-token",
        issued,
        "1/s",
        Some(issued / signature),
    );

    let again: &'static str = token(world).await.leak();
    let introspected = throughput(TASKS, move |_| introspect(world, again)).await;
    figures.add(
        "introspection-of-a-token-seen-before",
        introspected,
        "1/s",
        Some(introspected / trip),
    );
    let fresh = fresh(world).await;
    let many = fresh.len();
    let fresh = Arc::new(Mutex::new(fresh));
    let begun = Instant::now();
    let all = (0..TASKS).map(|_| {
        let fresh = fresh.clone();
        tokio::spawn(async move {
            while let Some(token) = next(&fresh) {
                introspect(world, &token).await;
            }
        })
    });
    join_all(all).await;
    let introspected = many as f64 / begun.elapsed().as_secs_f64();
    figures.add(
        "introspection-of-a-new-token",
        introspected,
        "1/s",
        Some(introspected / trip),
    );
}

/// Tokens that nobody has shown yet.
const FRESH: usize = 20_000;

async fn fresh(world: &'static World) -> Vec<String> {
    let mut tokens = Vec::with_capacity(FRESH);
    for _ in 0..FRESH {
        tokens.push(token(world).await);
    }
    tokens
}

fn next(tokens: &Mutex<Vec<String>>) -> Option<String> {
    tokens.lock().unwrap().pop()
}

async fn token(world: &World) -> String {
    let answer = NIGHTLY
        .token(world, "eu", &[("grant_type", "client_credentials")])
        .await;
    text(&answer, "access_token")
}

async fn introspect(world: &World, token: &str) {
    let answer = BOOKINGS.introspect(world, "eu", token).await;
    assert_eq!(answer["active"], true);
}
