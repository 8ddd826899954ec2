//! The authorization request (RFC 6749, section 4.1.1; `OpenID` Connect Core, section 3.1.2.1).

mod checks;
pub mod claims_parameter;
mod expected_person;
mod prompt;
mod redirect_uri;
mod response_mode;

use std::collections::BTreeSet;

use domicile_bundle::{Application, Claim};
use domicile_jose::VerifyingKeys;
use serde::{Deserialize, Serialize};

pub use self::{
    claims_parameter::ClaimsParameter,
    prompt::Prompt,
    response_mode::{Carrier, ResponseMode},
};
use crate::{openid::pkce, organizations::choice::ActingFor, web::parameters::Parameters};

/// A request that was checked against the configuration of its client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client_id: String,
    /// Brand of the client, which pages are shown in.
    pub brand: String,
    /// Where the answer goes: one of the client's registered addresses.
    pub redirect_uri: String,
    /// How the answer goes there.
    pub response_mode: ResponseMode,
    /// Scopes asked for that the client may have.
    pub scopes: Vec<String>,
    /// Given back with the answer.
    pub state: Option<String>,
    /// Put into the ID token.
    pub nonce: Option<String>,
    /// PKCE challenge, S256. Absent only for a client that is configured to do without.
    pub code_challenge: Option<String>,
    /// Languages that the application wishes for.
    pub ui_locales: Option<String>,
    /// What the application wants shown.
    pub prompts: BTreeSet<Prompt>,
    /// Most seconds since the person signed in: the request's, else the client's default.
    pub max_age: Option<u32>,
    /// Authentication context classes wished for, the preferred first.
    pub acr_values: Vec<String>,
    /// Address that the application thinks the person signs in with.
    pub login_hint: Option<LoginHint>,
    /// `sub` that the answer must be about: of `id_token_hint`, or asked for by `claims`.
    pub subject: Option<String>,
    /// Claims asked for one by one.
    pub claims: Option<ClaimsParameter>,
    /// Resources that tokens are to be for (RFC 8707).
    pub resources: Vec<String>,
    /// Thumbprint of the key that the code is to be bound to (RFC 9449, section 10).
    pub dpop_jkt: Option<String>,
    /// Handle of the pushed request that it is, used up by the answer.
    pub pushed: Option<String>,
    /// For whom the person is to act: the request's `organization`, then what the person chooses.
    #[serde(default)]
    pub acting_for: ActingFor,
}

/// What an application knows of the person: personal data, which no log may show.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LoginHint(pub String);

impl std::fmt::Debug for LoginHint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("LoginHint(…)")
    }
}

/// What a request is checked against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The client that asks.
    pub application: &'a Application,
    /// Issuer of the tenant.
    pub issuer: &'a str,
    /// Keys that ID tokens of ours are signed with.
    pub keys: &'a VerifyingKeys,
}

/// Where and how an application is answered: known to be its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The client.
    pub client_id: String,
    /// Its address.
    pub redirect_uri: String,
    /// How the answer goes there.
    pub response_mode: ResponseMode,
    /// Its state.
    pub state: Option<String>,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody can be told but the person: the client or its address is not known.
    Page(Untrusted),
    /// The application is told.
    Redirect(Box<Recipient>, Problem),
}

/// What the application is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error code (RFC 6749, section 4.1.2.1; `OpenID` Connect Core, section 3.1.2.6).
    pub error: &'static str,
    /// What to do about it, for the application's developer.
    pub description: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self {
            error,
            description: description.into(),
        }
    }

    fn invalid(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }
}

/// What is wrong with a request whose sender cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// No client of this `client_id`.
    Client,
    /// Not one of the client's redirect URIs.
    RedirectUri,
    /// Not one of the client's addresses for after signing out.
    PostLogoutRedirectUri,
    /// The request object is not good.
    RequestObject,
    /// The handle of a pushed request, or the address of a request object, is not good.
    RequestUri,
}

impl AuthorizationRequest {
    /// Reads and checks a request of the client of `context`, whose `client_id` it names.
    ///
    /// # Errors
    /// Who is told what. Nothing is ever sent to an address that is not registered.
    pub fn parse(context: &Context<'_>, parameters: &Parameters) -> Result<Self, Refusal> {
        let recipient = Recipient::of(context.application, parameters).map_err(Refusal::Page)?;
        let response_mode = response_mode::of(context.application, parameters);
        let recipient = Recipient {
            // A mode that is not there cannot carry the answer that says so.
            response_mode: response_mode.as_ref().copied().unwrap_or_default(),
            ..recipient
        };
        response_mode
            .and_then(|_| checks::checked(context, &recipient, parameters))
            .map_err(|problem| Refusal::Redirect(Box::new(recipient), problem))
    }

    /// Where and how the application is answered.
    pub fn recipient(&self) -> Recipient {
        Recipient {
            client_id: self.client_id.clone(),
            redirect_uri: self.redirect_uri.clone(),
            response_mode: self.response_mode,
            state: self.state.clone(),
        }
    }

    /// Whether the application wants this shown.
    pub fn prompts(&self, prompt: Prompt) -> bool {
        self.prompts.contains(&prompt)
    }

    /// Whether nothing may be shown.
    pub fn is_silent(&self) -> bool {
        self.prompts(Prompt::None)
    }

    /// Whether it asks for a claim: by the claim's scope, or one by one.
    pub fn asks_for(&self, claim: &Claim) -> bool {
        let one_by_one = |claims: &ClaimsParameter| claims.names(claim);
        self.scopes.contains(&claim.scope) || self.claims.as_ref().is_some_and(one_by_one)
    }

    /// Whether it is still what its client may ask for: it may have travelled for a while.
    pub fn still_allowed(&self, application: &Application) -> bool {
        application.client_id == self.client_id
            && redirect_uri::is_registered(application, &self.redirect_uri)
            && self
                .scopes
                .iter()
                .all(|scope| application.scopes.contains(scope))
            && match &self.code_challenge {
                Some(challenge) => pkce::is_challenge(challenge),
                None => checks::may_do_without_pkce(application),
            }
    }
}

impl Recipient {
    /// The client's address, state and the mode that needs no check.
    ///
    /// # Errors
    /// When the request names another client or an address that is not its own.
    pub fn of(application: &Application, parameters: &Parameters) -> Result<Self, Untrusted> {
        let single = |name| parameters.single(name).ok().flatten();
        if single("client_id") != Some(application.client_id.as_str()) {
            return Err(Untrusted::Client);
        }
        let redirect_uri = single("redirect_uri")
            .filter(|uri| redirect_uri::is_registered(application, uri))
            .ok_or(Untrusted::RedirectUri)?;
        Ok(Self {
            client_id: application.client_id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            response_mode: ResponseMode::default(),
            state: single("state").map(str::to_owned),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests;
