//! Answers of SCIM.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_organizations::{authority::Denial, scim::error::ScimError};
use serde_json::Value;

use crate::{error::AuthError, organizations::api::Refusal};

/// RFC 7644, section 8.1.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/scim+json");

/// An answer that is no error.
pub(super) struct Answer {
    pub status: StatusCode,
    pub body: Value,
    pub entity_tag: Option<String>,
    pub location: Option<String>,
}

impl Answer {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Self {
            status: StatusCode::OK,
            body,
            entity_tag: None,
            location: None,
        }
    }

    /// A resource, with what its `meta` says in headers too.
    pub fn resource(status: StatusCode, body: Value) -> Self {
        let meta = |name: &str| body["meta"][name].as_str().map(str::to_owned);
        Self {
            status,
            entity_tag: meta("version"),
            location: meta("location"),
            body,
        }
    }

    /// 204.
    pub fn nothing() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            body: Value::Null,
            entity_tag: None,
            location: None,
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = if self.body.is_null() {
            self.status.into_response()
        } else {
            (self.status, Json(self.body)).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in [
            (header::ETAG, self.entity_tag),
            (header::LOCATION, self.location),
        ] {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// An error as SCIM tells it.
pub(super) fn refused(error: &ScimError) -> Response {
    let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(error.to_json())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, MEDIA_TYPE);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// No token of a directory of this organisation.
pub(super) fn unauthorized() -> Response {
    let mut response = refused(&ScimError::new(
        401,
        "present a token that an administrator of this organisation made",
    ));
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Bearer error=\"invalid_token\""),
    );
    response
}

/// A fault of ours: logged, and told without its reason.
pub(super) fn fault(error: &AuthError) -> ScimError {
    tracing::error!(%error, endpoint = "/scim/v2", "an endpoint failed");
    ScimError::new(500, "something went wrong on our side; try again later")
}

/// What the rules of organisations refuse, in the words of SCIM.
pub(super) fn of(refusal: Refusal) -> ScimError {
    match refusal {
        Refusal::Fault(error) => fault(&error),
        Refusal::NotFound => ScimError::not_found(),
        Refusal::Denied(Denial::UnknownRole) => {
            ScimError::value("there is no such group in this organisation")
        }
        Refusal::Changed => ScimError::new(412, "the resource has another version; read it again"),
        Refusal::Taken => ScimError {
            status: 409,
            scim_type: Some("uniqueness"),
            detail: "another user of this organisation has this userName".to_owned(),
        },
        refusal => {
            let (status, _, detail) = refusal.problem();
            ScimError::new(status.as_u16(), detail)
        }
    }
}
