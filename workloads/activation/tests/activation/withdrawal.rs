//! Nothing leaves once a withdrawal is acknowledged.

use std::time::Duration;

use domicile_bundle::{Bundle, Target};
use domicile_consent::{AttemptRequest, DecisionKind, gate};
use uuid::Uuid;

use crate::{
    configuration::{ORDER, bundle, target},
    region::{CAMILLE, Region, until},
};

fn newsletter(region: &Region, change: impl Fn(&mut Target)) -> Bundle {
    let mut bundle = bundle();
    let mut tool = target(
        "newsletter-tool",
        region.port(),
        &[("newsletter", &["email"])],
    );
    change(&mut tool);
    bundle.targets = vec![tool];
    bundle
}

#[tokio::test]
async fn a_withdrawn_purpose_is_never_delivered_again() {
    let region = Region::start().await;
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    let _running = region.run(newsletter(&region, |_| {})).await;
    let before = region.order(CAMILLE).await;
    region.until_logged(before, "Delivered/Delivered").await;

    region
        .decide(CAMILLE, "newsletter", DecisionKind::Withdrawn)
        .await;
    let after = region.order(CAMILLE).await;
    region.until_logged(after, "NotSent/ConsentWithdrawn").await;
    assert_eq!(region.receiver.received().len(), 1);
}

#[tokio::test]
async fn what_waits_for_a_retry_is_not_delivered_after_a_withdrawal() {
    let region = Region::start().await;
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region.receiver.answer(500);
    // So long a wait that only the withdrawal can end the delivery.
    let slowly = newsletter(&region, |tool| {
        tool.delivery.initial_backoff_milliseconds = 3_600_000;
        tool.delivery.maximum_backoff_milliseconds = 3_600_000;
    });
    let _running = region.run(slowly).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "Retrying/TargetRefused").await;
    region.receiver.answer(204);

    region
        .decide(CAMILLE, "newsletter", DecisionKind::Withdrawn)
        .await;
    region.until_logged(event, "NotSent/ConsentWithdrawn").await;
    // Even when it would be due now, and consent were given again.
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region
        .database
        .execute("UPDATE activation.delivery SET next_attempt_at = now()")
        .unwrap();
    let fresh = region.order(CAMILLE).await;
    region.until_logged(fresh, "Delivered/Delivered").await;
    let ids: Vec<_> = region
        .receiver
        .received()
        .iter()
        .map(|one| one.header("webhook-id").to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1], "what was ended stays ended");
}

#[tokio::test]
async fn a_withdrawal_is_acknowledged_only_after_the_running_delivery_ended() {
    let region = Region::start().await;
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region.receiver.hold(true);
    let _running = region
        .run(newsletter(&region, |tool| {
            tool.delivery.timeout_milliseconds = 30_000;
        }))
        .await;
    region.order(CAMILLE).await;
    region.until_received(1).await;

    let mut withdrawal =
        std::pin::pin!(region.decide(CAMILLE, "newsletter", DecisionKind::Withdrawn));
    let early = tokio::time::timeout(Duration::from_millis(500), withdrawal.as_mut()).await;
    assert!(
        early.is_err(),
        "acknowledged while the target was still being told"
    );
    region.receiver.hold(false);
    withdrawal.await;
    assert_eq!(region.receiver.received().len(), 1);
}

#[tokio::test]
async fn a_sender_that_dies_between_start_and_finish_holds_the_withdrawal_until_its_deadline() {
    let region = Region::start().await;
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region.receiver.hold(true);
    let bundle = newsletter(&region, |tool| tool.delivery.timeout_milliseconds = 1_500);
    let running = region.run(bundle.clone()).await;
    let event = region.order(CAMILLE).await;
    region.until_received(1).await;
    running.abort();

    region
        .decide(CAMILLE, "newsletter", DecisionKind::Withdrawn)
        .await;
    assert!(
        region.deadlines_have_passed().await,
        "the attempt counts as open until its deadline"
    );

    // The claim of the dead sender runs out, another replica takes over, and the gate says no.
    region.receiver.hold(false);
    region
        .database
        .execute("UPDATE activation.delivery SET next_attempt_at = now()")
        .unwrap();
    let _running = region.run(bundle).await;
    region.until_logged(event, "NotSent/ConsentWithdrawn").await;
    assert_eq!(region.receiver.received().len(), 1);
    let closed = "SELECT count(*) = 1 FROM consent.attempt WHERE outcome = 'Expired'";
    let pool = region.profile_store.clone();
    until("the orphaned attempt is closed", async || {
        sqlx::query_scalar(closed).fetch_one(&pool).await.unwrap()
    })
    .await;
}

#[tokio::test]
async fn a_permit_past_its_deadline_sends_nothing() {
    let region = Region::start().await;
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    let bundle = newsletter(&region, |tool| tool.delivery.timeout_milliseconds = 1);
    let activation = region.activation(bundle.clone()).await;
    let request = AttemptRequest {
        delivery_id: Uuid::now_v7(),
        subject: CAMILLE,
        event: ORDER,
        target: &bundle.targets[0],
        purposes: &bundle.purposes,
    };
    let permit = gate::start(&activation.pool, &[request])
        .await
        .unwrap()
        .remove(0)
        .unwrap();
    let url = format!("http://receiver.receiver.svc:{}/", region.port())
        .parse()
        .unwrap();
    until("the permit has run out", async || {
        permit.remaining().is_none()
    })
    .await;
    let outgoing = domicile_activation::exit::Request {
        url,
        headers: vec![],
        body: b"{}".to_vec(),
    };
    let (_, sent) = activation.exit.send(permit, outgoing).await;
    assert_eq!(sent, domicile_activation::exit::Sent::TimedOut);
    assert!(region.receiver.received().is_empty());
}
