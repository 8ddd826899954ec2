//! Who people may sign in by, as the configuration says it.

use secrecy::SecretString;
use url::Url;

use crate::{ClaimPath, Issuer};

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its name in the configuration: a provider of another name is another one, with other people.
    pub name: String,
    /// The client that is registered there.
    pub client_id: String,
    /// The client's secret; none for a public client, which PKCE protects.
    pub client_secret: Option<SecretString>,
    /// What is asked for; `openid` is added with `OpenID` Connect.
    pub scopes: Vec<String>,
    /// What it speaks.
    pub protocol: Protocol,
    /// Claims that are taken; nothing else of its answers is.
    pub claims: Vec<ClaimPath>,
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
}
