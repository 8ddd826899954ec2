//! Who received data of a person: on the page, and in the copy.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    http::{browse, browse_in},
    portal_sign_in::Story,
    region::CAMILLES_ADDRESS,
};

/// The section of the start page.
fn section(page: &str) -> &str {
    let (_, rest) = page.split_once("aria-labelledby=\"recipients\"").unwrap();
    rest.split_once("</section>").unwrap().0
}

pub fn received() -> Value {
    json!([
        { "target": "aurora/crm", "displayName": "Letterbird SAS", "jurisdiction": "US", "purpose": "newsletter",
          "attributes": ["email", "seatPreference"], "events": ["Order Completed"], "times": 3,
          "firstAt": "2026-03-01T12:30:00Z", "lastAt": "2026-11-02T08:00:00Z" },
        { "target": "aurora/old-tool", "jurisdiction": null, "purpose": "retired",
          "attributes": [], "events": ["Flight Searched"], "times": 1,
          "firstAt": "2025-06-01T06:00:00Z", "lastAt": "2025-06-01T06:00:00Z" },
    ])
}

#[tokio::test]
async fn a_person_sees_who_received_what_what_for_and_when() {
    let story = Story::begin().await;
    story.activation.say(received());
    let session = story.signed_in().await;
    let page = browse(&story.region.public, "/", &[&session]).await.body;
    let section = section(&page);
    for expected in [
        "Letterbird SAS",
        "Kept and used in: US",
        "Seat preference",
        "With what happened: Order Completed",
        "3 times",
        "datetime=\"2026-03-01T12:30:00Z\"",
        "2 November 2026, 09:00 (UTC+1)",
        "old-tool",
        "Receives nothing any more",
        "Once",
        "retired",
        "1 June 2025, 08:00 (UTC+2)",
    ] {
        assert!(section.contains(expected), "{expected}: {section}");
    }
    assert_eq!(section.matches("First:").count(), 1, "{section}");
    assert!(!section.contains(CAMILLES_ADDRESS), "{section}");
}

#[tokio::test]
async fn a_person_of_whom_nothing_was_sent_reads_that_in_their_language() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    for (language, expected) in [
        ("en", "Nobody yet."),
        ("fr", "Personne pour l’instant."),
        ("ja", "まだありません。"),
    ] {
        let page = browse_in(&story.region.public, "/", &[&session], language).await;
        let section = section(&page.body);
        assert!(section.contains(expected), "{section}");
    }
}

#[tokio::test]
async fn while_activation_does_not_answer_the_page_says_so_and_there_is_no_half_copy() {
    let story = Story::begin().await;
    let session = story.signed_in().await;
    story.activation.fall_silent();

    let page = browse(&story.region.public, "/", &[&session]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(CAMILLES_ADDRESS), "the rest is shown");
    let section = section(&page.body);
    assert!(section.contains("id=\"recipients-unavailable\""));
    assert!(!section.contains("id=\"recipients-nobody\""), "{section}");

    let copy = browse(&story.region.public, "/export", &[&session]).await;
    assert_eq!(copy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!copy.body.contains(CAMILLES_ADDRESS), "{}", copy.body);
}

#[tokio::test]
async fn the_copy_says_who_received_what() {
    let story = Story::begin().await;
    story.activation.say(received());
    let session = story.signed_in().await;
    let copy = browse(&story.region.public, "/export", &[&session])
        .await
        .json();
    assert_eq!(copy["recipients"], received());
}
