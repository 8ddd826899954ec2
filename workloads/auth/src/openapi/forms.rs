//! What applications post as forms. A parameter that is sent twice is an error, one that is not known is let through.

use domicile_bundle::GrantType;
use utoipa::{
    ToSchema,
    openapi::{Object, ObjectBuilder, Type},
};

/// How a client proves itself in a form.
#[derive(ToSchema)]
pub struct ClientProof {
    /// The client, where no header names it.
    #[serde(default)]
    pub client_id: String,
    /// Its secret.
    #[serde(default)]
    pub client_secret: String,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    #[serde(default)]
    pub client_assertion_type: String,
    /// A JWT that the client has signed (RFC 7523).
    #[serde(default)]
    pub client_assertion: String,
}

/// What a client presents for tokens.
#[derive(ToSchema)]
pub struct TokenForm {
    /// What it presents.
    #[schema(schema_with = grant_types)]
    pub grant_type: String,
    /// For `authorization_code`.
    #[serde(default)]
    pub code: String,
    /// The same as in the authorization request.
    #[serde(default)]
    pub redirect_uri: String,
    /// Proof of RFC 7636.
    #[serde(default)]
    pub code_verifier: String,
    /// For `refresh_token`.
    #[serde(default)]
    pub refresh_token: String,
    /// For a device.
    #[serde(default)]
    pub device_code: String,
    /// For another token (RFC 8693).
    #[serde(default)]
    pub subject_token: String,
    /// `urn:ietf:params:oauth:token-type:access_token`.
    #[serde(default)]
    pub subject_token_type: String,
    /// Separated by spaces.
    #[serde(default)]
    pub scope: String,
    /// For which API (RFC 8707).
    #[serde(default)]
    pub resource: String,
    /// How the client proves itself.
    #[serde(flatten)]
    pub client: ClientProof,
}

fn grant_types() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(GrantType::ALL.map(GrantType::as_str)))
        .build()
}

/// A token that is asked about or given back.
#[derive(ToSchema)]
pub struct ShownToken {
    /// An access token or a refresh token.
    pub token: String,
    /// Not needed: tokens tell themselves apart.
    #[serde(default)]
    pub token_type_hint: String,
    /// How the client proves itself.
    #[serde(flatten)]
    pub client: ClientProof,
}

/// What a device asks for.
#[derive(ToSchema)]
pub struct DeviceForm {
    /// Separated by spaces.
    #[serde(default)]
    pub scope: String,
    /// For which API (RFC 8707).
    #[serde(default)]
    pub resource: String,
    /// How the client proves itself.
    #[serde(flatten)]
    pub client: ClientProof,
}

/// The parameters of an authorization request; docs/openid-provider.md has all of them.
#[derive(ToSchema)]
pub struct AuthorizationForm {
    /// Only `code`.
    #[serde(default)]
    pub response_type: String,
    /// One of the client's own.
    #[serde(default)]
    pub redirect_uri: String,
    /// Separated by spaces.
    #[serde(default)]
    pub scope: String,
    /// Comes back as it is.
    #[serde(default)]
    pub state: String,
    /// Comes back in the ID token.
    #[serde(default)]
    pub nonce: String,
    /// Of RFC 7636.
    #[serde(default)]
    pub code_challenge: String,
    /// Only `S256`.
    #[serde(default)]
    pub code_challenge_method: String,
    /// All of it as a signed JWT (RFC 9101).
    #[serde(default)]
    pub request: String,
    /// How the client proves itself.
    #[serde(flatten)]
    pub client: ClientProof,
}
