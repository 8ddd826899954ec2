//! The authorization request (RFC 6749, section 4.1.1; `OpenID` Connect Core, section 3.1.2.1).

mod checks;

use domicile_bundle::Application;
use serde::{Deserialize, Serialize};

use crate::{
    openid::pkce,
    web::parameters::{Parameters, encode},
};

/// A request that was checked against the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client_id: String,
    /// Brand of the client, which pages are shown in.
    pub brand: String,
    /// Where the answer goes: one of the client's registered addresses, byte for byte.
    pub redirect_uri: String,
    /// Scopes asked for that the client may have.
    pub scopes: Vec<String>,
    /// Given back with the answer.
    pub state: Option<String>,
    /// Put into the ID token.
    pub nonce: Option<String>,
    /// PKCE challenge, S256.
    pub code_challenge: String,
    /// Languages that the application wishes for.
    pub ui_locales: Option<String>,
    /// What the application wants shown.
    pub prompt: Option<Prompt>,
    /// Most seconds since the person signed in.
    pub max_age: Option<u32>,
}

/// `prompt` values that change what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prompt {
    /// Show nothing.
    None,
    /// Sign in again.
    Login,
    /// Begin with registration (Initiating User Registration 1.0).
    Create,
}

impl Prompt {
    const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Create => "create",
        }
    }
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can be told but the person: the client or its address is not known.
    Page(Untrusted),
    /// The application is told.
    Redirect {
        /// Its address, which is known to be its own.
        redirect_uri: String,
        /// Its state.
        state: Option<String>,
        /// RFC 6749 error code.
        error: &'static str,
        /// What to do about it, for the application's developer.
        description: String,
    },
}

/// What is wrong with a request whose sender cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// No client of this `client_id`.
    Client,
    /// Not one of the client's redirect URIs.
    RedirectUri,
}

impl AuthorizationRequest {
    /// Reads and checks a request. `application` is the client that its `client_id` names, if there is one.
    ///
    /// # Errors
    /// Who is told what. Nothing is ever redirected to an address that is not registered.
    pub fn parse(
        application: Option<&Application>,
        parameters: &Parameters,
    ) -> Result<Self, Refusal> {
        let client = parameters.single("client_id").ok().flatten();
        let application = application
            .filter(|application| client == Some(application.client_id.as_str()))
            .ok_or(Refusal::Page(Untrusted::Client))?;
        let redirect_uri = parameters
            .single("redirect_uri")
            .ok()
            .flatten()
            .filter(|uri| application.redirect_uris.iter().any(|own| own == uri))
            .ok_or(Refusal::Page(Untrusted::RedirectUri))?;
        let state = parameters.single("state").ok().flatten().map(str::to_owned);
        checks::checked(application, redirect_uri, parameters).map_err(|problem| {
            Refusal::Redirect {
                redirect_uri: redirect_uri.to_owned(),
                state,
                error: problem.error,
                description: problem.description,
            }
        })
    }

    /// The request as a query, to go on at another address.
    pub fn to_query(&self) -> String {
        let scope = self.scopes.join(" ");
        let max_age = self.max_age.map(|seconds| seconds.to_string());
        let pairs = [
            ("response_type", Some("code")),
            ("client_id", Some(self.client_id.as_str())),
            ("redirect_uri", Some(self.redirect_uri.as_str())),
            ("scope", Some(scope.as_str())),
            ("code_challenge", Some(self.code_challenge.as_str())),
            ("code_challenge_method", Some("S256")),
            ("state", self.state.as_deref()),
            ("nonce", self.nonce.as_deref()),
            ("ui_locales", self.ui_locales.as_deref()),
            ("prompt", self.prompt.map(Prompt::as_str)),
            ("max_age", max_age.as_deref()),
        ];
        encode(
            pairs
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?))),
        )
    }

    /// Whether it is still what its client may ask for: it may have travelled for a while.
    pub fn still_allowed(&self, application: &Application) -> bool {
        application.client_id == self.client_id
            && application.redirect_uris.contains(&self.redirect_uri)
            && self
                .scopes
                .iter()
                .all(|scope| application.scopes.contains(scope))
            && pkce::is_challenge(&self.code_challenge)
    }
}

#[cfg(test)]
mod tests;
