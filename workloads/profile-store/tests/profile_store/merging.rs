//! Several sources, one profile.

use domicile_bundle::MergeRule;
use domicile_profile_store::attribute::rules_changed;
use serde_json::{Value, json};

use crate::{
    configuration::{CRM_KEY, SHOP_KEY},
    region::{CAMILLE, Region},
};

async fn identify(region: &Region, key: &str, at: &str, traits: Value) {
    let body = json!({ "userId": CAMILLE, "timestamp": at, "traits": traits });
    assert_eq!(
        region.ingest(key, "identify", &body).await.json()["success"],
        json!(true)
    );
}

#[tokio::test]
async fn the_newest_value_wins_whatever_order_messages_arrive_in() {
    let region = Region::alone().await;
    region.register_camille().await;
    identify(
        &region,
        SHOP_KEY,
        "2026-03-02T00:00:00Z",
        json!({ "seatPreference": "aisle" }),
    )
    .await;
    identify(
        &region,
        CRM_KEY,
        "2026-03-01T00:00:00Z",
        json!({ "seatPreference": "window" }),
    )
    .await;
    identify(
        &region,
        SHOP_KEY,
        "2026-01-01T00:00:00Z",
        json!({ "seatPreference": "middle" }),
    )
    .await;
    assert_eq!(region.current("seatPreference").await, Some(json!("aisle")));
}

#[tokio::test]
async fn the_source_of_higher_precedence_wins_although_another_is_newer() {
    let region = Region::alone().await;
    region.register_camille().await;
    identify(
        &region,
        CRM_KEY,
        "2026-03-01T00:00:00Z",
        json!({ "loyaltyTier": "gold" }),
    )
    .await;
    identify(
        &region,
        SHOP_KEY,
        "2026-03-02T00:00:00Z",
        json!({ "loyaltyTier": "basic" }),
    )
    .await;
    assert_eq!(region.current("loyaltyTier").await, Some(json!("gold")));
    identify(
        &region,
        CRM_KEY,
        "2026-03-03T00:00:00Z",
        json!({ "email": "other@example.org" }),
    )
    .await;
    assert_eq!(
        region.current("email").await,
        Some(json!(crate::region::CAMILLES_ADDRESS)),
        "what people typed stands"
    );
}

#[tokio::test]
async fn the_first_known_value_stays() {
    let region = Region::alone().await;
    region.register_camille().await;
    identify(
        &region,
        SHOP_KEY,
        "2026-03-01T00:00:00Z",
        json!({ "memberSince": "2020-01-01" }),
    )
    .await;
    identify(
        &region,
        SHOP_KEY,
        "2026-03-02T00:00:00Z",
        json!({ "memberSince": "2024-01-01" }),
    )
    .await;
    identify(
        &region,
        CRM_KEY,
        "2026-03-03T00:00:00Z",
        json!({ "memberSince": "2025-01-01" }),
    )
    .await;
    assert_eq!(
        region.current("memberSince").await,
        Some(json!("2020-01-01"))
    );
}

#[tokio::test]
async fn activation_reads_the_current_values_and_cannot_change_them() {
    let region = Region::alone().await;
    region.register_camille().await;
    let activation = region
        .pool_of(domicile_postgresql_for_tests::Role::Activation)
        .await;
    let given_name: Value =
        sqlx::query_scalar("SELECT value FROM profile.current_attribute WHERE name = 'givenName'")
            .fetch_one(&activation)
            .await
            .unwrap();
    assert_eq!(given_name, json!("Camille"));
    for statement in [
        "UPDATE profile.current_attribute SET value = '1'",
        "DELETE FROM profile.outbox",
        "SELECT * FROM profile.person",
        "SELECT * FROM profile.identifier",
    ] {
        assert!(
            sqlx::query(statement).execute(&activation).await.is_err(),
            "{statement}"
        );
    }
}

#[tokio::test]
async fn a_changed_merge_rule_applies_to_those_who_are_already_here() {
    let region = Region::alone().await;
    region.register_camille().await;
    identify(
        &region,
        CRM_KEY,
        "2026-03-01T00:00:00Z",
        json!({ "loyaltyTier": "gold" }),
    )
    .await;
    identify(
        &region,
        SHOP_KEY,
        "2026-03-02T00:00:00Z",
        json!({ "loyaltyTier": "basic" }),
    )
    .await;
    let mut bundle = region.store.bundle().bundle.clone();
    rules_changed::apply_all(&region.store.pool, &bundle)
        .await
        .unwrap();
    assert_eq!(region.current("loyaltyTier").await, Some(json!("gold")));
    for attribute in &mut bundle.attributes {
        attribute.merge = MergeRule::MostRecent;
    }
    rules_changed::apply_all(&region.store.pool, &bundle)
        .await
        .unwrap();
    assert_eq!(region.current("loyaltyTier").await, Some(json!("basic")));
}
