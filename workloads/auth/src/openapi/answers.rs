//! What endpoints answer. Members beside those that are named here are possible everywhere.

use domicile_service::Problem;
use serde_json::Value;
use utoipa::{IntoResponses, ToSchema};

use crate::openid::{client_registration::metadata::ClientMetadata, oauth_error::OAuthError};

/// Errors that every endpoint of OAuth may answer.
#[derive(IntoResponses)]
pub enum Refused {
    /// The request cannot be done: `error` says why (RFC 6749, section 5.2).
    #[response(status = 400)]
    Request(OAuthError<'static>),
    /// The client, or the token, is not believed.
    #[response(status = 401)]
    Client(OAuthError<'static>),
    /// The body is larger than 64 KiB.
    #[response(status = 413)]
    TooLarge(OAuthError<'static>),
    /// Something went wrong on our side.
    #[response(status = 500)]
    Fault(OAuthError<'static>),
    /// Another region or workload did not answer: try again.
    #[response(status = 503)]
    Unavailable(OAuthError<'static>),
}

/// Errors of registration (RFC 7591, section 3.2.2).
#[derive(IntoResponses)]
pub enum RegistrationRefused {
    /// The metadata cannot be taken.
    #[response(status = 400)]
    Metadata(OAuthError<'static>),
    /// The token is not good, or the client is none (RFC 7592, section 2).
    #[response(status = 401)]
    Token(OAuthError<'static>),
    /// The `IdentityTenant` lets no clients register.
    #[response(status = 404, content_type = "application/problem+json")]
    NotOffered(Problem),
    /// The body is larger than 64 KiB.
    #[response(status = 413)]
    TooLarge(OAuthError<'static>),
    /// Too many clients register: `Retry-After` says when again.
    #[response(status = 429)]
    TooMany(OAuthError<'static>),
    /// Something went wrong on our side.
    #[response(status = 500)]
    Fault(OAuthError<'static>),
    /// Another region or workload did not answer: try again.
    #[response(status = 503)]
    Unavailable(OAuthError<'static>),
}

/// Errors of decisions (`AuthZEN` 1.0, section 10.1.2): the message alone.
#[derive(IntoResponses)]
pub enum DecisionRefused {
    /// The question cannot be read.
    #[response(status = 400, content_type = "application/json")]
    Malformed(String),
    /// The client did not prove itself.
    #[response(status = 401, content_type = "application/json")]
    Client(String),
    /// The `IdentityTenant` has no organisations.
    #[response(status = 404, content_type = "application/problem+json")]
    NotOffered(Problem),
    /// The body is larger than 64 KiB.
    #[response(status = 413)]
    TooLarge(OAuthError<'static>),
    /// Something went wrong on our side.
    #[response(status = 500)]
    Fault(OAuthError<'static>),
    /// Another region did not answer: try again.
    #[response(status = 503)]
    Unavailable(OAuthError<'static>),
}

/// Errors of the API of organisations.
#[derive(IntoResponses)]
pub enum OrganizationRefused {
    /// The request cannot be read; `detail` says what to do about it.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(Problem),
    /// The access token is missing or not good.
    #[response(status = 401, content_type = "application/problem+json")]
    Caller(Problem),
    /// The caller may not.
    #[response(status = 403, content_type = "application/problem+json")]
    NotPermitted(Problem),
    /// There is no such thing, or nothing that the caller may hear of.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
    /// It cannot be done as things stand.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
    /// The body is larger than 64 KiB.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// Too much mail was asked for: `Retry-After` says when again.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// Something went wrong on our side. Nothing was changed by half.
    #[response(status = 500, content_type = "application/problem+json")]
    Fault(Problem),
}

/// The `IdentityTenant` does not offer this.
#[derive(IntoResponses)]
#[response(status = 404, content_type = "application/problem+json")]
pub struct NotOffered(pub Problem);

/// Metadata of the provider.
#[derive(ToSchema)]
pub struct Metadata {
    /// The same in every region.
    pub issuer: String,
    /// Where people sign in.
    pub authorization_endpoint: String,
    /// Where tokens are.
    pub token_endpoint: String,
    /// Where keys are.
    pub jwks_uri: String,
}

/// Public keys.
#[derive(ToSchema)]
pub struct KeySet {
    /// Each as RFC 7517 writes it.
    #[schema(value_type = Vec<Object>)]
    pub keys: Vec<Value>,
}

/// Claims of a person.
#[derive(ToSchema)]
pub struct Claims {
    /// Who it is.
    pub sub: String,
    /// The person's home region.
    pub domicile_region: String,
}

/// What a token permits.
#[derive(ToSchema)]
pub struct Introspection {
    /// Whether it permits anything.
    pub active: bool,
    /// The client that has it.
    #[serde(default)]
    pub client_id: String,
    /// Separated by spaces.
    #[serde(default)]
    pub scope: String,
    /// Until when, in seconds since 1970.
    #[serde(default)]
    pub exp: i64,
}

/// A registered client.
#[derive(ToSchema)]
pub struct ClientInformation {
    /// What it is called in requests.
    pub client_id: String,
    /// Its metadata.
    #[serde(flatten)]
    pub metadata: ClientMetadata,
}
