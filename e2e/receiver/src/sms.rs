//! The company's SMS adapter (`docs/sms.md`): it takes a message whose call is signed, and shows it instead of sending it.

use std::sync::Arc;

use anyhow::Context as _;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use jiff::Timestamp;
use serde::Deserialize;
use standardwebhooks::Webhook;

use crate::inbox::{Inbox, Message, Signed};

/// Longest call that is taken.
const LARGEST_BODY: usize = 16 * 1024;

/// What a call holds of a message. Fields may be added: what is not known here is no reason to refuse it.
#[derive(Deserialize)]
struct Call {
    #[serde(rename = "type")]
    name: String,
    to: String,
    text: String,
    language: String,
    kind: String,
}

#[derive(Clone)]
struct Adapter {
    webhook: Arc<Webhook>,
    inbox: Inbox,
}

/// `POST /sms`, for calls that are signed with this secret (`whsec_…`).
///
/// # Errors
/// When the secret is none.
pub fn router(inbox: Inbox, secret: &str) -> anyhow::Result<Router> {
    let webhook = Webhook::new(secret)
        .ok()
        .context("the secret of the SMS adapter is not whsec_ and base64")?;
    let adapter = Adapter {
        webhook: Arc::new(webhook),
        inbox,
    };
    Ok(Router::new()
        .route("/sms", post(take))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(adapter))
}

async fn take(State(adapter): State<Adapter>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if adapter.webhook.verify(&body, &headers).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (Ok(call), Ok(written)) = (
        serde_json::from_slice::<Call>(&body),
        String::from_utf8(body.to_vec()),
    ) else {
        return StatusCode::BAD_REQUEST;
    };
    if call.name != "sms.code" {
        return StatusCode::BAD_REQUEST;
    }
    adapter.inbox.keep_message(Message {
        received_at: Timestamp::now(),
        to: call.to,
        text: call.text,
        language: call.language,
        kind: call.kind,
        signed: Signed {
            id: header("webhook-id"),
            timestamp: header("webhook-timestamp"),
            signature: header("webhook-signature"),
            body: written,
        },
    });
    StatusCode::ACCEPTED
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const CODE: &str = r#"{"type":"sms.code","to":"+33639980001","text":"123456 is your code.\n\n@eu.login.example #123456","language":"en","kind":"verification","more":1}"#;

    async fn call(inbox: &Inbox, secret: &str, signed_at: i64, body: &'static str) -> StatusCode {
        let signature = Webhook::new(secret)
            .unwrap()
            .sign("message", signed_at, body.as_bytes())
            .unwrap();
        let request = Request::post("/sms")
            .header("webhook-id", "message")
            .header("webhook-timestamp", signed_at)
            .header("webhook-signature", signature)
            .body(Body::from(body))
            .unwrap();
        let router = router(inbox.clone(), SECRET).unwrap();
        router.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_signed_message_is_kept_for_whoever_has_the_number() {
        let inbox = Inbox::default();
        let now = Timestamp::now().as_second();
        assert_eq!(call(&inbox, SECRET, now, CODE).await, StatusCode::ACCEPTED);
        let found = inbox.messages(Some("+33639980001"));
        assert_eq!(found.len(), 1);
        assert!(found[0].text.ends_with("#123456"));
        assert_eq!(found[0].signed.body, CODE, "as it was signed");
        assert!(inbox.messages(Some("+33639980002")).is_empty());
    }

    #[tokio::test]
    async fn what_is_signed_by_nobody_we_know_or_long_ago_is_not_taken() {
        let inbox = Inbox::default();
        let now = Timestamp::now().as_second();
        for (secret, signed_at, body, status) in [
            (OTHER, now, CODE, StatusCode::UNAUTHORIZED),
            (SECRET, now - 3600, CODE, StatusCode::UNAUTHORIZED),
            (SECRET, now, "{}", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(call(&inbox, secret, signed_at, body).await, status);
        }
        assert!(inbox.messages(None).is_empty());
        assert!(router(inbox, "no secret").is_err());
    }
}
