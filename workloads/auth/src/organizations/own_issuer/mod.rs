//! An organisation's own `OpenID` Connect issuer as its login.
//!
//! ```text
//! /organizations/v1/…/issuer ─▶ home of the organisation ─▶ a copy in every region
//!
//! address of a proven domain ─┐
//! `organization` of a request ┼─▶ issuer ─▶ /federation/callback ─▶ address of a proven domain? ─▶ admission ─▶ session
//! organisation that is chosen ┘                                                                   of the organisation
//! ```
//!
//! The way there and back is that of [`crate::external`]. What differs is decided here: which addresses lead there
//! ([`of_address`]), whom the issuer may bring ([`admission`]), and when its word is taken back ([`copies`]).

pub mod admission;
pub mod copies;
pub mod departure;
pub mod join;

use domicile_bundle::Bundle;
use domicile_organizations::{OrganizationId, domain::MailDomain};
use domicile_residency::EmailAddress;
use domicile_service::keys::hexadecimal;
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    error::AuthError,
    external,
    store::organization_issuers::{self, IssuerRow},
};

/// As links name it: which organisation's it is stands beside.
pub const LINK_NAME: &str = "organization";
/// Between an organisation and the digest; it is in no name of a provider of the tenant.
const NAME_SEPARATOR: char = '#';
/// What secrets of clients are sealed for.
const USAGE: &str = "domicile client secret at an organization's issuer, version 1";

/// An own issuer, with its secret. `Debug` shows the organisation alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnIssuer {
    /// Organisation.
    pub organization: String,
    /// What it is called.
    pub organization_name: String,
    /// Issuer identifier.
    pub issuer: String,
    /// The client that is registered there.
    pub client_id: String,
    /// Its secret; without one the client proves itself by a key of the tenant (`private_key_jwt`).
    pub client_secret: Option<String>,
    /// Scopes beside `openid`.
    pub scopes: Vec<String>,
    /// Where its documents say what.
    pub claims: ClaimNames,
    /// Role of whoever comes by it and is no member; without one nobody becomes a member so.
    pub just_in_time_role: Option<String>,
    /// Mail domains that the organisation has proven.
    pub domains: Vec<String>,
}

/// Where an issuer's documents say what: names of claims, or JSON pointers (RFC 6901).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClaimNames {
    /// Given name; `given_name` when left out.
    pub given_name: Option<String>,
    /// Family name; `family_name` when left out.
    pub family_name: Option<String>,
    /// Country of residence, two capital letters (ISO 3166-1 alpha-2); people are asked for it when left out.
    pub residence: Option<String>,
}

impl ClaimNames {
    /// What is taken of the documents.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let given = self.given_name.as_deref().unwrap_or("given_name");
        let family = self.family_name.as_deref().unwrap_or("family_name");
        [given, family].into_iter().chain(self.residence.as_deref())
    }
}

impl std::fmt::Debug for OwnIssuer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "OwnIssuer({})", self.organization)
    }
}

impl OwnIssuer {
    /// Whether an address is of one of its domains; subdomains are other domains.
    pub fn has(&self, address: &EmailAddress) -> bool {
        self.domains
            .iter()
            .filter_map(|domain| MailDomain::parse(domain).ok())
            .any(|domain| domain.has(address.normalised()))
    }

    /// Whether sessions that were opened under `self` are still its own under `next`.
    pub fn goes_on_as(&self, next: &Self) -> bool {
        self.issuer == next.issuer
            && self.client_id == next.client_id
            && self
                .domains
                .iter()
                .all(|domain| next.domains.contains(domain))
    }

    /// Its name among those whom people sign in by: the organisation, and a digest of issuer and client. What another
    /// issuer of the organisation said before is not taken for its word.
    pub fn name(&self) -> String {
        let text = format!("{} {}", self.client_id, self.issuer);
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        let digest = hexadecimal(digest.as_ref());
        format!("{}{NAME_SEPARATOR}{digest}", self.organization)
    }

    /// The organisation of such a name.
    pub fn organization_named(name: &str) -> Option<OrganizationId> {
        let (organization, _) = name.split_once(NAME_SEPARATOR)?;
        OrganizationId::parse(organization).ok()
    }

    /// Whoever gives subjects out: the issuer, to this organisation.
    pub(crate) fn realm_text(&self) -> String {
        format!("organization:{}:{}", self.organization, self.issuer)
    }

    /// As this region keeps it.
    fn to_row(&self, app: &App) -> Result<IssuerRow, AuthError> {
        let seal = |secret: &String| app.keys().seal.seal(USAGE, secret.as_bytes());
        Ok(IssuerRow {
            organization_id: self.organization.clone(),
            organization_name: self.organization_name.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.as_ref().map(seal).transpose()?,
            scopes: self.scopes.clone(),
            given_name_claim: self.claims.given_name.clone(),
            family_name_claim: self.claims.family_name.clone(),
            residence_claim: self.claims.residence.clone(),
            just_in_time_role: self.just_in_time_role.clone(),
            domains: self.domains.clone(),
        })
    }

    fn of_row(app: &App, row: IssuerRow) -> Result<Self, AuthError> {
        let open = |sealed: &String| {
            let plain = app.keys().seal.open(USAGE, sealed);
            let secret = plain.and_then(|plain| String::from_utf8(plain).ok());
            secret.ok_or(AuthError::Cryptography)
        };
        Ok(Self {
            client_secret: row.client_secret.as_ref().map(open).transpose()?,
            organization: row.organization_id,
            organization_name: row.organization_name,
            issuer: row.issuer,
            client_id: row.client_id,
            scopes: row.scopes,
            claims: ClaimNames {
                given_name: row.given_name_claim,
                family_name: row.family_name_claim,
                residence: row.residence_claim,
            },
            just_in_time_role: row.just_in_time_role,
            domains: row.domains,
        })
    }
}

/// Whether organisations may have an issuer of their own: not where one stands in for everybody's sign-in.
pub fn is_offered(bundle: &Bundle) -> bool {
    bundle.organizations.is_some() && external::of(bundle).is_none()
}

/// The one of an organisation.
///
/// # Errors
/// When the database fails.
pub async fn of_organization(
    app: &App,
    bundle: &Bundle,
    organization: &str,
) -> Result<Option<OwnIssuer>, AuthError> {
    if !is_offered(bundle) {
        return Ok(None);
    }
    let row = organization_issuers::find(app.pool(), organization).await?;
    row.map(|row| OwnIssuer::of_row(app, row)).transpose()
}

/// The one that an address leads to, by its domain alone: whether anybody has the address is not looked at.
///
/// # Errors
/// When the database fails.
pub async fn of_address(
    app: &App,
    bundle: &Bundle,
    address: &EmailAddress,
) -> Result<Option<OwnIssuer>, AuthError> {
    let Some((_, domain)) = address.normalised().rsplit_once('@') else {
        return Ok(None);
    };
    if !is_offered(bundle) {
        return Ok(None);
    }
    let row = organization_issuers::of_domain(app.pool(), domain).await?;
    row.map(|row| OwnIssuer::of_row(app, row)).transpose()
}

/// Those of an issuer, for one of these clients of its: several organisations may have one in common.
///
/// # Errors
/// When the database fails.
pub async fn of_issuer(
    app: &App,
    bundle: &Bundle,
    issuer: &str,
    client_ids: &[String],
) -> Result<Vec<OwnIssuer>, AuthError> {
    if !is_offered(bundle) {
        return Ok(Vec::new());
    }
    let rows = organization_issuers::of_issuer(app.pool(), issuer, client_ids).await?;
    rows.into_iter()
        .map(|row| OwnIssuer::of_row(app, row))
        .collect()
}

#[cfg(test)]
mod tests {
    use domicile_residency::EmailAddress;

    use super::{ClaimNames, OwnIssuer};

    fn own(issuer: &str, client_id: &str, domains: &[&str]) -> OwnIssuer {
        OwnIssuer {
            organization: "eu.AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            organization_name: "Contoso".to_owned(),
            issuer: issuer.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: Some("hidden".to_owned()),
            scopes: vec![],
            claims: ClaimNames::default(),
            just_in_time_role: None,
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
        }
    }

    #[test]
    fn an_address_is_of_a_domain_and_not_of_one_that_looks_like_it() {
        let own = own("https://id.example", "c", &["contoso.example"]);
        for (address, expected) in [
            ("a@contoso.example", true),
            ("A@Contoso.Example", true),
            ("a@mail.contoso.example", false),
            ("a@evil-contoso.example", false),
            ("a@contoso.example.evil.example", false),
        ] {
            let address = EmailAddress::parse(address).unwrap();
            assert_eq!(own.has(&address), expected, "{}", address.written());
        }
    }

    #[test]
    fn sessions_go_on_under_the_same_issuer_client_and_domains_only() {
        let before = own("https://id.example", "c", &["a.example"]);
        for (next, expected) in [
            (own("https://id.example", "c", &["a.example"]), true),
            (
                own("https://id.example", "c", &["a.example", "b.example"]),
                true,
            ),
            (own("https://id.example/", "c", &["a.example"]), false),
            (own("https://id.example", "d", &["a.example"]), false),
            (own("https://id.example", "c", &["b.example"]), false),
        ] {
            assert_eq!(before.goes_on_as(&next), expected, "{}", next.issuer);
        }
    }

    #[test]
    fn a_name_is_of_one_issuer_and_client_of_one_organisation() {
        let one = own("https://id.example", "c", &[]);
        assert_eq!(
            OwnIssuer::organization_named(&one.name()).unwrap().as_str(),
            one.organization
        );
        for other in [
            own("https://id.example", "d", &[]),
            own("https://o.example", "c", &[]),
        ] {
            assert_ne!(other.name(), one.name());
        }
        assert!(OwnIssuer::organization_named(&one.organization).is_none());
    }

    #[test]
    fn nothing_of_the_secret_is_in_what_is_written_to_logs() {
        let own = own("https://id.example", "c", &[]);
        assert!(!format!("{own:?}").contains("hidden"));
    }
}
