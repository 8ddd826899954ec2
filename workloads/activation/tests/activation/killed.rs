//! `kill -9`, for real: a replica is a process of its own, this test program started again.
//!
//! Each test plays both parts: told what a replica has to know, it is the replica, until it is killed.

use std::{
    collections::BTreeSet,
    env,
    process::{Child, Command, Stdio},
};

use domicile_activation::workload;
use domicile_bundle::Bundle;
use domicile_consent::DecisionKind;

use crate::{
    configuration::{bundle, target},
    region::{CAMILLE, Region, until},
};

const SURROUNDINGS: &str = "DOMICILE_TEST_SURROUNDINGS";

/// Never returns in the process that is to be a replica.
async fn be_the_replica_if_told() {
    if let Ok(told) = env::var(SURROUNDINGS) {
        let surroundings: crate::region::Surroundings = serde_json::from_str(&told).unwrap();
        workload::run(surroundings.activation().await, std::future::pending()).await;
    }
}

/// A replica in a process of its own; dropping it is `kill -9`.
struct Replica(Child);

impl Drop for Replica {
    fn drop(&mut self) {
        let _killed = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Starts this program as a replica, in the part of the named test.
fn replica(region: &Region, test: &str, bundle: &Bundle) -> Replica {
    let surroundings = region.surroundings(bundle.clone());
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(SURROUNDINGS, serde_json::to_string(&surroundings).unwrap())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    Replica(child)
}

#[tokio::test]
async fn a_withdrawal_waits_for_a_killed_sender_and_nothing_is_sent_afterwards() {
    be_the_replica_if_told().await;
    let name = "killed::a_withdrawal_waits_for_a_killed_sender_and_nothing_is_sent_afterwards";
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut tool = target(
        "newsletter-tool",
        region.port(),
        &[("newsletter", &["email"])],
    );
    tool.delivery.timeout_milliseconds = 2_000;
    bundle.targets = vec![tool];
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region.receiver.hold(true);
    let sender = replica(&region, name, &bundle);
    let event = region.order(CAMILLE).await;
    region.until_received(1).await;
    drop(sender);

    region
        .decide(CAMILLE, "newsletter", DecisionKind::Withdrawn)
        .await;
    assert!(
        region.deadlines_have_passed().await,
        "acknowledged before the attempt's deadline"
    );
    region.receiver.hold(false);
    region
        .database
        .execute("UPDATE activation.delivery SET next_attempt_at = now()")
        .unwrap();
    let sender = replica(&region, name, &bundle);
    region.until_logged(event, "NotSent/ConsentWithdrawn").await;
    drop(sender);
    assert_eq!(region.receiver.received().len(), 1);
}

#[tokio::test]
async fn no_event_is_lost_when_replicas_are_killed_again_and_again() {
    be_the_replica_if_told().await;
    let name = "killed::no_event_is_lost_when_replicas_are_killed_again_and_again";
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    let arrived = || -> BTreeSet<String> {
        region
            .receiver
            .received()
            .iter()
            .map(|one| one.header("webhook-id").to_owned())
            .collect()
    };
    let mut expected = 0;
    for _ in 0..5 {
        let sender = replica(&region, name, &bundle);
        let before = arrived().len();
        for _ in 0..60 {
            region.order(CAMILLE).await;
            expected += 1;
        }
        until("a part has arrived", async || arrived().len() > before + 10).await;
        drop(sender);
        // Claims of the dead run out; nobody wants to wait for that here.
        region
            .database
            .execute(
                "UPDATE activation.delivery SET next_attempt_at = now() WHERE state = 'Queued'",
            )
            .unwrap();
    }
    let sender = replica(&region, name, &bundle);
    until("everything has arrived", async || {
        arrived().len() == expected
    })
    .await;
    drop(sender);
}
