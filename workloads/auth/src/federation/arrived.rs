//! Somebody whom a provider knows and we do not yet: what the provider said, sealed in the browser, bound to one
//! sign-in, until the person has proven an account of ours.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use domicile_bundle::{ProviderProtocol, SocialProvider};
use domicile_federation::{Authentication, Identity};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::identity_provider::IdentityProvider;
use crate::{error::AuthError, registration::flow::Flow, web::Visit, web::cookie};

/// Standard claim: the given name (`OpenID` Connect Core 1.0, section 5.1).
pub const GIVEN_NAME: &str = "given_name";
/// Standard claim: the family name.
pub const FAMILY_NAME: &str = "family_name";
/// Standard claim: the whole name as it is displayed.
pub const NAME: &str = "name";
/// What the cookie is sealed for.
const USAGE: &str = "domicile federated identity, version 1";

/// Somebody whom a provider knows. `Debug` shows the provider alone.
#[derive(Clone, Serialize, Deserialize)]
pub struct Arrived {
    /// The sign-in that it belongs to, and no other.
    flow: String,
    /// The provider's name.
    pub provider: String,
    /// Who it is there.
    pub subject: String,
    /// Address that the provider named. It is proposed to the person, and proves nothing.
    pub email: Option<String>,
    /// Whether the provider says that it is the person's: a proof where the tenant declares the provider
    /// authoritative, and nothing otherwise.
    #[serde(default)]
    pub email_verified: bool,
    /// How they proved who they are there.
    #[serde(default)]
    pub authentication: Authentication,
    /// The ID token of an issuer that vouches for the sign-in.
    #[serde(default)]
    pub id_token: Option<String>,
    /// Values of claims, by path.
    pub claims: BTreeMap<String, Value>,
}

impl Arrived {
    /// Somebody who came back in a sign-in.
    pub fn new(flow: &Flow, identity: Identity) -> Self {
        Self {
            flow: flow.id.clone(),
            provider: identity.provider,
            subject: identity.subject,
            email_verified: identity.email.as_ref().is_some_and(|email| email.verified),
            email: identity.email.map(|email| email.address),
            authentication: identity.authentication,
            id_token: None,
            claims: identity.claims,
        }
    }

    /// Taken at its word about the address, which was judged before.
    #[must_use]
    pub fn with_believed_address(self) -> Self {
        Self {
            email_verified: true,
            ..self
        }
    }

    /// With the ID token, by which the issuer finds the session that is to end.
    #[must_use]
    pub fn with_id_token(self, id_token: Option<&SecretString>) -> Self {
        Self {
            id_token: id_token.map(|token| token.expose_secret().to_owned()),
            ..self
        }
    }

    /// Whoever came back in this sign-in, with the provider as it is configured now.
    pub fn of<'a>(visit: &'a Visit, flow: &Flow) -> Option<(Self, &'a SocialProvider)> {
        let arrived = Self::in_browser(visit, flow)?;
        let provider = visit.bundle().sign_in.provider(&arrived.provider)?;
        Some((arrived, provider))
    }

    /// Whoever came back in this sign-in from an issuer that vouches for it.
    pub fn vouched_by(visit: &Visit, flow: &Flow, issuer: &IdentityProvider) -> Option<Self> {
        Self::in_browser(visit, flow).filter(|arrived| arrived.provider == issuer.name())
    }

    fn in_browser(visit: &Visit, flow: &Flow) -> Option<Self> {
        let sealed = visit.cookie(cookie::ARRIVED)?;
        let plain = visit.app.keys().seal.open(USAGE, sealed)?;
        let arrived: Self = serde_json::from_slice(&plain).ok()?;
        (arrived.flow == flow.id).then_some(arrived)
    }

    /// Keeps it in the browser; claims that do not fit into a cookie are not proposed.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn keep(mut self, visit: &Visit, headers: &mut HeaderMap) -> Result<(), AuthError> {
        let seal = &visit.app.keys().seal;
        loop {
            let plain = serde_json::to_vec(&self).map_err(|_| AuthError::Cryptography)?;
            let sealed = seal.seal(USAGE, &plain)?;
            if sealed.len() <= cookie::LONGEST_VALUE {
                cookie::set(headers, cookie::ARRIVED, &sealed, None);
                return Ok(());
            }
            // Signing out asks more questions without it, and works.
            if self.id_token.take().is_none() && self.claims.pop_last().is_none() {
                return Err(AuthError::Configuration("room for a provider's answer"));
            }
        }
    }

    /// A part of the name: what is mapped to its attribute, else the standard claim.
    pub fn name_of(
        &self,
        provider: &SocialProvider,
        attribute: &str,
        claim: &str,
    ) -> Option<String> {
        self.text_of(provider, attribute)
            .or_else(|| self.standard(provider, claim))
    }

    /// The whole name, as the provider displays it.
    pub fn whole_name(&self, provider: &SocialProvider) -> Option<String> {
        self.standard(provider, NAME)
    }

    /// A standard claim. Only `OpenID` Connect says what it means (Core 1.0, section 5.1): whatever another protocol's
    /// document has under such a name is what the mapping says it is.
    fn standard(&self, provider: &SocialProvider, claim: &str) -> Option<String> {
        match provider.protocol {
            ProviderProtocol::OpenIdConnect(_) => self.text(claim),
            ProviderProtocol::OAuth2(_) => None,
        }
    }

    /// What the provider said in a claim, as text.
    pub fn text(&self, claim: &str) -> Option<String> {
        Some(self.claims.get(claim)?.as_str()?.to_owned())
    }

    /// What the provider said of an attribute, as text.
    pub fn text_of(&self, provider: &SocialProvider, attribute: &str) -> Option<String> {
        let claim = provider
            .claims
            .iter()
            .find(|claim| claim.attribute == attribute)?;
        self.text(&claim.claim)
    }
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Arrived")
            .field(&self.provider)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{OAuth2Provider, ProvidedClaim, ProviderProtocol, SocialProvider};
    use serde_json::json;

    use super::{Arrived, FAMILY_NAME, GIVEN_NAME};

    #[test]
    fn standard_claims_are_a_name_at_openid_providers_alone_and_a_mapping_goes_before_them() {
        let arrived: Arrived = serde_json::from_value(json!({
            "flow": "f", "provider": "example", "subject": "7", "email": null,
            "claims": { "given_name": "Camille", "family_name": "Martin", "name": "Camille Martin", "first": "Cam" },
        }))
        .unwrap();
        let mut provider = SocialProvider {
            name: "example".to_owned(),
            display_name: "Example".to_owned(),
            protocol: ProviderProtocol::OpenIdConnect("https://id.example".to_owned()),
            client_id: "aurora".to_owned(),
            has_secret: false,
            scopes: vec![],
            claims: vec![ProvidedClaim {
                attribute: "givenName".to_owned(),
                claim: "first".to_owned(),
                purpose: "service".to_owned(),
            }],
        };
        let said = |provider: &SocialProvider| {
            [
                arrived.name_of(provider, "givenName", GIVEN_NAME),
                arrived.name_of(provider, "familyName", FAMILY_NAME),
                arrived.whole_name(provider),
            ]
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            said(&provider),
            [text("Cam"), text("Martin"), text("Camille Martin")]
        );
        provider.protocol = ProviderProtocol::OAuth2(OAuth2Provider {
            issuer: None,
            authorization_endpoint: "https://forge.example/authorize".to_owned(),
            token_endpoint: "https://forge.example/token".to_owned(),
            user_endpoint: "https://api.forge.example/user".to_owned(),
            secret_in_body: false,
            subject: "/id".to_owned(),
            email: None,
        });
        assert_eq!(said(&provider), [text("Cam"), None, None]);
    }
}
