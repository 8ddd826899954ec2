//! Somebody whom the issuer knows and no region does: a person is made, or the account that they have is linked.
//!
//! ```text
//! country ──▶ home region ──▶ proven address ─┬─ somebody's ──▶ linked with that account
//!             (else handed over)              └─ nobody's ────▶ name ──▶ a new person, linked
//! ```
//!
//! An address is proven by the issuer's word where the tenant declares the issuer authoritative for it, and by a code or
//! link of ours otherwise. An account that another subject of the issuer opens is never found by its address: addresses
//! are given to other people, subjects are not.

use axum::response::Response;
use domicile_bundle::{ExternalIssuer, SocialProvider};
use domicile_residency::{EmailAddress, RegionName};

use super::voucher;
use crate::{
    country,
    error::AuthError,
    federation::{arrived::Arrived, provider, taken},
    pages,
    registration::{
        completion::authenticated,
        flow::{Flow, Intent, Step},
        handoff,
        name::{self, PersonName},
        proven_address::register,
    },
    store::{
        federated_identities::{self, Linking, NewLink},
        identifiers,
    },
    web::Visit,
};

/// Goes on with what is known, and asks for what is missing.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn go_on(
    visit: &Visit,
    mut flow: Flow,
    external: &ExternalIssuer,
    arrived: Arrived,
) -> Result<Response, AuthError> {
    let said = external
        .residence_claim
        .as_ref()
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
    let name = named(&arrived, &external.provider);
    match (proven(external, &arrived), name) {
        (Some(address), name) => by_word(visit, flow, arrived, &address, name, &country).await,
        (None, _) => keep(visit, &flow, arrived),
    }
}

/// The address that the issuer's word proves.
pub fn proven(external: &ExternalIssuer, arrived: &Arrived) -> Option<EmailAddress> {
    let counts = external.authoritative_for_email && arrived.email_verified;
    let address = arrived.email.as_deref().filter(|_| counts)?;
    EmailAddress::parse(address).ok()
}

/// The name, as the issuer says it.
fn named(arrived: &Arrived, provider: &SocialProvider) -> Option<PersonName> {
    let part = |attribute, claim| {
        let text = arrived.name_of(provider, attribute, claim)?;
        name::part(&text).ok()
    };
    Some(PersonName {
        given: part("givenName", "given_name")?,
        family: part("familyName", "family_name"),
    })
}

/// Finds the account of a proven address, or makes one with a name; without one, the person is asked for it.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn by_word(
    visit: &Visit,
    mut flow: Flow,
    arrived: Arrived,
    address: &EmailAddress,
    name: Option<PersonName>,
    country: &str,
) -> Result<Response, AuthError> {
    let pool = visit.app.pool();
    let known = identifiers::find(pool, &visit.app.digest_of(address)).await?;
    let sub = match (known, name) {
        (Some(sub), _) => sub,
        (None, Some(name)) => register(visit, flow.request(), address, &name, country).await?,
        (None, None) => return keep(visit, &flow, arrived),
    };
    let Some(external) = super::of(visit.bundle()) else {
        return pages::error::no_flow(visit);
    };
    let provider = &external.provider;
    let new = NewLink {
        digest: &provider::digest(&visit.app, provider, &arrived.subject),
        realm: &provider::realm(provider),
        sub: &sub,
        provider: &provider.name,
    };
    if federated_identities::has_another(pool, new).await?
        || federated_identities::link(pool, new).await? == Linking::OfAnother
    {
        let person = visit.app.pseudonym(&sub);
        tracing::warn!(
            person,
            "an address of the external issuer is of another subject's account"
        );
        return pages::error::unlinked(visit, flow.request());
    }
    if !voucher::is_there(visit, &mut flow, &sub, Some(&arrived)).await? {
        return pages::error::no_flow(visit);
    }
    taken::keep(visit, provider, &sub, &arrived.claims).await;
    let methods = voucher::methods(&arrived.authentication);
    let methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    authenticated(visit, flow, &sub, &methods).await
}

/// Goes to the page of the step, with what the issuer said in the browser.
fn keep(visit: &Visit, flow: &Flow, arrived: Arrived) -> Result<Response, AuthError> {
    let mut response = flow.go_on(visit)?;
    arrived.keep(visit, response.headers_mut())?;
    Ok(response)
}
