//! Whom a browser is sent to, and what its word means here: the one place that knows how the three kinds differ.
//!
//! | kind | its word | opens a session |
//! |---|---|---|
//! | of the sign-in page ([`signIn.social`](domicile_bundle::SocialProvider)) | about a subject that was linked | like any other proof |
//! | that [stands in](crate::external) for sign-in | about the subject, and about addresses where the tenant says so | nothing else does |
//! | an [organisation's own](crate::organizations::own_issuer) | about the subject, and addresses of its proven domains | of that organisation |

use std::borrow::Cow;

use domicile_bundle::{Bundle, ExternalIssuer, SocialProvider};
use domicile_federation::{ClaimPath, Claimed, Credential, Issuer, Protocol, Provider};
use domicile_residency::EmailAddress;

use super::{
    arrived::{Arrived, FAMILY_NAME, GIVEN_NAME},
    provider,
};
use crate::{
    app::App,
    error::AuthError,
    external,
    organizations::own_issuer::{self, OwnIssuer},
    registration::{
        flow::Flow,
        name::{self, PersonName},
    },
    store::sessions::External,
    web::Visit,
};

/// Whom people sign in by.
#[derive(Clone, Debug)]
pub enum IdentityProvider {
    /// One of the sign-in page.
    Social(SocialProvider),
    /// The one that stands in for sign-in.
    StandsIn(ExternalIssuer),
    /// An organisation's own.
    OfOrganization(Box<OwnIssuer>),
}

impl IdentityProvider {
    /// The one of a name: of the tenant's configuration, or the present one of an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn named(visit: &Visit, name: &str) -> Result<Option<Self>, AuthError> {
        let bundle = visit.bundle();
        if let Some(external) = external::of(bundle).filter(|own| own.provider.name == name) {
            return Ok(Some(Self::StandsIn(external.clone())));
        }
        if let Some(social) = bundle.sign_in.provider(name) {
            return Ok(Some(Self::Social(social.clone())));
        }
        let own = match OwnIssuer::organization_named(name) {
            Some(id) => own_issuer::of_organization(&visit.app, bundle, id.as_str()).await?,
            None => None,
        };
        Ok(own.map(Self::of_own))
    }

    /// The one that vouches for a sign-in under way: it stands in for all, or is of the organisation that the sign-in is
    /// for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vouching_for(visit: &Visit, flow: &Flow) -> Result<Option<Self>, AuthError> {
        if let Some(external) = external::of(visit.bundle()) {
            return Ok(Some(Self::StandsIn(external.clone())));
        }
        match &flow.organization {
            Some(at) => {
                let own = own_issuer::of_organization(&visit.app, visit.bundle(), &at.id).await?;
                Ok(own.map(Self::of_own))
            }
            None => Ok(None),
        }
    }

    /// The one that opened a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn that_opened(visit: &Visit, session: &External) -> Result<Option<Self>, AuthError> {
        let bundle = visit.bundle();
        let Some(organization) = &session.organization else {
            return Ok(external::of(bundle).cloned().map(Self::StandsIn));
        };
        let own = own_issuer::of_organization(&visit.app, bundle, organization).await?;
        Ok(own.map(Self::of_own))
    }

    /// Those that a token may come from which says that it does: the one that stands in for sign-in, or those of
    /// organisations that it names. Nothing is proven by it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn named_by(app: &App, bundle: &Bundle, token: &str) -> Result<Vec<Self>, AuthError> {
        if let Some(external) = external::of(bundle) {
            return Ok(vec![Self::StandsIn(external.clone())]);
        }
        let Some(claimed) = Claimed::by(token) else {
            return Ok(Vec::new());
        };
        let own = own_issuer::of_issuer(app, bundle, &claimed.issuer, &claimed.audiences).await?;
        Ok(own.into_iter().map(Self::of_own).collect())
    }

    /// An organisation's own.
    pub fn of_own(own: OwnIssuer) -> Self {
        Self::OfOrganization(Box::new(own))
    }

    /// Its name: in the configuration, or that of an organisation's own.
    pub fn name(&self) -> Cow<'_, str> {
        match self {
            Self::Social(provider) => Cow::Borrowed(&provider.name),
            Self::StandsIn(external) => Cow::Borrowed(&external.provider.name),
            Self::OfOrganization(own) => Cow::Owned(own.name()),
        }
    }

    /// The organisation whose own it is.
    pub fn organization(&self) -> Option<&OwnIssuer> {
        match self {
            Self::OfOrganization(own) => Some(own),
            _ => None,
        }
    }

    /// Whether sessions open on its word, so that it is handed what an application asks of the sign-in.
    pub const fn vouches(&self) -> bool {
        !matches!(self, Self::Social(_))
    }

    /// As the tenant's configuration has it.
    pub fn configured(&self) -> Option<&SocialProvider> {
        match self {
            Self::Social(provider) => Some(provider),
            Self::StandsIn(external) => Some(&external.provider),
            Self::OfOrganization(_) => None,
        }
    }

    /// As links name it.
    pub fn link_name(&self) -> &str {
        self.configured()
            .map_or(own_issuer::LINK_NAME, |provider| provider.name.as_str())
    }

    /// The digest under which a subject is found. An organisation's issuer speaks of subjects of that organisation alone:
    /// two organisations that name one issuer have nobody in common by it.
    pub fn digest(&self, app: &App, subject: &str) -> [u8; 32] {
        match self {
            Self::Social(configured) => provider::digest(app, configured, subject),
            Self::StandsIn(external) => provider::digest(app, &external.provider, subject),
            Self::OfOrganization(own) => {
                provider::keyed(app, "federated", &own.realm_text(), subject)
            }
        }
    }

    /// The digest under which a session of the issuer's is found.
    pub fn digest_of_session(&self, app: &App, session: &str) -> [u8; 32] {
        match self {
            Self::Social(configured) => provider::digest_of_session(app, configured, session),
            Self::StandsIn(external) => {
                provider::digest_of_session(app, &external.provider, session)
            }
            Self::OfOrganization(own) => {
                provider::keyed(app, "federated-session", &own.realm_text(), session)
            }
        }
    }

    /// SHA-256 of whoever gives subjects out.
    pub fn realm(&self) -> [u8; 32] {
        match self {
            Self::Social(configured) => provider::realm(configured),
            Self::StandsIn(external) => provider::realm(&external.provider),
            Self::OfOrganization(own) => provider::realm_of(&own.realm_text()),
        }
    }

    /// The address that its word proves.
    pub fn proves(&self, arrived: &Arrived) -> Option<EmailAddress> {
        let counts = match self {
            Self::Social(_) => false,
            Self::StandsIn(external) => external.authoritative_for_email,
            Self::OfOrganization(_) => true,
        };
        let address = arrived
            .email
            .as_deref()
            .filter(|_| counts && arrived.email_verified)?;
        let address = EmailAddress::parse(address).ok()?;
        let is_its_own = self.organization().is_none_or(|own| own.has(&address));
        is_its_own.then_some(address)
    }

    /// Where it says in which country somebody lives.
    pub fn residence_claim(&self) -> Option<&str> {
        match self {
            Self::Social(_) => None,
            Self::StandsIn(external) => external.residence_claim.as_deref(),
            Self::OfOrganization(own) => own.claims.residence.as_deref(),
        }
    }

    /// The given and the family name, as far as it says them.
    pub fn names(&self, arrived: &Arrived) -> (Option<String>, Option<String>) {
        let of = |attribute, claim: &str, mapped: Option<&str>| {
            let said = match self.configured() {
                Some(configured) => arrived.name_of(configured, attribute, claim),
                None => arrived.text(mapped.unwrap_or(claim)),
            };
            name::part(&said?).ok()
        };
        let mapped = self.organization().map(|own| &own.claims);
        let given = mapped.and_then(|claims| claims.given_name.as_deref());
        let family = mapped.and_then(|claims| claims.family_name.as_deref());
        (
            of("givenName", GIVEN_NAME, given),
            of("familyName", FAMILY_NAME, family),
        )
    }

    /// The whole name, as it says it.
    pub fn person_name(&self, arrived: &Arrived) -> Option<PersonName> {
        let (given, family) = self.names(arrived);
        Some(PersonName {
            given: given?,
            family,
        })
    }

    /// What is asked of the relying party.
    ///
    /// # Errors
    /// When the configuration names what cannot be used, or the client's secret is not there.
    pub fn party(&self, app: &App, bundle: &Bundle) -> Result<Provider, AuthError> {
        match self {
            Self::Social(configured) => provider::of(app, bundle, configured),
            Self::StandsIn(external) => provider::of(app, bundle, &external.provider),
            Self::OfOrganization(own) => party_of_own(app, own),
        }
    }
}

fn party_of_own(app: &App, own: &OwnIssuer) -> Result<Provider, AuthError> {
    let issuer = Issuer::parse(&own.issuer)
        .map_err(|_| AuthError::Configuration("usable issuer of an organisation"))?;
    let credential = match &own.client_secret {
        Some(secret) => Credential::Secret(secret.clone().into()),
        None => provider::own_key(app),
    };
    Ok(Provider {
        name: own.name(),
        client_id: own.client_id.clone(),
        credential,
        scopes: own.scopes.clone(),
        protocol: Protocol::OpenIdConnect(issuer),
        claims: own
            .claims
            .paths()
            .filter_map(|claim| ClaimPath::parse(claim).ok())
            .collect(),
        claims_at_hand: Vec::new(),
    })
}
