//! How an access token is shown (RFC 6750, section 2; RFC 9449, section 7.1).

use axum::http::{HeaderMap, header};

use super::challenge::Challenge;
use crate::{
    openid::{access_token::AccessToken, confirmation::Confirmation},
    web::parameters::Parameters,
};

/// The authentication scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Whoever shows it has it.
    Bearer,
    /// With a proof of its key.
    Dpop,
}

/// A token as it was shown.
pub struct ShownToken {
    pub scheme: Scheme,
    pub text: String,
}

impl ShownToken {
    /// In the header or in the form, never both, never in the query.
    pub fn of(headers: &HeaderMap, form: &Parameters) -> Result<Self, Challenge> {
        let in_header = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .and_then(|(scheme, text)| {
                let scheme = [("Bearer", Scheme::Bearer), ("DPoP", Scheme::Dpop)]
                    .into_iter()
                    .find(|(name, _)| scheme.eq_ignore_ascii_case(name))?
                    .1;
                let text = text.trim().to_owned();
                Some(Self { scheme, text })
            });
        match (in_header, form.single("access_token")) {
            (Some(_), Ok(Some(_))) | (_, Err(_)) => Err(Challenge::Request),
            (Some(token), Ok(None)) => Ok(token),
            (None, Ok(Some(token))) => Ok(Self {
                scheme: Scheme::Bearer,
                text: token.to_owned(),
            }),
            (None, Ok(None)) => Err(Challenge::Nothing),
        }
    }

    /// A token that is bound to a key is not taken for a plain one, nor a plain one for such a one (RFC 9449, section
    /// 7.2).
    pub fn may_be_shown_so(&self, token: &AccessToken) -> bool {
        let is_bound = matches!(token.cnf, Some(Confirmation::KeyThumbprint(_)));
        (self.scheme == Scheme::Dpop) == is_bound
    }
}
