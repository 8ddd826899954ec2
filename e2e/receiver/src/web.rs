//! Takes webhooks and shows what came, over HTTP.
//!
//! | method and path | what it does |
//! |---|---|
//! | `POST /hooks/{hook}` | takes a webhook and answers as told |
//! | `GET /hooks/{hook}` | the calls of a hook |
//! | `PUT /hooks/{hook}/behaviour` | says how the hook answers and which secrets sign it |
//! | `GET /mail?to=ADDRESS` | mails |
//! | `GET /sms?to=NUMBER` | messages that [`crate::sms`] took |
//! | `DELETE /` | forgets calls, mails and messages |
//! | `GET /healthz` | alive |

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode},
    routing::{delete, get, post, put},
};
use jiff::Timestamp;
use serde::Deserialize;
use standardwebhooks::Webhook;

use crate::{
    behaviour::Behaviour,
    inbox::{Call, Inbox, Mail, Message, Signature},
};

const LARGEST_BODY: usize = 1024 * 1024;

/// Routes over an inbox.
pub fn router(inbox: Inbox) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/", delete(clear))
        .route("/mail", get(mails))
        .route("/sms", get(messages))
        .route("/hooks/{hook}", post(take).get(calls))
        .route("/hooks/{hook}/behaviour", put(set_behaviour))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(inbox)
}

async fn take(
    State(inbox): State<Inbox>,
    Path(hook): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let behaviour = inbox.behaviour(&hook);
    let call = Call {
        received_at: Timestamp::now(),
        signature: verify(&behaviour.secrets, &headers, &body),
        answered: behaviour.status,
        headers: readable(&headers),
        body: serde_json::from_slice(&body)
            .unwrap_or_else(|_| String::from_utf8_lossy(&body).into_owned().into()),
        hook,
    };
    inbox.keep_call(call);
    // The test asked for a slow receiver: the delay is what is played, not a wait for something.
    tokio::time::sleep(behaviour.delay()).await;
    StatusCode::from_u16(behaviour.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn verify(secrets: &[String], headers: &HeaderMap, body: &[u8]) -> Signature {
    if secrets.is_empty() {
        return Signature::NotChecked;
    }
    let right =
        |secret: &String| Webhook::new(secret).is_ok_and(|hook| hook.verify(body, headers).is_ok());
    if secrets.iter().any(right) {
        Signature::Verified
    } else {
        Signature::Wrong
    }
}

fn readable(headers: &HeaderMap) -> BTreeMap<String, String> {
    headers
        .iter()
        .map(|(name, value)| {
            (
                name.to_string(),
                String::from_utf8_lossy(value.as_bytes()).into_owned(),
            )
        })
        .collect()
}

async fn calls(State(inbox): State<Inbox>, Path(hook): Path<String>) -> Json<Vec<Call>> {
    Json(inbox.calls(&hook))
}

async fn set_behaviour(
    State(inbox): State<Inbox>,
    Path(hook): Path<String>,
    Json(behaviour): Json<Behaviour>,
) -> StatusCode {
    inbox.set_behaviour(hook, behaviour);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Addressed {
    to: Option<String>,
}

async fn mails(State(inbox): State<Inbox>, Query(addressed): Query<Addressed>) -> Json<Vec<Mail>> {
    Json(inbox.mails(addressed.to.as_deref()))
}

async fn messages(
    State(inbox): State<Inbox>,
    Query(addressed): Query<Addressed>,
) -> Json<Vec<Message>> {
    Json(inbox.messages(addressed.to.as_deref()))
}

async fn clear(State(inbox): State<Inbox>) -> StatusCode {
    inbox.clear();
    StatusCode::NO_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    async fn post_signed_by(inbox: &Inbox, secret: &str) -> StatusCode {
        let body = br#"{"specversion":"1.0"}"#;
        let now = Timestamp::now().as_second();
        let signature = Webhook::new(secret)
            .unwrap()
            .sign("message", now, body)
            .unwrap();
        let request = Request::post("/hooks/crm")
            .header("webhook-id", "message")
            .header("webhook-timestamp", now)
            .header("webhook-signature", signature)
            .body(Body::from(&body[..]))
            .unwrap();
        router(inbox.clone())
            .oneshot(request)
            .await
            .unwrap()
            .status()
    }

    #[tokio::test]
    async fn a_signature_is_verified_with_the_secrets_of_its_hook() {
        let inbox = Inbox::default();
        assert_eq!(post_signed_by(&inbox, SECRET).await, StatusCode::NO_CONTENT);
        inbox.set_behaviour(
            "crm".into(),
            Behaviour {
                secrets: vec![SECRET.into()],
                ..Behaviour::default()
            },
        );
        post_signed_by(&inbox, SECRET).await;
        post_signed_by(&inbox, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
        let found: Vec<_> = inbox
            .calls("crm")
            .into_iter()
            .map(|call| call.signature)
            .collect();
        assert_eq!(
            found,
            [Signature::NotChecked, Signature::Verified, Signature::Wrong]
        );
    }

    #[tokio::test]
    async fn a_hook_answers_as_it_was_told() {
        let inbox = Inbox::default();
        inbox.set_behaviour(
            "crm".into(),
            Behaviour {
                status: 503,
                ..Behaviour::default()
            },
        );
        assert_eq!(
            post_signed_by(&inbox, SECRET).await,
            StatusCode::SERVICE_UNAVAILABLE
        );
    }
}
