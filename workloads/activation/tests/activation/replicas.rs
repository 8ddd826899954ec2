//! Several replicas, and replicas that die.

use std::collections::BTreeSet;

use crate::{
    configuration::{bundle, target},
    region::{CAMILLE, JORDAN, Region, until},
};

#[tokio::test]
async fn replicas_share_the_work_and_nothing_is_sent_twice() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    region.person(JORDAN).await;
    let _running = [region.run(bundle.clone()).await, region.run(bundle).await];
    for number in 0..200 {
        region
            .order(if number % 2 == 0 { CAMILLE } else { JORDAN })
            .await;
    }
    let ids = || -> Vec<String> {
        region
            .receiver
            .received()
            .iter()
            .map(|one| one.header("webhook-id").to_owned())
            .collect()
    };
    until("everything has arrived", async || {
        ids().iter().collect::<BTreeSet<_>>().len() == 200
    })
    .await;
    assert_eq!(ids().len(), 200);
}

#[tokio::test]
async fn what_a_dead_replica_was_sending_is_sent_again_under_the_same_id() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    region.receiver.hold(true);
    let running = region.run(bundle.clone()).await;
    let event = region.order(CAMILLE).await;
    region.until_received(1).await;
    running.abort();

    region.receiver.hold(false);
    // The claim runs out; nobody wants to wait for it here.
    region
        .database
        .execute("UPDATE activation.delivery SET next_attempt_at = now()")
        .unwrap();
    let _running = region.run(bundle).await;
    region.until_logged(event, "Delivered/Delivered").await;
    let received = region.receiver.received();
    assert_eq!(received.len(), 2);
    assert_eq!(
        received[0].header("webhook-id"),
        received[1].header("webhook-id")
    );
}

#[tokio::test]
async fn an_event_that_is_committed_late_is_not_jumped_over() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    let activation = region.activation(bundle).await;
    region.order(CAMILLE).await;
    region.until_planned(&activation, 1).await;

    // A transaction takes its place in the outbox before another one, and commits after it.
    let mut late = region.profile_store.begin().await.unwrap();
    sqlx::query(
        "WITH event AS (
             INSERT INTO profile.event
                 (id, sub, name, properties, source, purpose, message_id, occurred_at, received_at)
             VALUES (gen_random_uuid(), $1, 'Order Completed', '{}', 'aurora/shop', 'service', 'late', now(), now())
             RETURNING id, sub)
         INSERT INTO profile.outbox (event_id, sub) SELECT id, sub FROM event",
    )
    .bind(CAMILLE)
    .execute(&mut *late)
    .await
    .unwrap();
    region.order(CAMILLE).await;
    assert_eq!(
        region.planned(&activation).await,
        1,
        "what came later waits for what came earlier"
    );
    late.commit().await.unwrap();
    region.until_planned(&activation, 3).await;
}
