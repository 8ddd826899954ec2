//! The airline's mileage programme (`docs/membership-links.md`): it confirms a number to whoever knows its PIN, in calls
//! that are signed.

use std::sync::Arc;

use anyhow::Context as _;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde::Deserialize;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

/// Longest call that is taken.
const LARGEST_BODY: usize = 16 * 1024;
/// Digits of a number, after its letters.
const DIGITS: usize = 8;
/// Letters that every number begins with.
const AIRLINE: &str = "AU";

/// What a call holds. Fields may be added: what is not known here is no reason to refuse it.
#[derive(Deserialize)]
struct Call {
    #[serde(rename = "type")]
    name: String,
    number: String,
    answers: Answers,
}

#[derive(Deserialize)]
struct Answers {
    pin: String,
}

/// `POST /members/verify`, for calls that are signed with this secret (`whsec_…`).
///
/// # Errors
/// When the secret is none.
pub fn router(secret: &str) -> anyhow::Result<Router> {
    let webhook = Webhook::new(secret)
        .ok()
        .context("the secret of the mileage programme is not whsec_ and base64")?;
    Ok(Router::new()
        .route("/members/verify", post(verify))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(Arc::new(webhook)))
}

async fn verify(
    State(webhook): State<Arc<Webhook>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, StatusCode> {
    webhook
        .verify(&body, &headers)
        .map_err(|_| StatusCode::UNAUTHORIZED)?;
    let call: Call = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    if call.name != "membership.verification" {
        return Err(StatusCode::BAD_REQUEST);
    }
    let digits = digits(&call.number);
    // Everybody who has such a number is a member; the PIN is its last four digits.
    let confirmed =
        digits.filter(|digits| digits.ends_with(&call.answers.pin) && call.answers.pin.len() == 4);
    Ok(Json(match confirmed {
        Some(digits) => {
            let (first, last) = digits.split_at(DIGITS / 2);
            json!({ "confirmed": true, "number": format!("{AIRLINE} {first} {last}") })
        }
        None => json!({ "confirmed": false }),
    }))
}

/// The digits of a number, however it is grouped; nothing when it is none of ours.
fn digits(number: &str) -> Option<String> {
    let bare: String = number.split_whitespace().collect::<String>().to_uppercase();
    let digits = bare.strip_prefix(AIRLINE)?;
    let fits = digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit());
    fits.then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        body::{Body, to_bytes},
        http::Request,
    };
    use jiff::Timestamp;
    use tower::ServiceExt;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    async fn call(secret: &str, number: &str, pin: &str) -> (StatusCode, String) {
        let body = json!({ "type": "membership.verification", "membership": "miles", "number": number, "answers": { "pin": pin } });
        let (body, now) = (body.to_string(), Timestamp::now().as_second());
        let signature = Webhook::new(secret)
            .unwrap()
            .sign("call", now, body.as_bytes())
            .unwrap();
        let request = Request::post("/members/verify")
            .header("webhook-id", "call")
            .header("webhook-timestamp", now)
            .header("webhook-signature", signature)
            .body(Body::from(body))
            .unwrap();
        let answer = router(SECRET).unwrap().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), LARGEST_BODY).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_number_is_confirmed_to_whoever_knows_its_pin_as_the_airline_writes_it() {
        let written = r#"{"confirmed":true,"number":"AU 1234 5678"}"#;
        for (number, pin, expected) in [
            ("au12345678", "5678", written),
            (" AU 1234 5678", "5678", written),
            ("AU12345678", "1234", r#"{"confirmed":false}"#),
            ("AU12345678", "", r#"{"confirmed":false}"#),
            ("AU1234567", "4567", r#"{"confirmed":false}"#),
            ("12345678", "5678", r#"{"confirmed":false}"#),
        ] {
            let (status, body) = call(SECRET, number, pin).await;
            assert_eq!(
                (status, body.as_str()),
                (StatusCode::OK, expected),
                "{number} {pin}"
            );
        }
    }

    #[tokio::test]
    async fn what_is_signed_by_nobody_we_know_is_not_answered() {
        let (status, _) = call(OTHER, "AU12345678", "5678").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(router("no secret").is_err());
    }
}
