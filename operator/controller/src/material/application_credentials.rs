//! What an application signs in to the `OpenID` provider with.

use k8s_openapi::api::core::v1::Secret;

use super::{
    MaterialError, SecretData,
    attached_secret::{AttachedSecret, SecretPlace},
    client_secret::ClientSecret,
};

/// Key of the `client_id`.
pub const CLIENT_ID: &str = "client-id";
/// Key of the `client_secret`; absent for public clients.
pub const CLIENT_SECRET: &str = "client-secret";
/// Key of the issuer's URL.
pub const ISSUER: &str = "issuer";

/// Which application, and where its Secret goes.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationRequest {
    /// Where the Secret goes.
    pub place: SecretPlace,
    /// `client_id`.
    pub client_id: String,
    /// The issuer's URL.
    pub issuer: String,
    /// Whether the client can keep a secret.
    pub confidential: bool,
}

/// Credentials of an application.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationCredentials {
    /// Lower-case hexadecimal SHA-256 of the client secret; nothing for public clients.
    pub digest: Option<String>,
    /// The Secret to write; nothing when somebody else made it.
    pub secret: Option<AttachedSecret>,
}

/// The credentials that exist, or new ones.
///
/// # Errors
/// When somebody else's Secret has no `client-secret`.
pub fn prepare(
    request: ApplicationRequest,
    existing: Option<&Secret>,
) -> Result<ApplicationCredentials, MaterialError> {
    let ApplicationRequest {
        place,
        client_id,
        issuer,
        confidential,
    } = request;
    let mut data = SecretData::default()
        .with(CLIENT_ID, client_id)
        .with(ISSUER, issuer);
    let mut digest = None;
    if confidential {
        let secret = match place.existing_text(existing, CLIENT_SECRET)? {
            Some(text) => ClientSecret::existing(text),
            None => ClientSecret::generate()?,
        };
        data.insert(CLIENT_SECRET, secret.expose());
        digest = Some(secret.digest());
    }
    Ok(ApplicationCredentials {
        digest,
        secret: place.writable(existing, data),
    })
}
