//! Providers as the bundle has them, for the relying party.

use domicile_bundle::{ProviderProtocol, SocialProvider};
use domicile_federation::{
    ClaimPath, ClientAuthentication, Issuer, OAuth2Endpoints, Protocol, Provider, endpoint,
};

use crate::{app::App, error::AuthError};

/// What is asked of the relying party. The operator's validation lets nothing else pass.
///
/// # Errors
/// When the configuration names what cannot be used, or the client's secret is not mounted.
pub fn of(app: &App, configured: &SocialProvider) -> Result<Provider, AuthError> {
    let secret = if configured.has_secret {
        let secret = app.provider_secret(&configured.name);
        Some(secret.ok_or(AuthError::Configuration("client secret of a provider"))?)
    } else {
        None
    };
    let claims = configured.claims.iter();
    Ok(Provider {
        name: configured.name.clone(),
        client_id: configured.client_id.clone(),
        client_secret: secret,
        scopes: configured.scopes.clone(),
        protocol: protocol(&configured.protocol)
            .ok_or(AuthError::Configuration("endpoints of a provider"))?,
        claims: claims
            .filter_map(|claim| ClaimPath::parse(&claim.claim).ok())
            .collect(),
    })
}

fn protocol(configured: &ProviderProtocol) -> Option<Protocol> {
    let endpoints = match configured {
        ProviderProtocol::OpenIdConnect(issuer) => {
            return Some(Protocol::OpenIdConnect(Issuer::parse(issuer).ok()?));
        }
        ProviderProtocol::OAuth2(endpoints) => endpoints,
    };
    let issuer = match &endpoints.issuer {
        Some(issuer) => Some(Issuer::parse(issuer).ok()?),
        None => None,
    };
    let email = match &endpoints.email {
        Some(path) => Some(ClaimPath::parse(path).ok()?),
        None => None,
    };
    Some(Protocol::OAuth2(Box::new(OAuth2Endpoints {
        issuer,
        authorization: endpoint(&endpoints.authorization_endpoint)?,
        token: endpoint(&endpoints.token_endpoint)?,
        user: endpoint(&endpoints.user_endpoint)?,
        authentication: if endpoints.secret_in_body {
            ClientAuthentication::Post
        } else {
            ClientAuthentication::Basic
        },
        subject: ClaimPath::parse(&endpoints.subject).ok()?,
        email,
        // Nothing here depends on a provider's word about an address.
        email_verified: None,
    })))
}

/// The digest under which a provider's subject is found: of whoever gives subjects out, not of the name that it has
/// here, so that people of another provider are never found under an old name.
pub fn digest(app: &App, configured: &SocialProvider, subject: &str) -> [u8; 32] {
    let realm = match &configured.protocol {
        ProviderProtocol::OpenIdConnect(issuer) => issuer,
        ProviderProtocol::OAuth2(endpoints) => &endpoints.user_endpoint,
    };
    // The length keeps the two apart.
    let message = format!("federated:{}:{realm}:{subject}", realm.len());
    app.keys().locate.hmac_sha256(message.as_bytes())
}
