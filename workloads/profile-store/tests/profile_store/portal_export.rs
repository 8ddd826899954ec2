//! The copy of their data that people take.

use axum::http::StatusCode;
use domicile_postgresql_for_tests::Role;
use serde_json::{Value, json};

use crate::{
    configuration::SHOP_KEY,
    http::browse,
    portal_sign_in::Story,
    region::{CAMILLE, CAMILLES_ADDRESS, connect},
};

/// More than are read at once.
const MANY: i64 = 1203;

fn texts<'a>(list: &'a Value, name: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap();
    list.iter().map(|own| own[name].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_person_takes_a_copy_of_everything_with_where_it_comes_from() {
    let story = Story::begin().await;
    let batch = json!({ "batch": [
        { "type": "identify", "userId": CAMILLE, "traits": { "seatPreference": "window" } },
        { "type": "track", "userId": CAMILLE, "event": "Order Completed", "messageId": "m1",
          "properties": { "orderId": "A7" } },
    ]});
    story.region.ingest(SHOP_KEY, "batch", &batch).await;
    let decided = json!([{
        "purpose": "newsletter", "decision": "Given", "documentVersion": "2026-01", "language": "fr",
        "brand": "aurora/aurora", "application": "aurora.shop", "page": "/consent",
    }]);
    let path = format!("/mesh/v1/persons/{CAMILLE}/decisions");
    story.region.auth("POST", &path, Some(decided)).await;
    let session = story.signed_in().await;
    let page = browse(&story.region.public, "/", &[&session]).await;
    assert!(page.body.contains("href=\"/export\""), "{}", page.body);

    let answer = browse(&story.region.public, "/export", &[&session]).await;

    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let copy = answer.json();
    assert_eq!(copy["person"]["sub"], CAMILLE);
    assert_eq!(copy["person"]["country"], "FR");
    assert_eq!(texts(&copy["identifiers"], "value"), [CAMILLES_ADDRESS]);
    let seat = copy["attributes"].as_array().unwrap().iter();
    let mut seat = seat.filter(|own| own["name"] == "seatPreference");
    let seat = seat.next().unwrap();
    assert_eq!(
        (&seat["value"], &seat["current"]),
        (&json!("window"), &json!(true))
    );
    assert!(seat["source"].as_str().unwrap().ends_with("shop"), "{seat}");
    assert_eq!(texts(&copy["decisions"], "purpose"), ["newsletter"]);
    assert_eq!(texts(&copy["decisions"], "language"), ["fr"]);
    assert_eq!(texts(&copy["events"], "name"), ["Order Completed"]);
    assert_eq!(copy["events"][0]["properties"], json!({ "orderId": "A7" }));
    // What sign-in of the same region keeps.
    assert_eq!(copy["signIn"]["about"], CAMILLE);
    assert_eq!(texts(&copy["signIn"]["documents"], "version"), ["2026-01"]);
}

#[tokio::test]
async fn a_long_history_is_copied_whole_and_in_order() {
    let story = Story::begin().await;
    // Several at each moment, so that pages end between equal times.
    sqlx::query(
        "INSERT INTO profile.event (id, sub, name, properties, source, purpose, message_id, occurred_at, received_at)
         SELECT gen_random_uuid(), $1, 'Flight Searched', jsonb_build_object('n', n), 'aurora/shop', 'analytics',
             'long-' || n, timestamptz '2026-03-01' + (n / 7) * interval '1 minute', now()
         FROM generate_series(0, $2 - 1) AS n",
    )
    .bind(CAMILLE)
    .bind(MANY)
    .execute(&connect(&story.region.database, Role::ProfileStore).await)
    .await
    .unwrap();
    let session = story.signed_in().await;
    let copy = browse(&story.region.public, "/export", &[&session])
        .await
        .json();
    let events = copy["events"].as_array().unwrap();
    let mut numbers: Vec<i64> = events
        .iter()
        .map(|event| event["properties"]["n"].as_i64().unwrap())
        .collect();
    let minutes: Vec<i64> = numbers.iter().map(|number| number / 7).collect();
    assert!(minutes.is_sorted());
    numbers.sort_unstable();
    assert_eq!(numbers, (0..MANY).collect::<Vec<i64>>());
}

#[tokio::test]
async fn nobody_who_is_not_signed_in_takes_a_copy() {
    let story = Story::begin().await;
    let answer = browse(&story.region.public, "/export", &[]).await;
    assert_eq!(answer.location(), "/sign-in");
}

#[tokio::test]
async fn while_sign_in_does_not_answer_there_is_no_half_copy() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    story.auth.fall_silent();
    let answer = browse(&story.region.public, "/export", &[&session]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.body.contains(CAMILLES_ADDRESS), "{}", answer.body);
}
