//! Tokens of clients, and introspection.

use serde_json::json;

use crate::{
    figures::Figures,
    load::throughput,
    support::{
        World,
        endpoint::{BOOKINGS, NIGHTLY, text},
        world::new_key,
    },
};

/// Requests under way at once.
const TASKS: usize = 16;

pub async fn measure(world: &'static World, figures: &mut Figures) {
    let pool = &world.eu().pool;
    let trip = throughput(TASKS, move |_| async move {
        sqlx::query("SELECT 1").execute(pool).await.unwrap();
    })
    .await;
    figures.add("bare-database-round-trip", trip, "1/s", None);
    let key: &'static _ = Box::leak(Box::new(new_key()));
    let signature = throughput(TASKS, move |_| async move {
        key.sign("at+jwt", &json!({ "sub": "somebody" })).unwrap();
        tokio::task::yield_now().await;
    })
    .await;
    figures.add("bare-es256-signature", signature, "1/s", None);

    let fields = [("grant_type", "client_credentials")];
    let issued = throughput(TASKS, move |_| async move {
        let answer = NIGHTLY.token(world, "eu", &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    })
    .await;
    let bare = 1.0 / (1.0 / trip + 1.0 / signature);
    figures.add(
        "client-credentials-token",
        issued,
        "1/s",
        Some(issued / bare),
    );

    let token = text(&NIGHTLY.token(world, "eu", &fields).await, "access_token");
    let token: &'static str = token.leak();
    let introspected = throughput(TASKS, move |_| async move {
        assert_eq!(
            BOOKINGS.introspect(world, "eu", token).await["active"],
            true
        );
    })
    .await;
    figures.add(
        "introspection",
        introspected,
        "1/s",
        Some(introspected / trip),
    );
}
