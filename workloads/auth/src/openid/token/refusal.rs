//! Why no token is given (RFC 6749, section 5.2).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    error::AuthError,
    openid::{
        client_authentication::Disbelief,
        dpop::{self, Disproof},
        oauth_error::{fault, oauth_error},
        resource::InvalidTarget,
    },
    web::{parameters::Repeated, throttle::TooMany},
};

/// What the client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// What is presented is not good.
    Grant(&'static str),
    /// The client may not use this grant.
    UnauthorizedClient,
    /// More is asked for than can be had.
    Scope(&'static str),
    /// A resource that the client cannot have tokens for (RFC 8707, section 2).
    Target,
    /// The person has not said anything yet (RFC 8628, section 3.5).
    AuthorizationPending,
    /// The same, and the device asks too often.
    SlowDown,
    /// The person said no.
    AccessDenied,
    /// Nobody said anything in time.
    ExpiredToken,
    /// Too much of it at once: seconds until it may be tried again.
    TooMany(u64),
    /// The proof of its key is missing or not believed (RFC 9449, sections 5 and 8).
    Proof(Disproof),
}

impl Refusal {
    /// One text for all reasons: which part did not fit is nobody's business but the right client's.
    pub const REFRESH_TOKEN: Self = Self::Grant(
        "the refresh token is unknown, expired, used, revoked, or was given to another client or key; let the \
         person sign in again",
    );
    /// The same for codes of devices.
    pub const DEVICE_CODE: Self = Self::Grant(
        "the device code is unknown, used, or was given to another client; begin again",
    );
    /// The same for codes.
    pub const CODE: Self = Self::Grant(
        "the code is unknown, expired, used, or was given to another client, address or verifier",
    );
    /// The same for tokens that are exchanged (RFC 8693, section 2.2.2: `invalid_request`).
    pub const SUBJECT_TOKEN: Self = Self::Request(
        "`subject_token` is no access token of ours that is alive and meant for the resource server that this client is",
    );
}

impl From<Repeated> for Refusal {
    fn from(_: Repeated) -> Self {
        Self::Request("a parameter was sent more than once")
    }
}

impl From<InvalidTarget> for Refusal {
    fn from(_: InvalidTarget) -> Self {
        Self::Target
    }
}

impl From<TooMany> for Refusal {
    fn from(too_many: TooMany) -> Self {
        Self::TooMany(too_many.retry_after_seconds)
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
            Self::AuthorizationPending => bad(
                "authorization_pending",
                "the person has not decided yet: ask again after `interval` seconds",
            ),
            Self::SlowDown => bad(
                "slow_down",
                "the person has not decided yet: ask less often, from now on by 5 seconds",
            ),
            Self::AccessDenied => bad("access_denied", "the person said no"),
            Self::ExpiredToken => bad("expired_token", "nobody decided in time: begin again"),
            Self::UnauthorizedClient => bad(
                "unauthorized_client",
                "`grantTypes` of the Application says which grants this client may use",
            ),
            Self::Scope(description) => bad("invalid_scope", description),
            Self::TooMany(seconds) => {
                let description =
                    "too many requests come from where this one does; try again later";
                let status = StatusCode::TOO_MANY_REQUESTS;
                let mut response = oauth_error(status, "temporarily_unavailable", description);
                let seconds = HeaderValue::from(seconds);
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
                response
            }
            Self::Proof(Disproof::Invalid(description)) => bad("invalid_dpop_proof", description),
            Self::Proof(Disproof::UseNonce(nonce)) => {
                let mut response = bad(
                    "use_dpop_nonce",
                    "send the proof again with the nonce of the header `DPoP-Nonce`",
                );
                if let Ok(value) = HeaderValue::from_str(&nonce) {
                    response.headers_mut().insert(dpop::NONCE_HEADER, value);
                }
                response
            }
            Self::Target => bad(
                "invalid_target",
                "`resources` of the Application says which resources this client may ask for, and the grant must \
                 reach as far",
            ),
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

impl Failure {
    /// What the client is told by `endpoint`, whose path is logged with a fault of ours.
    pub fn told_by(self, endpoint: &'static str) -> Response {
        match self {
            Self::Refused(refusal) => refusal.into_response(),
            Self::Fault(error) => fault(endpoint, &error),
        }
    }
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
