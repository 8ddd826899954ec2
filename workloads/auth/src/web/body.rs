//! Bodies of requests of applications: what cannot be read is answered as they expect it (RFC 6749, section 5.2).

use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::openid::oauth_error::oauth_error;

/// A body of any kind. An extractor of handlers.
#[derive(Clone, Debug)]
pub struct Whole(pub Bytes);

/// A body that is text, as a form is. An extractor of handlers.
#[derive(Clone, Debug)]
pub struct Text(pub String);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        Bytes::from_request(request, state)
            .await
            .map(Self)
            .map_err(|rejection| unreadable(&rejection))
    }
}

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let Whole(bytes) = Whole::from_request(request, state).await?;
        String::from_utf8(bytes.into())
            .map(Self)
            .map_err(|_| refused(StatusCode::BAD_REQUEST, "the body is not UTF-8"))
    }
}

fn unreadable(rejection: &BytesRejection) -> Response {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large")
    } else {
        refused(StatusCode::BAD_REQUEST, "the body was not sent whole")
    }
}

fn refused(status: StatusCode, description: &str) -> Response {
    oauth_error(status, "invalid_request", description).into_response()
}
