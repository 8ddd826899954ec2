//! Tokens that clients ask about or give back: introspection and revocation.

use domicile_bundle::Bundle;
use domicile_residency::{Handle, RegionName};

use crate::{
    app::App,
    openid::{access_token::AccessToken, token::Refusal},
    web::parameters::Parameters,
};

/// What was presented, as far as its text says. A token that is none of ours says nothing, and not why.
pub enum PresentedToken {
    /// A refresh token, or something of the same form.
    Handle(Handle),
    /// An access token that was proven.
    Access(Box<AccessToken>),
    /// None of ours.
    Unknown,
}

impl PresentedToken {
    /// Reads `token`. `token_type_hint` helps nothing: the forms differ (RFC 7009, section 2.1).
    ///
    /// # Errors
    /// When it is missing or repeated.
    pub fn parse(app: &App, bundle: &Bundle, form: &Parameters) -> Result<Self, Refusal> {
        form.single("token_type_hint")?;
        let text = form
            .single("token")?
            .ok_or(Refusal::Request("`token` is missing"))?;
        if let Ok(handle) = Handle::parse(text) {
            return Ok(Self::Handle(handle));
        }
        let verified = AccessToken::verify(text, bundle, &app.verifying_keys());
        Ok(verified.map_or(Self::Unknown, |token| Self::Access(Box::new(token))))
    }

    /// The region that alone can answer.
    pub fn home(&self) -> Option<RegionName> {
        match self {
            Self::Handle(handle) => Some(handle.region().clone()),
            Self::Access(token) => RegionName::parse(&token.region).ok(),
            Self::Unknown => None,
        }
    }
}
