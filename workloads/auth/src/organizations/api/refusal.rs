//! Why an operation is not done.

use axum::{
    extract::rejection::StringRejection,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_organizations::authority::Denial;
use domicile_service::Problem;

use crate::{error::AuthError, organizations::caller::Disbelief};

/// Why not.
#[derive(Debug)]
pub enum Refusal {
    /// The request cannot be read; what to do about it.
    Malformed(&'static str),
    /// The body is too large.
    TooLarge,
    /// Nothing here, or nothing that the caller may hear of.
    NotFound,
    /// The caller does not prove who they are.
    Caller(Disbelief),
    /// The caller may not.
    Denied(Denial),
    /// The last administrator stays.
    LastAdministrator,
    /// Somebody else changed it at the same moment.
    Changed,
    /// Another member has this name in the directory.
    Taken,
    /// It cannot be done as things stand.
    Conflict(&'static str),
    /// An organisation's issuer cannot be used; what is wrong and what to do about it.
    Issuer(String),
    /// Too much in a short time.
    TooMany(u64),
    /// Something of ours does not work.
    Fault(AuthError),
}

impl<E: Into<AuthError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

impl From<&StringRejection> for Refusal {
    fn from(rejection: &StringRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else {
            Self::Malformed("The body is not UTF-8.")
        }
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::OtherOrganization => Self::NotFound,
            denial => Self::Denied(denial),
        }
    }
}

impl Refusal {
    /// Status, slug and sentence.
    pub fn problem(&self) -> (StatusCode, &'static str, String) {
        match self {
            Self::Malformed(detail) => (
                StatusCode::BAD_REQUEST,
                "invalid-request",
                (*detail).to_owned(),
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "A body takes at most 64 KiB.".to_owned(),
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "not-found",
                "There is no such organisation, or nothing at this address of it.".to_owned(),
            ),
            Self::Caller(Disbelief::Token) => (
                StatusCode::UNAUTHORIZED,
                "invalid-token",
                "Present an access token of the scope `organizations`.".to_owned(),
            ),
            Self::Caller(Disbelief::Scope) => (
                StatusCode::FORBIDDEN,
                "insufficient-scope",
                "The access token has not the scope `organizations`.".to_owned(),
            ),
            Self::Denied(Denial::UnknownRole) => (
                StatusCode::BAD_REQUEST,
                "unknown-role",
                "Name roles of the IdentityTenant's `spec.organizations`.".to_owned(),
            ),
            Self::Denied(denial) => (StatusCode::FORBIDDEN, "not-permitted", denial.to_string()),
            Self::LastAdministrator => (
                StatusCode::CONFLICT,
                "last-administrator",
                "An organisation keeps one administrator: make somebody else one first.".to_owned(),
            ),
            Self::Changed => (
                StatusCode::CONFLICT,
                "changed",
                "Somebody else changed it at the same moment. Read it again.".to_owned(),
            ),
            Self::Taken => (
                StatusCode::CONFLICT,
                "taken",
                "Another member has this name in the directory.".to_owned(),
            ),
            Self::Conflict(detail) => (StatusCode::CONFLICT, "conflict", (*detail).to_owned()),
            Self::Issuer(detail) => (StatusCode::BAD_REQUEST, "invalid-issuer", detail.clone()),
            Self::TooMany(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too much mail was asked for; wait as long as `Retry-After` says.".to_owned(),
            ),
            Self::Fault(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "Nothing was changed by half. Try again in a moment.".to_owned(),
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if let Self::Fault(error) = &self {
            tracing::error!(%error, "an operation on an organisation failed");
        }
        let (status, slug, detail) = self.problem();
        let mut response = Problem::new(status, slug, "The request was not carried out.")
            .detail(detail)
            .into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let challenge = match &self {
            Self::Caller(Disbelief::Token) => Some("Bearer error=\"invalid_token\""),
            Self::Caller(Disbelief::Scope) => {
                Some("Bearer error=\"insufficient_scope\", scope=\"organizations\"")
            }
            _ => None,
        };
        if let Some(challenge) = challenge {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(challenge),
            );
        }
        if let Self::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
