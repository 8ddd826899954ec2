//! Registering a person.

use axum::http::StatusCode;
use serde_json::json;

use crate::region::{CAMILLE, CAMILLES_ADDRESS, Region, registration};

#[tokio::test]
async fn a_registration_that_is_repeated_after_a_crash_changes_nothing() {
    let region = Region::alone().await;
    let path = format!("/mesh/v1/persons/{CAMILLE}");
    let body = registration("FR", CAMILLES_ADDRESS, "Camille");
    assert_eq!(
        region.auth("PUT", &path, Some(body.clone())).await.status,
        StatusCode::CREATED
    );
    let before: Vec<String> = rows(&region).await;
    assert_eq!(
        region.auth("PUT", &path, Some(body)).await.status,
        StatusCode::OK
    );
    assert_eq!(rows(&region).await, before);
    let known = region
        .auth("GET", &format!("{path}/attributes"), None)
        .await
        .json();
    assert_eq!(
        known,
        json!({ "email": CAMILLES_ADDRESS, "familyName": "Canarino", "givenName": "Camille", "language": "fr" })
    );
}

async fn rows(region: &Region) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT person::text FROM profile.person UNION ALL SELECT attribute::text FROM profile.attribute
         UNION ALL SELECT identifier::text FROM profile.identifier ORDER BY 1",
    )
    .fetch_all(&region.store.pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn nobody_is_registered_where_they_do_not_live() {
    let region = Region::alone().await;
    let path = format!("/mesh/v1/persons/{CAMILLE}");
    let mut odd = registration("FR", CAMILLES_ADDRESS, "Camille");
    odd["language"] = json!("f\u{0}r");
    for (body, expected) in [
        (
            registration("US", CAMILLES_ADDRESS, "Camille"),
            StatusCode::CONFLICT,
        ),
        (
            registration("FR", "not an address", "Camille"),
            StatusCode::BAD_REQUEST,
        ),
        (
            registration("fr", CAMILLES_ADDRESS, "Camille"),
            StatusCode::BAD_REQUEST,
        ),
        (odd, StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(region.auth("PUT", &path, Some(body)).await.status, expected);
    }
    assert_eq!(region.count("profile.person").await, 0);
}

#[tokio::test]
async fn every_registered_value_says_where_it_comes_from_and_what_for() {
    let region = Region::alone().await;
    region.register_camille().await;
    let provenance: Vec<(String, String, String)> =
        sqlx::query_as("SELECT name, source, purpose FROM profile.attribute ORDER BY name")
            .fetch_all(&region.store.pool)
            .await
            .unwrap();
    let row = |name: &str, purpose: &str| {
        (
            name.to_owned(),
            "registration".to_owned(),
            purpose.to_owned(),
        )
    };
    assert_eq!(
        provenance,
        // `language` is covered by a consent only, which nobody gave yet: it is kept for the account itself.
        [
            row("email", "service"),
            row("familyName", "service"),
            row("givenName", "service"),
            row("language", "account")
        ]
    );
}

#[tokio::test]
async fn a_person_who_is_not_here_has_no_attributes_and_no_purposes() {
    let region = Region::alone().await;
    for path in ["attributes", "purposes"] {
        let answer = region
            .auth("GET", &format!("/mesh/v1/persons/{CAMILLE}/{path}"), None)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}
