//! Messages about people of another region, over the real mesh.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{
    configuration::SHOP_KEY,
    http::Answer,
    region::{CAMILLE, JORDAN, Region},
    world::World,
};

/// Two regions that hear each other.
async fn two_regions() -> (Region, Region) {
    let world = World::of(&["eu", "us"]);
    let (eu, us) = (
        Region::of(&world, "eu").await,
        Region::of(&world, "us").await,
    );
    eu.listen();
    us.listen();
    eu.register_camille().await;
    us.register(JORDAN, "US", "jordan.canary@example.org", "Jordan")
        .await;
    (eu, us)
}

/// Repeats as a source does while a region is not up yet.
async fn sent(region: &Region, endpoint: &str, body: &Value) -> Answer {
    timeout(Duration::from_secs(30), async {
        loop {
            let answer = region.ingest(SHOP_KEY, endpoint, body).await;
            if answer.status != axum::http::StatusCode::SERVICE_UNAVAILABLE {
                return answer;
            }
        }
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_message_that_comes_to_another_region_is_kept_at_home_only() {
    let (eu, us) = two_regions().await;
    let track = json!({
        "userId": JORDAN, "event": "Order Completed", "messageId": "m1",
        "properties": { "orderId": "canary-order", "shoeSize": 44 },
    });
    let answer = sent(&eu, "track", &track).await.json();
    assert_eq!(answer["kept"], json!(1));
    assert_eq!(
        answer["reports"][0]["names"],
        json!(["shoeSize"]),
        "the home region's report comes back"
    );
    assert_eq!(
        (
            eu.count("profile.event").await,
            us.count("profile.event").await
        ),
        (0, 1)
    );
    assert_eq!(us.count("profile.outbox").await, 1);

    sent(&eu, "track", &track).await;
    assert_eq!(
        us.count("profile.event").await,
        1,
        "a repeated message is kept once, whichever way it comes"
    );
    sent(&us, "track", &track).await;
    assert_eq!(us.count("profile.event").await, 1);
}

#[tokio::test]
async fn a_batch_about_people_of_two_regions_is_parted() {
    let (eu, us) = two_regions().await;
    let batch = json!({ "sentAt": "2026-11-22T03:00:00Z", "batch": [
        { "type": "track", "userId": JORDAN, "event": "Flight Searched", "messageId": "m0" },
        { "type": "track", "userId": CAMILLE, "event": "Flight Searched", "messageId": "m1" },
        { "type": "track", "userId": "0000000000000000000000", "event": "Flight Searched", "messageId": "m2" },
        { "type": "identify", "userId": JORDAN, "traits": { "seatPreference": "window", "unknown": 1 } },
    ]});
    let answer = sent(&eu, "batch", &batch).await.json();
    let told: Vec<_> = answer["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| {
            (
                report["index"].as_i64().unwrap(),
                report["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [(2, "UnknownPerson"), (3, "UnknownAttribute")]);
    assert_eq!(
        (answer["kept"].clone(), answer["success"].clone()),
        (json!(3), json!(false))
    );
    assert_eq!(
        (
            eu.count("profile.event").await,
            us.count("profile.event").await
        ),
        (1, 1)
    );
}
