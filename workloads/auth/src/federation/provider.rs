//! Providers as the bundle has them, for the relying party.

use std::sync::Arc;

use domicile_bundle::{Bundle, ProviderProtocol, SocialProvider};
use domicile_federation::{
    ClaimPath, ClientAuthentication, Credential, Issuer, OAuth2Endpoints, Protocol, Provider,
    endpoint,
};
use ring::digest::SHA256;

use super::arrived::{FAMILY_NAME, GIVEN_NAME, NAME};
use crate::{app::App, error::AuthError, external};

/// What is asked of the relying party. The operator's validation lets nothing else pass.
///
/// # Errors
/// When the configuration names what cannot be used, or the client's secret is not mounted.
pub fn of(app: &App, bundle: &Bundle, configured: &SocialProvider) -> Result<Provider, AuthError> {
    let external = external::of(bundle).filter(|external| external.provider == *configured);
    let credential = if configured.has_secret {
        let secret = app.provider_secret(&configured.name);
        Credential::Secret(secret.ok_or(AuthError::Configuration("client secret of a provider"))?)
    } else if external.is_some() {
        own_key(app)
    } else {
        Credential::Public
    };
    // Whom an issuer vouches for is made a person by its word: a name and a home.
    let of_newcomers = external.into_iter().flat_map(|external| {
        let residence = external.residence_claim.as_deref();
        [GIVEN_NAME, FAMILY_NAME].into_iter().chain(residence)
    });
    let mapped = configured.claims.iter().map(|claim| claim.claim.as_str());
    let claims = paths(mapped.chain(of_newcomers));
    // The name of a newcomer is proposed, mapped or not; people who are known are not kept waiting for it.
    let names: &[&str] = match configured.protocol {
        ProviderProtocol::OpenIdConnect(_) => &[GIVEN_NAME, FAMILY_NAME, NAME],
        ProviderProtocol::OAuth2(_) => &[],
    };
    let mut claims_at_hand = paths(names.iter().copied());
    claims_at_hand.retain(|path| !claims.contains(path));
    Ok(Provider {
        name: configured.name.clone(),
        client_id: configured.client_id.clone(),
        credential,
        scopes: configured.scopes.clone(),
        protocol: protocol(&configured.protocol)
            .ok_or(AuthError::Configuration("endpoints of a provider"))?,
        claims,
        claims_at_hand,
    })
}

/// Where claims are found, each once. The operator lets no others pass.
fn paths<'a>(claims: impl Iterator<Item = &'a str>) -> Vec<ClaimPath> {
    let mut paths: Vec<ClaimPath> = claims
        .filter_map(|claim| ClaimPath::parse(claim).ok())
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// The key of this region, whose public half is among the tenant's.
pub(super) fn own_key(app: &App) -> Credential {
    let app = app.clone();
    Credential::PrivateKey(Arc::new(move |token_type, claims| {
        app.keys().signing.sign(token_type, claims)
    }))
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
    keyed(app, "federated", giver(configured), subject)
}

/// The digest under which a session of an issuer is found.
pub fn digest_of_session(app: &App, configured: &SocialProvider, session: &str) -> [u8; 32] {
    keyed(app, "federated-session", giver(configured), session)
}

/// SHA-256 of whoever gives subjects out.
pub fn realm(configured: &SocialProvider) -> [u8; 32] {
    realm_of(giver(configured))
}

/// SHA-256 of whoever gives subjects out, as text.
pub(super) fn realm_of(giver: &str) -> [u8; 32] {
    let digest = ring::digest::digest(&SHA256, giver.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest.as_ref());
    bytes
}

/// What is found by keyed digest of whoever gives it out.
pub(super) fn keyed(app: &App, kind: &str, giver: &str, text: &str) -> [u8; 32] {
    // The length keeps the two apart.
    let message = format!("{kind}:{}:{giver}:{text}", giver.len());
    app.keys().locate.hmac_sha256(message.as_bytes())
}

fn giver(configured: &SocialProvider) -> &str {
    match &configured.protocol {
        ProviderProtocol::OpenIdConnect(issuer) => issuer,
        ProviderProtocol::OAuth2(endpoints) => &endpoints.user_endpoint,
    }
}
