//! What a person is told about who received their data.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use domicile_activation::{Activation, mesh};
use domicile_bundle::status::Workload;
use domicile_consent::DecisionKind;
use domicile_service::mesh::PeerIdentity;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    configuration::{ORDER, bundle, target},
    region::{CAMILLE, JORDAN, Region, until},
};

async fn asked(
    activation: &Activation,
    workload: Workload,
    region: &str,
    sub: &str,
) -> (StatusCode, Value) {
    let request = Request::get(format!("/mesh/v1/persons/{sub}"))
        .extension(PeerIdentity {
            workload,
            region: region.into(),
        })
        .body(Body::empty())
        .unwrap();
    let answer = mesh::router(activation.clone())
        .oneshot(request)
        .await
        .unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// The recipients of a person's data, without their times.
async fn told(activation: &Activation, sub: &str) -> Value {
    let (status, mut told) = asked(activation, Workload::ProfileStore, "eu", sub).await;
    assert_eq!(status, StatusCode::OK);
    for recipient in told["recipients"].as_array_mut().unwrap() {
        let recipient = recipient.as_object_mut().unwrap();
        let (first, last) = (recipient.remove("firstAt"), recipient.remove("lastAt"));
        assert!(first.unwrap().as_str() <= last.unwrap().as_str());
    }
    told["recipients"].take()
}

#[tokio::test]
async fn a_person_is_told_who_received_what_by_purpose_and_never_a_value() {
    let region = Region::start().await;
    let mut bundle = bundle();
    bundle.targets = vec![target(
        "crm",
        region.port(),
        &[
            ("marketing", &["loyaltyTier"]),
            ("newsletter", &["email", "givenName", "unknown"]),
            ("service", &["email"]),
        ],
    )];
    bundle.targets[0].display_name = Some("Aurora Service Desk".to_owned());
    region.person(CAMILLE).await;
    let activation = region.activation(bundle.clone()).await;
    let _running = region.run(bundle).await;
    let first = region.order(CAMILLE).await;
    region.until_logged(first, "Delivered/Delivered").await;
    region
        .decide(CAMILLE, "newsletter", DecisionKind::Given)
        .await;
    let second = region.order(CAMILLE).await;
    region.until_logged(second, "Delivered/Delivered").await;

    let told = told(&activation, CAMILLE).await;

    assert_eq!(
        told,
        json!([
            { "target": "aurora/crm", "displayName": "Aurora Service Desk", "jurisdiction": "EU", "purpose": "newsletter",
              "attributes": ["email", "givenName"], "events": [ORDER], "times": 1 },
            { "target": "aurora/crm", "displayName": "Aurora Service Desk", "jurisdiction": "EU", "purpose": "service",
              "attributes": ["email"], "events": [ORDER], "times": 2 },
        ])
    );
}

#[tokio::test]
async fn a_target_that_took_nothing_has_received_it_and_one_that_was_not_reached_has_not() {
    let region = Region::start().await;
    let mut bundle = bundle();
    let mut refusing = target("refusing", region.port(), &[("service", &["email"])]);
    refusing.delivery.attempts = 2;
    // Nobody listens there.
    let mut away = target("away", 9, &[("service", &["email"])]);
    away.delivery.attempts = 1;
    let mut filtered = target("filtered", region.port(), &[("service", &["email"])]);
    filtered.filter = Some("event.properties.total > 1000.0".into());
    let unasked = target("unasked", region.port(), &[("marketing", &["email"])]);
    bundle.targets = vec![away, filtered, refusing, unasked];
    region.person(CAMILLE).await;
    region.receiver.answer(500);
    let activation = region.activation(bundle.clone()).await;
    let _running = region.run(bundle).await;
    let event = region.order(CAMILLE).await;
    until("every delivery came to its end", async || {
        let mut lines = region.log_of(event).await;
        lines.sort();
        lines
            == [
                "GaveUp/TargetRefused",
                "GaveUp/Unreachable",
                "NotSent/ConsentNotGiven",
                "NotSent/FilteredOut",
                "Retrying/TargetRefused",
            ]
    })
    .await;

    let told = told(&activation, CAMILLE).await;

    assert_eq!(
        told,
        json!([{ "target": "aurora/refusing", "jurisdiction": "EU", "purpose": "service",
                 "attributes": ["email"], "events": [ORDER], "times": 2 }])
    );
}

#[tokio::test]
async fn a_target_that_is_gone_is_still_told() {
    let region = Region::start().await;
    let mut with_target = bundle();
    with_target.targets = vec![target("crm", region.port(), &[("service", &["email"])])];
    region.person(CAMILLE).await;
    let running = region.run(with_target).await;
    let event = region.order(CAMILLE).await;
    region.until_logged(event, "Delivered/Delivered").await;
    running.abort();

    let told = told(&region.activation(bundle()).await, CAMILLE).await;

    assert_eq!(
        (&told[0]["target"], &told[0]["jurisdiction"]),
        (&json!("aurora/crm"), &Value::Null)
    );
}

#[tokio::test]
async fn only_the_profile_store_of_the_region_is_told_who_received_data() {
    let region = Region::start().await;
    let activation = region.activation(bundle()).await;
    for (workload, name) in [
        (Workload::ProfileStore, "us"),
        (Workload::Auth, "eu"),
        (Workload::Activation, "eu"),
    ] {
        let (status, _) = asked(&activation, workload, name, CAMILLE).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{workload:?} of {name}");
    }
    assert_eq!(told(&activation, JORDAN).await, json!([]));
}
