//! Why a token is not taken (RFC 6750, section 3; RFC 9449, sections 7.1 and 9).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use domicile_service::Problem;

use super::shown_token::Scheme;
use crate::openid::{
    dpop::{self, Disproof},
    oauth_error::oauth_error,
};

/// What the client is told.
pub enum Challenge {
    /// No token was shown.
    Nothing,
    /// More than one token, or a parameter twice.
    Request,
    /// The token is not good here.
    Token(Scheme),
    /// The token is not for this: it lacks `openid` (`OpenID` Connect Core, section 5.3.3; RFC 6750, section 3.1).
    Scope(Scheme),
    /// The proof of its key is not believed.
    Proof(Disproof),
}

/// No error code: the client is only told how (RFC 6750, section 3.1).
fn nothing_shown() -> Response {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "access-token-missing",
        "Show an access token in the header `Authorization`.",
    )
    .into_response()
}

impl IntoResponse for Challenge {
    fn into_response(self) -> Response {
        let algorithms = dpop::ALGORITHMS.join(" ");
        let of = |scheme: &str, error: &str| format!("{scheme} error=\"{error}\"");
        let dpop = |error: &str| format!("DPoP error=\"{error}\", algs=\"{algorithms}\"");
        let unauthorized =
            |error, description| oauth_error(StatusCode::UNAUTHORIZED, error, description);
        let bad_token = || unauthorized("invalid_token", "the access token is not good here");
        let (mut response, challenges) = match &self {
            Self::Nothing => (
                nothing_shown(),
                vec!["Bearer".to_owned(), format!("DPoP algs=\"{algorithms}\"")],
            ),
            Self::Request => (
                oauth_error(
                    StatusCode::BAD_REQUEST,
                    "invalid_request",
                    "show one access token, in one way",
                ),
                vec![of("Bearer", "invalid_request")],
            ),
            Self::Token(Scheme::Bearer) => (bad_token(), vec![of("Bearer", "invalid_token")]),
            Self::Token(Scheme::Dpop) => (bad_token(), vec![dpop("invalid_token")]),
            Self::Scope(scheme) => (
                oauth_error(
                    StatusCode::FORBIDDEN,
                    "insufficient_scope",
                    "userinfo is for tokens with the scope `openid`",
                ),
                vec![match scheme {
                    Scheme::Bearer => {
                        "Bearer error=\"insufficient_scope\", scope=\"openid\"".to_owned()
                    }
                    Scheme::Dpop => format!(
                        "DPoP error=\"insufficient_scope\", scope=\"openid\", algs=\"{algorithms}\""
                    ),
                }],
            ),
            Self::Proof(Disproof::Invalid(description)) => (
                unauthorized("invalid_dpop_proof", description),
                vec![dpop("invalid_dpop_proof")],
            ),
            Self::Proof(Disproof::UseNonce(nonce)) => {
                let mut response = unauthorized(
                    "use_dpop_nonce",
                    "send the proof again with the nonce of the header `DPoP-Nonce`",
                );
                if let Ok(value) = HeaderValue::from_str(nonce) {
                    response.headers_mut().insert(dpop::NONCE_HEADER, value);
                }
                (response, vec![dpop("use_dpop_nonce")])
            }
        };
        for challenge in challenges {
            if let Ok(value) = HeaderValue::from_str(&challenge) {
                response
                    .headers_mut()
                    .append(header::WWW_AUTHENTICATE, value);
            }
        }
        response
    }
}
