//! Who people may sign in by, as the configuration says it.

use std::sync::Arc;

use domicile_jose::JoseError;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use crate::{ClaimPath, Issuer};

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its name in the configuration: a provider of another name is another one, with other people.
    pub name: String,
    /// The client that is registered there.
    pub client_id: String,
    /// What proves that client.
    pub credential: Credential,
    /// What is asked for; `openid` is added with `OpenID` Connect.
    pub scopes: Vec<String>,
    /// What it speaks.
    pub protocol: Protocol,
    /// Claims that are taken: userinfo is asked for those that the ID token lacks.
    pub claims: Vec<ClaimPath>,
    /// Claims that are taken where an answer has them, for whose sake nothing more is asked. Nothing else of the answers
    /// is taken.
    pub claims_at_hand: Vec<ClaimPath>,
}

impl Provider {
    /// Everything that is taken of an answer.
    pub(crate) fn taken(&self) -> impl Iterator<Item = &ClaimPath> {
        self.claims.iter().chain(&self.claims_at_hand)
    }
}

/// What proves a client at a provider.
#[derive(Clone)]
pub enum Credential {
    /// Nothing: a public client, which PKCE protects.
    Public,
    /// A secret.
    Secret(SecretString),
    /// Assertions that are signed with a key whose public half the provider knows (RFC 7523, `private_key_jwt`).
    PrivateKey(AssertionSigner),
}

/// Signs the claims of an assertion as a token of a type (`typ` of the header).
pub type AssertionSigner = Arc<dyn Fn(&str, &Value) -> Result<String, JoseError> + Send + Sync>;

impl std::fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Public => "Public",
            Self::Secret(_) => "Secret(…)",
            Self::PrivateKey(_) => "PrivateKey(…)",
        })
    }
}

/// What a provider speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `OpenID` Connect, with everything else found by discovery.
    OpenIdConnect(Issuer),
    /// OAuth 2.0 without `OpenID` Connect.
    OAuth2(Box<OAuth2Endpoints>),
}

/// Endpoints of a provider without `OpenID` Connect, and where its user document has what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuth2Endpoints {
    /// What its answers name in `iss` (RFC 9207). An answer that names an issuer is refused where none is configured.
    pub issuer: Option<Issuer>,
    /// Where the browser is sent.
    pub authorization: Url,
    /// Where the code is changed for a token.
    pub token: Url,
    /// Where the document of the person is.
    pub user: Url,
    /// How the client proves itself at the token endpoint.
    pub authentication: ClientAuthentication,
    /// Where the document has what never changes and is never given to somebody else.
    pub subject: ClaimPath,
    /// Where it has the e-mail address.
    pub email: Option<ClaimPath>,
    /// Where it says whether the address is verified.
    pub email_verified: Option<ClaimPath>,
}

/// How a client proves itself (RFC 6749, section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// In the header.
    #[default]
    Basic,
    /// In the body.
    Post,
    /// By assertions alone (`OpenID` Connect Core 1.0, section 9, `private_key_jwt`).
    PrivateKeyJwt,
}
