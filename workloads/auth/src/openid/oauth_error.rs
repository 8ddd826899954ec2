//! What endpoints answer to applications when they do not answer as hoped (RFC 6749, section 5.2).

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::AuthError;

/// Why something was not done.
#[derive(Serialize, ToSchema)]
pub struct OAuthError<'a> {
    /// A code of an RFC.
    error: &'a str,
    /// What to do about it.
    error_description: &'a str,
}

/// An error code of an RFC with what to do about it.
pub fn oauth_error(status: StatusCode, error: &str, description: &str) -> Response {
    let body = OAuthError {
        error,
        error_description: description,
    };
    let mut response = (status, Json(body)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A fault of ours: logged, and told without its reason.
pub fn fault(endpoint: &str, error: &AuthError) -> Response {
    tracing::error!(%error, endpoint, "an endpoint failed");
    let (status, code) = match error {
        AuthError::Region(_) | AuthError::ProfileStore(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable")
        }
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
    };
    oauth_error(
        status,
        code,
        "something went wrong on our side; try again later",
    )
}
