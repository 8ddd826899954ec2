//! Tokens that clients ask about or give back: introspection and revocation.

use axum::response::Response;
use domicile_bundle::Bundle;
use domicile_residency::{Handle, RegionName};

use crate::{
    app::App,
    openid::{
        access_token::AccessToken,
        client_authentication::{AuthenticatedClient, Presented, authenticate},
        forwarding::{self, Luggage},
        token::{Failure, Refusal},
    },
    web::parameters::Parameters,
};

/// A client with a token in its hand, at the token's home.
pub enum Shown {
    /// Which is here.
    Here(AuthenticatedClient, PresentedToken),
    /// Which has answered.
    Elsewhere(Response),
}

impl Shown {
    /// Carries a request to the token's home, or finds out here who shows what. `endpoint` is its path.
    ///
    /// # Errors
    /// When the client does not prove itself, or shows no token.
    pub async fn at_home(
        app: &App,
        bundle: &Bundle,
        endpoint: &'static str,
        luggage: &Luggage,
        presented: &Presented,
        body: String,
    ) -> Result<Self, Failure> {
        let form = Parameters::parse(&body);
        let token = PresentedToken::parse(app, bundle, &form)?;
        if let Some(home) = token.home().filter(|home| home != app.region())
            && bundle.region_named(home.as_str()).is_some()
            && !luggage.arrived_over_mesh()
        {
            let answer = forwarding::forward(app, bundle, &home, endpoint, luggage, body).await?;
            return Ok(Self::Elsewhere(answer));
        }
        let client = authenticate(app, bundle, presented, &form)
            .await?
            .map_err(Refusal::from)?;
        Ok(Self::Here(client, token))
    }
}

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
    fn parse(app: &App, bundle: &Bundle, form: &Parameters) -> Result<Self, Refusal> {
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
    fn home(&self) -> Option<RegionName> {
        match self {
            Self::Handle(handle) => Some(handle.region().clone()),
            Self::Access(token) => RegionName::parse(&token.region).ok(),
            Self::Unknown => None,
        }
    }
}
