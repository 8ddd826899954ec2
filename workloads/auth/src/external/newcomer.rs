//! Somebody whom an issuer that vouches for sign-ins knows and no region does: a person is made, or the account that they have is linked.
//!
//! ```text
//! country ──▶ home region ──▶ proven address ─┬─ somebody's ──▶ linked with that account
//!             (else handed over)              └─ nobody's ────▶ name ──▶ a new person, linked
//! ```
//!
//! An address is proven by the issuer's word where the tenant declares the issuer authoritative for it, or it is of a
//! domain that the issuer's organisation has proven, and by a code or link of ours otherwise. An account that another subject of the issuer opens is never found by its address: addresses
//! are given to other people, subjects are not.

use axum::response::Response;
use domicile_residency::{EmailAddress, RegionName};

use super::voucher;
use crate::{
    country,
    error::AuthError,
    federation::{arrived::Arrived, identity_provider::IdentityProvider, taken},
    organizations::own_issuer::join,
    pages,
    registration::{
        completion::authenticated,
        flow::{Flow, Intent, Step},
        handoff,
        name::PersonName,
        proven_address::register,
    },
    store::{
        federated_identities::{self, Linking, NewLink},
        identifiers,
    },
    web::{Visit, cookie},
};

/// Goes on with what is known, and asks for what is missing.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn go_on(
    visit: &Visit,
    mut flow: Flow,
    issuer: &IdentityProvider,
    arrived: Arrived,
) -> Result<Response, AuthError> {
    let said = issuer
        .residence_claim()
        .and_then(|path| country::parse(arrived.claims.get(path)?.as_str()?));
    if let Some(said) = said {
        flow.country = Some(said.to_owned());
    }
    let Some(country) = flow.country.clone() else {
        flow.step = Step::Residence { verified: None };
        return keep(visit, &flow, arrived);
    };
    let home = visit
        .bundle()
        .home_of(&country)
        .and_then(|region| RegionName::parse(&region.name).ok())
        .ok_or(AuthError::Configuration("home region for this country"))?;
    if home != *visit.app.region() {
        return handoff::send(visit, flow, &home, &country, Intent::Register);
    }
    match issuer.proves(&arrived) {
        Some(address) => {
            let named = Named {
                name: issuer.person_name(&arrived),
                country: &country,
            };
            by_word(visit, flow, issuer, arrived, &address, named).await
        }
        None => keep(visit, &flow, arrived),
    }
}

/// What has to be known of somebody before a person is made of them.
pub struct Named<'a> {
    /// The name, where the issuer or the person has said it.
    pub name: Option<PersonName>,
    /// The country of residence.
    pub country: &'a str,
}

impl Named<'_> {
    /// Of somebody who is a person of this region already.
    pub const fn here() -> Self {
        Self {
            name: None,
            country: "",
        }
    }
}

/// Finds the account of a proven address, or makes one with a name; without one, the person is asked for it.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn by_word(
    visit: &Visit,
    mut flow: Flow,
    issuer: &IdentityProvider,
    arrived: Arrived,
    address: &EmailAddress,
    named: Named<'_>,
) -> Result<Response, AuthError> {
    let pool = visit.app.pool();
    let known = identifiers::find(pool, &visit.app.digest_of(address)).await?;
    let sub = match (known, named.name) {
        (Some(sub), _) => sub,
        (None, Some(name)) => {
            register(visit, flow.request(), address, &name, named.country).await?
        }
        (None, None) => return keep(visit, &flow, arrived),
    };
    let new = NewLink {
        digest: &issuer.digest(&visit.app, &arrived.subject),
        realm: &issuer.realm(),
        sub: &sub,
        provider: issuer.link_name(),
        organization: issuer.organization().map(|own| own.organization.as_str()),
    };
    if federated_identities::has_another(pool, new).await? {
        return of_another(visit, &flow, &sub);
    }
    if let Some(refused) = admitted(visit, &flow, issuer, &sub, &arrived).await? {
        return Ok(refused);
    }
    if federated_identities::link(pool, new).await? == Linking::OfAnother {
        return of_another(visit, &flow, &sub);
    }
    if !voucher::is_there(visit, &mut flow, issuer, &sub, Some(&arrived)).await? {
        return pages::error::no_flow(visit);
    }
    if let Some(configured) = issuer.configured() {
        taken::keep(visit, configured, &sub, &arrived.claims).await;
    }
    let methods = voucher::methods(&arrived.authentication);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    let mut response = authenticated(visit, flow, &sub, &methods).await?;
    if issuer.organization().is_some() {
        // The link is made; nothing asks for it again.
        cookie::clear(response.headers_mut(), cookie::ARRIVED);
    }
    Ok(response)
}

/// Whether an organisation lets somebody in whom its issuer has named; what is answered instead where it does not.
///
/// # Errors
/// When the database fails.
pub async fn admitted(
    visit: &Visit,
    flow: &Flow,
    issuer: &IdentityProvider,
    sub: &str,
    arrived: &Arrived,
) -> Result<Option<Response>, AuthError> {
    let (Some(own), Some(address)) = (issuer.organization(), issuer.proves(arrived)) else {
        return Ok(None);
    };
    let named = join::Named {
        address: &address,
        names: issuer.names(arrived),
    };
    join::admit(visit, flow, own, sub, named).await
}

fn of_another(visit: &Visit, flow: &Flow, sub: &str) -> Result<Response, AuthError> {
    let person = visit.app.pseudonym(sub);
    tracing::warn!(
        person,
        "an address that an issuer is authoritative for is of another subject's account"
    );
    pages::error::unlinked(visit, flow.request())
}

/// Goes to the page of the step, with what the issuer said in the browser.
fn keep(visit: &Visit, flow: &Flow, arrived: Arrived) -> Result<Response, AuthError> {
    let mut response = flow.go_on(visit)?;
    arrived.keep(visit, response.headers_mut())?;
    Ok(response)
}
