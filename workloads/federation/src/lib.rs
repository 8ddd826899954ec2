//! Signing in by somebody else: the relying party of `OpenID` Connect Core 1.0, and the client of OAuth 2.0 (RFC 6749)
//! where a provider has no `OpenID` Connect.
//!
//! ```text
//! Provider ── begin ──▶ the browser goes to the provider ──▶ AuthorizationResponse ── finish ──▶ Identity
//! ```
//!
//! [`RelyingParty::begin`] gives the address that the browser is sent to, and an [`Attempt`]: what has to be kept, bound
//! to that browser and good once. [`RelyingParty::finish`] takes both back and asks the provider. Always code, PKCE
//! with S256 (RFC 7636), `state` and, with `OpenID` Connect, `nonce`; the answer's `iss` (RFC 9207) must be the
//! provider's. What a provider says becomes one value, an [`Identity`]: who it is there, and the claims that the
//! configuration names, as the provider put them. Nothing else of its answers is given out.
//!
//! An address that a provider calls verified is the provider's word. Whether it opens an account here is for the
//! caller to say, and the answer is no (`docs/adr/0027`).
//!
//! Signing out goes both ways: [`RelyingParty::leave`] gives the address where a browser ends its session at the
//! provider, and [`RelyingParty::logout`] reads what the provider says about sessions that have ended there.
//!
//! All requests go through [`domicile_outbound::Client`]; signatures are proven by `domicile_jose`. Metadata and keys
//! are kept for a while, see [`CachePolicy`].

mod attempt;
mod authorization_request;
mod authorization_response;
mod cache;
mod client_assertion;
mod discovery;
mod error;
mod fetch;
mod id_token;
mod identity;
mod issuer;
mod logout;
mod provider;
mod provider_metadata;
mod relying_party;
mod token_endpoint;
mod user_document;

pub use attempt::Attempt;
pub use authorization_request::{Begun, Request, Wishes};
pub use authorization_response::{AuthorizationResponse, MalformedResponse};
pub use cache::CachePolicy;
pub use error::FederationError;
pub use identity::{Authentication, Identity, ProvidedEmail};
pub use issuer::{Issuer, NotAnIssuer, endpoint};
pub use logout::{Claimed, Leaving, Logout};
pub use provider::{
    AssertionSigner, ClientAuthentication, Credential, OAuth2Endpoints, Protocol, Provider,
};
pub use provider_metadata::{MetadataProblem, ProviderMetadata};
pub use relying_party::RelyingParty;
pub use user_document::{ClaimPath, NotAClaimPath};
