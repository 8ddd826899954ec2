//! Deleting a person.

use domicile_consent::erasure;
use domicile_postgresql_for_tests::Role;
use domicile_profile_store::deletion;
use serde_json::json;
use sqlx::Row;

use crate::{
    auth_beside::Auth,
    configuration::SHOP_KEY,
    region::{CAMILLE, CAMILLES_ADDRESS, Region, camille, registration},
    world::World,
};

/// A region with an auth beside it, and a person about whom much is known.
async fn with_camille() -> (Region, Auth) {
    let world = World::of(&["eu", "us"]);
    let (region, auth) = (
        Region::of(&world, "eu").await,
        Auth::listen(&world, "eu").await,
    );
    region.register_camille().await;
    let decided = json!([{
        "purpose": "newsletter", "decision": "Given", "documentVersion": "2026-01", "language": "fr",
        "brand": "aurora/aurora", "application": "aurora.shop", "page": "/consent",
    }]);
    region
        .auth(
            "POST",
            &format!("/mesh/v1/persons/{CAMILLE}/decisions"),
            Some(decided),
        )
        .await;
    let batch = json!({ "batch": [
        { "type": "identify", "userId": CAMILLE, "traits": { "seatPreference": "canary-seat" } },
        { "type": "track", "userId": CAMILLE, "event": "Order Completed", "messageId": "m1",
          "properties": { "orderId": "canary-order" } },
    ]});
    assert_eq!(
        region.ingest(SHOP_KEY, "batch", &batch).await.json()["kept"],
        json!(2)
    );
    (region, auth)
}

/// `schema.table` of every table that holds one of the texts in any column, in any schema.
async fn tables_with(region: &Region, canaries: &[&str]) -> Vec<String> {
    region
        .database
        .execute("GRANT pg_read_all_data TO profile_store")
        .unwrap();
    let pool = region.pool_of(Role::ProfileStore).await;
    let tables = sqlx::query(
        "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
         WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let name: String = table.get("name");
        for canary in canaries {
            let query = format!(
                "SELECT count(*) FROM {name} AS line WHERE strpos(lower(line::text), lower($1)) > 0"
            );
            let lines: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
                .bind(canary)
                .fetch_one(&pool)
                .await
                .unwrap();
            if lines > 0 && !found.contains(&name) {
                found.push(name.clone());
            }
        }
    }
    found.sort();
    found
}

fn canaries(region: &Region) -> Vec<String> {
    let digest = |kind: &str, value: &str| {
        domicile_service::keys::hexadecimal(&region.store.digest(kind, value))
    };
    vec![
        CAMILLE.to_owned(),
        CAMILLES_ADDRESS.to_owned(),
        "canary".to_owned(),
        "Camille".to_owned(),
        digest("sub", CAMILLE),
        digest("email", CAMILLES_ADDRESS),
    ]
}

#[tokio::test]
async fn an_erased_person_leaves_no_row_in_any_schema() {
    let (region, auth) = with_camille().await;
    let texts = canaries(&region);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert!(
        tables_with(&region, &texts).await.len() >= 8,
        "the search finds what is there"
    );

    deletion::request(&region.store.pool, &camille())
        .await
        .unwrap();
    deletion::complete(&region.store, &camille()).await.unwrap();

    assert_eq!(auth.forgotten(), [CAMILLE]);
    // The note for activation, which removes it once it has forgotten the person too.
    assert_eq!(tables_with(&region, &texts).await, ["consent.erasure"]);
    let activation = region.pool_of(Role::Activation).await;
    erasure::done(&mut activation.acquire().await.unwrap(), CAMILLE)
        .await
        .unwrap();
    assert_eq!(tables_with(&region, &texts).await, Vec::<String>::new());
}

#[tokio::test]
async fn from_the_request_on_nothing_is_taken_in_and_nobody_is_registered_again() {
    let (region, _auth) = with_camille().await;
    deletion::request(&region.store.pool, &camille())
        .await
        .unwrap();
    let path = format!("/mesh/v1/persons/{CAMILLE}");
    let again = region
        .auth(
            "PUT",
            &path,
            Some(registration("FR", CAMILLES_ADDRESS, "Camille")),
        )
        .await;
    assert_eq!(again.status, axum::http::StatusCode::NOT_FOUND);
    let before = region.count("profile.event").await;
    region
        .ingest(
            SHOP_KEY,
            "track",
            &json!({ "userId": CAMILLE, "event": "Flight Searched" }),
        )
        .await;
    assert_eq!(region.count("profile.event").await, before);
}

#[tokio::test]
async fn a_deletion_that_a_crash_interrupted_is_finished_at_the_next_start() {
    let (region, auth) = with_camille().await;
    // The process died right after it had recorded the request.
    deletion::request(&region.store.pool, &camille())
        .await
        .unwrap();
    let worker = tokio::spawn(deletion::finish_pending(region.store.clone()));
    tokio::time::timeout(std::time::Duration::from_secs(20), async {
        while !deletion::pending(&region.store.pool)
            .await
            .unwrap()
            .is_empty()
        {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
    worker.abort();
    assert_eq!(
        (region.count("profile.person").await, auth.forgotten()),
        (0, vec![CAMILLE.to_owned()])
    );
    deletion::complete(&region.store, &camille()).await.unwrap();
}

#[tokio::test]
async fn while_auth_does_not_answer_the_request_is_kept() {
    let region = Region::alone().await;
    region.register_camille().await;
    deletion::request(&region.store.pool, &camille())
        .await
        .unwrap();
    assert!(deletion::complete(&region.store, &camille()).await.is_err());
    assert_eq!(
        deletion::pending(&region.store.pool).await.unwrap(),
        [camille()]
    );
    assert_eq!(region.count("profile.person").await, 1);
}
