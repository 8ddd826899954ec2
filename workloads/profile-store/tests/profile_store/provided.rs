//! What a provider that people sign in by says about them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::region::{CAMILLE, CAMILLES_ADDRESS, Region};

async fn keep(region: &Region, provider: &str, values: Value) -> StatusCode {
    let body = json!({ "provider": provider, "values": values });
    let path = format!("/mesh/v1/persons/{CAMILLE}/attributes");
    region.auth("POST", &path, Some(body)).await.status
}

fn value(attribute: &str, purpose: &str, value: &str) -> Value {
    json!({ "attribute": attribute, "purpose": purpose, "value": value })
}

#[tokio::test]
async fn a_value_is_kept_with_its_provider_as_the_source_and_its_purpose() {
    let region = Region::alone().await;
    region.register_camille().await;
    let values = json!([value("givenName", "service", "Cam")]);
    assert_eq!(
        keep(&region, "example", values).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(region.current("givenName").await, Some(json!("Cam")));
    let (source, purpose): (String, String) = sqlx::query_as(
        "SELECT source, purpose FROM profile.current_attribute WHERE sub = $1 AND name = 'givenName'",
    )
    .bind(CAMILLE)
    .fetch_one(&region.store.pool)
    .await
    .unwrap();
    assert_eq!(
        (source.as_str(), purpose.as_str()),
        ("provider:example", "service")
    );
}

#[tokio::test]
async fn what_a_person_types_at_sign_in_takes_the_place_of_what_they_typed_before() {
    let region = Region::alone().await;
    region.register_camille().await;
    let path = format!("/mesh/v1/persons/{CAMILLE}/attributes");
    let body = json!({ "values": [value("givenName", "service", "Cam")] });
    let answer = region.auth("POST", &path, Some(body)).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let (source, purpose, typed): (String, String, Value) = sqlx::query_as(
        "SELECT source, purpose, value FROM profile.current_attribute WHERE sub = $1 AND name = 'givenName'",
    )
    .bind(CAMILLE)
    .fetch_one(&region.store.pool)
    .await
    .unwrap();
    assert_eq!((source.as_str(), purpose.as_str()), ("sign-in", "service"));
    assert_eq!(typed, json!("Cam"));
}

#[tokio::test]
async fn nothing_is_kept_that_schema_or_purpose_do_not_permit() {
    let region = Region::alone().await;
    region.register_camille().await;
    let values = json!([
        // Nobody gave this consent.
        value("givenName", "marketing", "Cam"),
        // An address is proven, not said.
        value("email", "service", "other@example.org"),
        value("loyaltyTier", "newsletter", "gold"),
        // A purpose that needs no consent, and covers something else.
        value("givenName", "analytics", "Cam"),
        value("givenName", "unknown", "Cam"),
        value("unknown", "service", "x"),
        { "attribute": "givenName", "purpose": "service", "value": ["Cam"] },
    ]);
    assert_eq!(
        keep(&region, "example", values).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(region.current("givenName").await, Some(json!("Camille")));
    assert_eq!(region.current("loyaltyTier").await, None);
    assert_eq!(region.current("email").await, Some(json!(CAMILLES_ADDRESS)));
}

#[tokio::test]
async fn a_source_is_named_by_a_provider_and_values_belong_to_somebody() {
    let region = Region::alone().await;
    let values = json!([value("givenName", "service", "Cam")]);
    let unknown = keep(&region, "example", values.clone()).await;
    assert!(unknown.is_client_error(), "{unknown}");
    region.register_camille().await;
    for provider in ["", "a/b", "Example", &"a".repeat(64)] {
        let refused = keep(&region, provider, values.clone()).await;
        assert_eq!(refused, StatusCode::BAD_REQUEST, "{provider}");
    }
}

#[tokio::test]
async fn what_a_provider_said_is_forgotten_and_what_others_said_counts_again() {
    let region = Region::alone().await;
    region.register_camille().await;
    let values = json!([value("givenName", "service", "Cam")]);
    keep(&region, "example", values.clone()).await;
    let path = format!("/mesh/v1/persons/{CAMILLE}/providers/example");
    let forgotten = region.auth("DELETE", &path, None).await.status;
    assert_eq!(forgotten, StatusCode::NO_CONTENT);
    assert_eq!(region.current("givenName").await, Some(json!("Camille")));
    // Repeating it changes nothing.
    assert_eq!(
        region.auth("DELETE", &path, None).await.status,
        StatusCode::NO_CONTENT
    );
    let path = format!("/mesh/v1/persons/{CAMILLE}/providers/Example");
    assert_eq!(
        region.auth("DELETE", &path, None).await.status,
        StatusCode::BAD_REQUEST
    );
}
