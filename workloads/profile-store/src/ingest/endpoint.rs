//! The HTTP endpoints of ingest.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domicile_service::{
    Problem,
    openapi::{self, Misdirected},
};
use jiff::Timestamp;
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answers::{Refused, Taken},
    body, document,
    message::{self, MessageType},
    report::Answer,
    take_in::{self, Envelope, Item},
    wire_format::{Batch, Identify, Track},
    write_key::{self, Unauthorized},
};
use crate::ProfileStore;

/// Routes of ingest, with their description.
pub(super) fn api() -> OpenApiRouter<ProfileStore> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(identify))
        .routes(routes!(track))
        .routes(routes!(batch))
}

/// Everything that the hosts of ingest answer.
pub(crate) fn router(store: ProfileStore) -> Router {
    Router::from(api())
        .merge(openapi::router(&document::document()))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(DefaultBodyLimit::max(body::MOST_BYTES))
        .with_state(store)
}

type Body = Result<Bytes, BytesRejection>;

/// Sets attributes of a person.
#[utoipa::path(post, path = "/v1/identify", request_body = Identify, responses(Taken, Refused, Misdirected))]
async fn identify(State(store): State<ProfileStore>, headers: HeaderMap, body: Body) -> Response {
    single(store, headers, body, MessageType::Identify).await
}

/// Says that something happened.
#[utoipa::path(post, path = "/v1/track", request_body = Track, responses(Taken, Refused, Misdirected))]
async fn track(State(store): State<ProfileStore>, headers: HeaderMap, body: Body) -> Response {
    single(store, headers, body, MessageType::Track).await
}

/// Many messages at once; each stands for itself.
#[utoipa::path(post, path = "/v1/batch", request_body = Batch, responses(Taken, Refused, Misdirected))]
async fn batch(State(store): State<ProfileStore>, headers: HeaderMap, body: Body) -> Response {
    answer(store, headers, body, |value| {
        let messages = message::batch(value).ok_or_else(|| {
            body::malformed("Expected an object with `batch`, a list of messages.")
        })?;
        let read = |(index, raw): (usize, Value)| Item {
            index,
            message: message::read(&raw, None),
            raw,
        };
        Ok(messages.into_iter().enumerate().map(read).collect())
    })
    .await
}

async fn single(
    store: ProfileStore,
    headers: HeaderMap,
    body: Body,
    known: MessageType,
) -> Response {
    answer(store, headers, body, |mut raw| {
        let message = message::read(&raw, Some(known));
        // Forwarded messages travel in batches, where each says its own type.
        if let Some(object) = raw.as_object_mut() {
            let name = match known {
                MessageType::Identify => "identify",
                MessageType::Track => "track",
            };
            object.insert("type".to_owned(), name.into());
        }
        Ok(vec![Item {
            index: 0,
            message,
            raw,
        }])
    })
    .await
}

async fn answer(
    store: ProfileStore,
    headers: HeaderMap,
    body: Body,
    items: impl FnOnce(Value) -> Result<Vec<Item>, Problem>,
) -> Response {
    let loaded = store.bundle();
    let refused = |unauthorized: Unauthorized| {
        store.metrics.count("unauthorized", 1);
        unauthorized.into_response()
    };
    // A key in the header is judged before the body is looked at.
    let in_header = write_key::from_header(&headers);
    let early = in_header.map(|key| write_key::source(&key, &loaded.bundle));
    let early = match early.transpose() {
        Ok(source) => source,
        Err(unauthorized) => return refused(unauthorized),
    };
    let value = body
        .map_err(|_| body::too_large())
        .and_then(|bytes| body::read(&headers, &bytes));
    let mut value = match value {
        Ok(value) => value,
        Err(problem) => return problem.into_response(),
    };
    let in_body = write_key::take_from_body(&mut value);
    let source = early.map_or_else(
        || write_key::source(&in_body.unwrap_or_default(), &loaded.bundle),
        Ok,
    );
    let source = match source {
        Ok(source) => source,
        Err(unauthorized) => return refused(unauthorized),
    };
    let envelope = match items(value) {
        Ok(items) => Envelope {
            source,
            received_at: Timestamp::now(),
            items,
        },
        Err(problem) => return problem.into_response(),
    };
    outcome(take_in::from_source(&store, &loaded.bundle, envelope).await)
}

fn outcome(answer: Result<Answer, crate::StoreError>) -> Response {
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => error.into_problem().into_response(),
    }
}
