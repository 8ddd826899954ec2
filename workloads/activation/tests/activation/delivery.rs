//! What arrives, and what the log says when nothing does.

use domicile_consent::DecisionKind;
use serde_json::json;
use standardwebhooks::Webhook;

use crate::{
    configuration::{ORDER, SECRET, bundle, target},
    region::{CAMILLE, Region},
};

#[tokio::test]
async fn exactly_the_allowed_attributes_leave() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target(
        "newsletter-tool",
        region.port(),
        &[
            ("newsletter", &["email", "givenName"]),
            ("marketing", &["loyaltyTier"]),
        ],
    )];
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    region
        .decide(CAMILLE, "marketing", DecisionKind::Denied)
        .await;
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "Delivered/Delivered").await;

    let received = region.receiver.received();
    assert_eq!(received.len(), 1);
    let body = received[0].json();
    assert_eq!(
        body["data"],
        json!({
            "event": {
                "name": ORDER,
                "properties": { "orderId": "A-1", "total": 120.5 },
                "occurredAt": "2026-11-22T10:00:00Z",
            },
            "attributes": { "email": "camill@example.test", "givenName": "camill-given" },
            "purposes": ["newsletter"],
        })
    );
    assert_eq!(body["specversion"], "1.0");
    assert_eq!(body["type"], "dev.domicile.event");
    assert_eq!(body["source"], "https://eu.events.aurora.localhost:8443");
    assert_eq!(body["subject"], CAMILLE);
    assert_eq!(body["id"], received[0].header("webhook-id"));
    assert_eq!(
        received[0].header("content-type"),
        "application/cloudevents+json; charset=utf-8"
    );
}

#[tokio::test]
async fn a_delivery_is_signed_so_that_others_can_verify_it() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    let _running = region.run(bundle).await;
    region.order(CAMILLE).await;
    region.until_received(1).await;

    let received = region.receiver.received().remove(0);
    assert!(received.is_signed(), "verified with ring's HMAC");
    let library = Webhook::new(SECRET).unwrap();
    library.verify(&received.body, &received.headers).unwrap();
    let mut changed = received.body.to_vec();
    changed.push(b' ');
    assert!(library.verify(&changed, &received.headers).is_err());
}

#[tokio::test]
async fn a_purpose_that_the_configuration_does_not_know_means_no() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("crm", region.port(), &[("research", &["email"])])];
    region.person(CAMILLE).await;
    region
        .decide(CAMILLE, "research", DecisionKind::Given)
        .await;
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "NotSent/UnknownPurpose").await;
    assert!(region.receiver.received().is_empty());
}

#[tokio::test]
async fn the_log_says_why_a_target_without_flows_got_nothing() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target("us-ads", region.port(), &[])];
    region.person(CAMILLE).await;
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "NotSent/NoFlowFromRegion").await;
    assert!(region.receiver.received().is_empty());
}

#[tokio::test]
async fn a_filter_that_is_not_true_keeps_an_event_back() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut filtered = target("crm", region.port(), &[("service", &["email"])]);
    filtered.filter = Some("event.properties.total > 500.0".into());
    bundle.targets = vec![filtered];
    region.person(CAMILLE).await;
    let _running = region.run(bundle).await;
    let small = region.order(CAMILLE).await;
    let large = region
        .event(CAMILLE, ORDER, json!({ "orderId": "A-2", "total": 900.0 }))
        .await;
    region.until_logged(small, "NotSent/FilteredOut").await;
    region.until_logged(large, "Delivered/Delivered").await;
    assert_eq!(region.receiver.received().len(), 1);
}

#[tokio::test]
async fn a_failing_target_is_tried_again_under_the_same_id_and_given_up_in_the_end() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut failing = target("crm", region.port(), &[("service", &["email"])]);
    failing.delivery.attempts = 3;
    bundle.targets = vec![failing];
    region.person(CAMILLE).await;
    region.receiver.answer(503);
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "GaveUp/TargetRefused").await;

    let log = region.log_of(event).await;
    assert_eq!(
        log,
        [
            "Retrying/TargetRefused",
            "Retrying/TargetRefused",
            "GaveUp/TargetRefused"
        ]
    );
    let received = region.receiver.received();
    assert_eq!(received.len(), 3);
    assert!(
        received
            .iter()
            .all(|one| one.header("webhook-id") == received[0].header("webhook-id"))
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut moved = target("crm", region.port(), &[("service", &["email"])]);
    moved.delivery.attempts = 1;
    bundle.targets = vec![moved];
    region.person(CAMILLE).await;
    region.receiver.answer(307);
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "GaveUp/TargetRefused").await;
    assert!(region.receiver.received_on("/elsewhere").is_empty());
}

#[tokio::test]
async fn an_attempt_is_cut_off_at_its_deadline() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut slow = target("crm", region.port(), &[("service", &["email"])]);
    slow.delivery.attempts = 1;
    slow.delivery.timeout_milliseconds = 300;
    bundle.targets = vec![slow];
    region.person(CAMILLE).await;
    region.receiver.hold(true);
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "GaveUp/TimedOut").await;
}

#[tokio::test]
async fn a_slow_target_does_not_hold_up_another() {
    let region = Region::start().await;
    let other = crate::receiver::Receiver::start().await;
    let mut bundle = bundle();
    let mut slow = target("slow", region.port(), &[("service", &["email"])]);
    slow.delivery.timeout_milliseconds = 30_000;
    bundle.targets = vec![
        slow,
        target("fast", other.address.port(), &[("service", &["email"])]),
    ];
    region.person(CAMILLE).await;
    region.receiver.hold(true);
    let _running = region.run(bundle).await;
    for _ in 0..40 {
        region.order(CAMILLE).await;
    }
    crate::region::until("the fast target has everything", async || {
        other.received().len() == 40
    })
    .await;
    assert!(
        region.receiver.received().len() <= 16,
        "the slow one has as many at once as it may"
    );
}
