//! Ingest in the Segment wire format.

use std::io::Write;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{
    configuration::{MAILER_KEY, SHOP_KEY},
    http::{EVENTS, PORTAL, basic, send},
    region::{CAMILLE, JORDAN, Region},
};

fn order(message_id: &str) -> Value {
    json!({
        "userId": CAMILLE, "event": "Order Completed", "messageId": message_id,
        "properties": { "orderId": "o-1", "total": 99.5, "currency": "EUR" },
    })
}

#[tokio::test]
async fn a_message_that_is_sent_twice_is_kept_once() {
    let region = Region::alone().await;
    region.register_camille().await;
    for _ in 0..3 {
        let answer = region.ingest(SHOP_KEY, "track", &order("m1")).await;
        assert_eq!(
            answer.json(),
            json!({ "success": true, "kept": 1, "reports": [] })
        );
    }
    assert_eq!(
        (
            region.count("profile.event").await,
            region.count("profile.outbox").await
        ),
        (1, 1)
    );
    let as_batch = json!({ "batch": [
        { "type": "track", "userId": CAMILLE, "event": "Order Completed", "messageId": "m1" },
        { "type": "track", "userId": CAMILLE, "event": "Order Completed", "messageId": "m2" },
    ]});
    region.ingest(SHOP_KEY, "batch", &as_batch).await;
    assert_eq!(
        (
            region.count("profile.event").await,
            region.count("profile.outbox").await
        ),
        (2, 2)
    );
}

#[tokio::test]
async fn a_message_that_two_senders_repeat_at_once_is_kept_once() {
    let region = Region::alone().await;
    region.register_camille().await;
    let message = order("m1");
    let sends = (0..8).map(|_| region.ingest(SHOP_KEY, "track", &message));
    for answer in futures::future::join_all(sends).await {
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(
        (
            region.count("profile.event").await,
            region.count("profile.outbox").await
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn activation_is_told_when_an_event_commits() {
    let region = Region::alone().await;
    region.register_camille().await;
    let mut listener = sqlx::postgres::PgListener::connect_with(
        &region
            .pool_of(domicile_postgresql_for_tests::Role::Activation)
            .await,
    )
    .await
    .unwrap();
    listener
        .listen(domicile_profile_store::outbox::CHANNEL)
        .await
        .unwrap();
    region.ingest(SHOP_KEY, "track", &order("m1")).await;
    assert_eq!(
        listener.recv().await.unwrap().payload(),
        "",
        "a notification says nothing about whom"
    );
}

#[tokio::test]
async fn unknown_traits_and_properties_are_kept_out_and_reported_by_name() {
    let region = Region::alone().await;
    region.register_camille().await;
    let identify = json!({ "userId": CAMILLE, "messageId": "m1", "traits": {
        "seatPreference": "window", "shoeSize": 39, "givenName": "Eve", "points": "many",
    }});
    let answer = region.ingest(SHOP_KEY, "identify", &identify).await;
    assert_eq!(
        answer.json(),
        json!({ "success": true, "kept": 1, "reports": [
            { "index": 0, "messageId": "m1", "reason": "UnknownAttribute", "names": ["shoeSize"] },
            { "index": 0, "messageId": "m1", "reason": "AttributeNotOfSource", "names": ["givenName"] },
            { "index": 0, "messageId": "m1", "reason": "WrongType", "names": ["points"] },
        ]})
    );
    assert_eq!(
        region.current("seatPreference").await,
        Some(json!("window"))
    );
    assert_eq!(region.current("givenName").await, Some(json!("Camille")));
    assert_eq!(
        (
            region.current("shoeSize").await,
            region.current("points").await
        ),
        (None, None)
    );

    let mut track = order("m2");
    track["properties"]["creditCard"] = json!("4111111111111111");
    let answer = region.ingest(SHOP_KEY, "track", &track).await;
    assert_eq!(answer.json()["reports"][0]["reason"], "UnknownProperty");
    assert!(!answer.body.contains("4111"), "a report holds no value");
    let kept: Value = sqlx::query_scalar("SELECT properties FROM profile.event")
        .fetch_one(&region.store.pool)
        .await
        .unwrap();
    assert_eq!(
        kept,
        json!({ "orderId": "o-1", "total": 99.5, "currency": "EUR" })
    );
}

#[tokio::test]
async fn each_message_of_a_batch_stands_for_itself() {
    let region = Region::alone().await;
    region.register_camille().await;
    let batch = json!({ "batch": [
        { "type": "track", "userId": CAMILLE, "event": "Flight Searched", "messageId": "m0" },
        { "type": "track", "userId": CAMILLE, "event": "Nose Picked", "messageId": "m1" },
        { "type": "page", "userId": CAMILLE, "messageId": "m2" },
        7,
        { "type": "identify", "userId": CAMILLE, "traits": { "seatPreference": "aisle" } },
        { "type": "track", "event": "Flight Searched", "messageId": "m5" },
    ]});
    let answer = region.ingest(SHOP_KEY, "batch", &batch).await.json();
    let reasons: Vec<_> = answer["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["reason"].clone())
        .collect();
    assert_eq!(
        reasons,
        [
            "UnknownEvent",
            "UnsupportedType",
            "Malformed",
            "MissingIdentity"
        ]
    );
    assert_eq!(
        (answer["success"].clone(), answer["kept"].clone()),
        (json!(false), json!(2))
    );
    assert_eq!(region.current("seatPreference").await, Some(json!("aisle")));
}

#[tokio::test]
async fn nothing_is_taken_in_under_a_purpose_that_the_person_does_not_permit() {
    let region = Region::alone().await;
    region.register_camille().await;
    let identify = json!({ "userId": CAMILLE, "messageId": "m1", "traits": { "language": "en" } });
    let refused = region
        .ingest(MAILER_KEY, "identify", &identify)
        .await
        .json();
    assert_eq!(refused["reports"][0]["reason"], "PurposeNotPermitted");
    assert_eq!(
        (refused["success"].clone(), region.current("language").await),
        (json!(false), Some(json!("fr")))
    );

    let given = json!([{
        "purpose": "newsletter", "decision": "Given", "documentVersion": "2026-01", "language": "fr",
        "brand": "aurora/aurora", "application": "aurora.shop", "page": "/consent",
    }]);
    region
        .auth(
            "POST",
            &format!("/mesh/v1/persons/{CAMILLE}/decisions"),
            Some(given),
        )
        .await;
    assert_eq!(
        region
            .ingest(MAILER_KEY, "identify", &identify)
            .await
            .json()["success"],
        json!(true)
    );
    assert_eq!(region.current("language").await, Some(json!("en")));
}

#[tokio::test]
async fn an_anonymous_event_is_kept_under_its_pseudonym_and_never_delivered() {
    let region = Region::alone().await;
    let track =
        json!({ "anonymousId": "browser-1", "event": "Flight Searched", "messageId": "m1" });
    assert_eq!(
        region.ingest(SHOP_KEY, "track", &track).await.json()["kept"],
        json!(1)
    );
    assert_eq!(
        (
            region.count("profile.event").await,
            region.count("profile.outbox").await
        ),
        (1, 0)
    );
    let answer = region.ingest(MAILER_KEY, "track", &track).await.json();
    assert_eq!(
        answer["reports"][0]["reason"], "PurposeNotPermitted",
        "nobody is there who could have consented"
    );
}

#[tokio::test]
async fn a_request_without_a_known_write_key_is_refused() {
    let region = Region::alone().await;
    for authorization in [
        None,
        Some(basic("wrong")),
        Some(basic("")),
        Some("Bearer x".to_owned()),
        Some("Basic %".to_owned()),
    ] {
        let mut request = Request::post("/v1/track").header(header::HOST, EVENTS);
        if let Some(value) = authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        let answer = send(&region.public, request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.headers.contains_key(header::WWW_AUTHENTICATE));
    }
}

#[tokio::test]
async fn a_write_key_in_the_body_counts_as_one_in_the_header() {
    let region = Region::alone().await;
    region.register_camille().await;
    let post = |key: &str, mut body: Value| {
        body["writeKey"] = json!(key);
        let request = Request::post("/v1/batch").header(header::HOST, EVENTS);
        let request = request.body(Body::from(body.to_string())).unwrap();
        send(&region.public, request)
    };
    let mut message = order("m1");
    message["type"] = json!("track");
    let body = json!({ "batch": [message] });
    assert_eq!(
        post("wrong", body.clone()).await.status,
        StatusCode::UNAUTHORIZED
    );
    let answer = post(SHOP_KEY, body).await.json();
    assert_eq!(
        (answer["kept"].clone(), answer["reports"].clone()),
        (json!(1), json!([]))
    );
}

#[tokio::test]
async fn a_compressed_body_is_read_and_a_large_one_refused() {
    let region = Region::alone().await;
    region.register_camille().await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(order("m1").to_string().as_bytes())
        .unwrap();
    let post = |body: Vec<u8>| {
        let request = Request::post("/v1/track")
            .header(header::HOST, EVENTS)
            .header(header::AUTHORIZATION, basic(SHOP_KEY))
            .header(header::CONTENT_ENCODING, "gzip");
        send(&region.public, request.body(Body::from(body)).unwrap())
    };
    assert_eq!(
        post(encoder.finish().unwrap()).await.json()["kept"],
        json!(1)
    );
    assert_eq!(
        post(vec![0; 600 * 1024]).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
}

#[tokio::test]
async fn portal_and_ingest_answer_on_their_own_hosts_only() {
    let region = Region::alone().await;
    for (host, path, expected) in [
        (EVENTS, "/sign-in", StatusCode::NOT_FOUND),
        (PORTAL, "/v1/track", StatusCode::NOT_FOUND),
        (
            "us.my.aurora.example:8443",
            "/",
            StatusCode::MISDIRECTED_REQUEST,
        ),
        ("evil.example", "/", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request = Request::get(path)
            .header(header::HOST, host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            send(&region.public, request).await.status,
            expected,
            "{host}{path}"
        );
    }
}

#[tokio::test]
async fn a_person_whom_nobody_knows_is_reported_once_every_region_was_asked() {
    // The other region of this world does not run: whether Jordan lives there cannot be known.
    let region = Region::alone().await;
    let track = json!({ "userId": JORDAN, "event": "Flight Searched", "messageId": "m1" });
    assert_eq!(
        region.ingest(SHOP_KEY, "track", &track).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

#[tokio::test]
async fn the_document_is_served_beside_what_it_describes() {
    let region = Region::alone().await;
    let path = domicile_service::openapi::PATH;
    let asked = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::HOST, EVENTS).body(Body::empty());
        send(&region.public, request.unwrap())
    };
    let served = asked("GET", path).await.json();
    let paths = served["paths"].as_object().unwrap();
    assert_eq!(
        paths.keys().collect::<Vec<_>>(),
        ["/v1/batch", "/v1/identify", "/v1/track"]
    );
    for path in paths.keys() {
        let answer = asked("GET", path).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.headers[header::ALLOW], "POST");
        assert_eq!(
            answer.json()["type"],
            "urn:domicile:problem:method-not-allowed"
        );
    }
    let elsewhere = asked("POST", "/v1/page").await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    assert_eq!(elsewhere.json()["type"], "urn:domicile:problem:not-found");
}
