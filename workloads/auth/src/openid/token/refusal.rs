//! Why no token is given (RFC 6749, section 5.2).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    error::AuthError,
    openid::{client_authentication::Disbelief, oauth_error::oauth_error},
    web::parameters::Repeated,
};

/// What the client is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something is missing, repeated or malformed.
    Request(&'static str),
    /// `grant_type` is none of ours.
    GrantType,
    /// The client did not prove itself.
    Client {
        /// It tried HTTP Basic, which asks for a challenge in the answer.
        basic: bool,
    },
    /// The code is not good.
    Grant(&'static str),
}

impl Refusal {
    /// One text for all reasons: which part did not fit is nobody's business but the right client's.
    pub const CODE: Self = Self::Grant(
        "the code is unknown, expired, used, or was given to another client, address or verifier",
    );
}

impl From<Repeated> for Refusal {
    fn from(_: Repeated) -> Self {
        Self::Request("a parameter was sent more than once")
    }
}

impl From<Disbelief> for Refusal {
    fn from(disbelief: Disbelief) -> Self {
        match disbelief {
            Disbelief::Malformed => {
                Self::Request("client authentication is missing, repeated or contradicts itself")
            }
            Disbelief::Wrong { basic } => Self::Client { basic },
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let bad = |error, description| oauth_error(StatusCode::BAD_REQUEST, error, description);
        match self {
            Self::Request(description) => bad("invalid_request", description),
            Self::GrantType => bad(
                "unsupported_grant_type",
                "`grant_types_supported` of the discovery document says which there are",
            ),
            Self::Client { basic } => {
                let mut response = oauth_error(
                    StatusCode::UNAUTHORIZED,
                    "invalid_client",
                    "the client did not prove itself",
                );
                if basic {
                    let challenge = HeaderValue::from_static("Basic realm=\"token\"");
                    response
                        .headers_mut()
                        .insert(header::WWW_AUTHENTICATE, challenge);
                }
                response
            }
            Self::Grant(description) => bad("invalid_grant", description),
        }
    }
}

/// Why a request is not answered with tokens.
#[derive(Debug)]
pub enum Failure {
    /// The client asks for what it cannot have.
    Refused(Refusal),
    /// Something of ours does not work.
    Fault(AuthError),
}

impl<E: Into<AuthError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
