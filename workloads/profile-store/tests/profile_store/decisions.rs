//! Decisions that auth records at registration.

use axum::http::StatusCode;
use domicile_consent::{DecisionKind, ledger};
use serde_json::{Value, json};

use crate::region::{CAMILLE, Region};

fn decided(purpose: &str, decision: &str) -> Value {
    json!({
        "purpose": purpose, "decision": decision, "documentVersion": "2026-01", "language": "fr",
        "brand": "aurora/aurora", "application": "aurora.shop", "page": "/consent",
    })
}

async fn decide(region: &Region, decisions: Value) -> StatusCode {
    region
        .auth(
            "POST",
            &format!("/mesh/v1/persons/{CAMILLE}/decisions"),
            Some(decisions),
        )
        .await
        .status
}

#[tokio::test]
async fn what_was_decided_is_on_record_with_document_place_and_law() {
    let region = Region::alone().await;
    region.register_camille().await;
    let both = json!([
        decided("newsletter", "Given"),
        decided("marketing", "Denied")
    ]);
    assert_eq!(decide(&region, both.clone()).await, StatusCode::NO_CONTENT);
    let mut connection = region.store.pool.acquire().await.unwrap();
    let records = ledger::records_of(&mut connection, CAMILLE).await.unwrap();
    let newsletter = &records[0];
    assert_eq!(
        (newsletter.decision, newsletter.document_version.as_str()),
        (DecisionKind::Given, "2026-01")
    );
    assert_eq!(
        (newsletter.page.as_str(), newsletter.jurisdiction.as_str()),
        ("/consent", "EU")
    );
    assert!(newsletter.is_intact().unwrap());
    assert_eq!(records[1].decision, DecisionKind::Denied);

    assert_eq!(
        decide(&region, both).await,
        StatusCode::NO_CONTENT,
        "repeated after a crash"
    );
    assert_eq!(
        ledger::records_of(&mut connection, CAMILLE)
            .await
            .unwrap()
            .len(),
        2,
        "and appended once"
    );
}

#[tokio::test]
async fn every_purpose_is_listed_with_its_latest_decision() {
    let region = Region::alone().await;
    region.register_camille().await;
    decide(&region, json!([decided("newsletter", "Given")])).await;
    decide(&region, json!([decided("newsletter", "Denied")])).await;
    let listed = region
        .auth("GET", &format!("/mesh/v1/persons/{CAMILLE}/purposes"), None)
        .await
        .json();
    let known = region
        .auth("GET", &format!("/mesh/v1/persons/{CAMILLE}"), None)
        .await
        .json();
    assert_eq!(known["purposes"], listed);
    assert_eq!(known["attributes"]["givenName"], "Camille");
    let undecided =
        |name: &str| json!({ "purpose": name, "decision": null, "documentVersion": null });
    assert_eq!(
        listed,
        json!([
            undecided("analytics"),
            undecided("marketing"),
            { "purpose": "newsletter", "decision": "Denied", "documentVersion": "2026-01" },
            undecided("service"),
        ])
    );
}

#[tokio::test]
async fn a_decision_about_an_unknown_purpose_or_person_is_refused_whole() {
    let region = Region::alone().await;
    assert_eq!(
        decide(&region, json!([decided("newsletter", "Given")])).await,
        StatusCode::NOT_FOUND
    );
    region.register_camille().await;
    let mixed = json!([
        decided("newsletter", "Given"),
        decided("world-domination", "Given")
    ]);
    assert_eq!(
        decide(&region, mixed).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        decide(&region, json!([decided("newsletter", "Withdrawn")])).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(region.count("consent.record").await, 0);
}
