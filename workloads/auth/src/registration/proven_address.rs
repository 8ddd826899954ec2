//! A mailbox is proven: find the person, or make them.

use axum::response::Response;
use domicile_bundle::application::PORTAL_CLIENT_ID;
use domicile_residency::{EmailAddress, Handle, subject};

use crate::{
    error::AuthError,
    legal_documents::shown,
    openid::authorization_request::AuthorizationRequest,
    pages,
    profile_store::{NewPerson, ProfileStore},
    registration::{
        completion::authenticated,
        flow::{Flow, Step, Verified},
        name::PersonName,
    },
    store::{challenges, document_acceptances, identifiers},
    web::Visit,
};

/// RFC 8176: a one-time password.
const METHODS: [&str; 1] = ["otp"];

/// Goes on after the right code: signs in who is known, registers who is not, asks for what is still missing.
pub async fn proven(
    visit: &Visit,
    mut flow: Flow,
    verified: Verified,
    name: Option<PersonName>,
) -> Result<Response, AuthError> {
    let Ok(address) = EmailAddress::parse(&verified.email) else {
        return pages::error::no_flow(visit);
    };
    let handle = Handle::parse(&verified.challenge)?;
    let digest = visit.app.digest_of(&address);
    // The cookie may be an old one that was kept: the proof in the database decides.
    if !challenges::is_verified(visit.app.pool(), &handle, &digest).await? {
        return pages::error::no_flow(visit);
    }
    let known = identifiers::find(visit.app.pool(), &digest).await?;
    let sub = match (known, name, flow.country.clone()) {
        (Some(sub), _, _) => sub,
        (None, Some(name), Some(country)) => {
            let sub = register(visit, flow.request(), &address, &name, &country).await?;
            agreed(visit, &flow, &sub).await?;
            sub
        }
        (None, _, None) => {
            flow.step = Step::Residence {
                verified: Some(verified),
            };
            return flow.go_on(visit);
        }
        (None, None, Some(_)) => {
            flow.step = Step::Name { verified };
            return flow.go_on(visit);
        }
    };
    // Used up before anything is opened with it: of two at once, one goes on.
    if !challenges::consume(visit.app.pool(), &handle).await? {
        return pages::error::no_flow(visit);
    }
    authenticated(visit, flow, &sub, &METHODS).await
}

/// The application that a record names: the one that asked, or the tenant's own portal where nobody did.
pub fn application_named_by(request: Option<&AuthorizationRequest>) -> &str {
    request.map_or(PORTAL_CLIENT_ID, |request| request.client_id.as_str())
}

/// Makes the person. The subject is reserved first, so that a crash anywhere here is repaired by trying again: the
/// same address gets the same subject, and the profile-store takes the same person twice.
///
/// # Errors
/// When the database or the profile-store fails.
pub async fn register(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    address: &EmailAddress,
    name: &PersonName,
    country: &str,
) -> Result<String, AuthError> {
    let pool = visit.app.pool();
    let digest = visit.app.digest_of(address);
    let owner = identifiers::reserve(pool, &digest, &subject()?).await?;
    if owner.state == identifiers::IdentifierState::Reserved {
        let brand = visit.brand(request)?;
        let language = visit.language(brand, request);
        let person = NewPerson {
            country,
            language: &language,
            brand: &brand.name,
            email: address.written(),
            given_name: &name.given,
            family_name: name.family.as_deref(),
            application: application_named_by(request),
        };
        let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
        store.put_person(&owner.sub, &person).await?;
        identifiers::activate(pool, &digest, &owner.sub).await?;
        visit.app.measures().registrations.inc();
    }
    Ok(owner.sub)
}

/// Records the documents that the page of the details showed. Where they are others by now, or a crash comes between,
/// nothing is recorded, and they are asked for before the application is answered.
async fn agreed(visit: &Visit, flow: &Flow, sub: &str) -> Result<(), AuthError> {
    let brand = visit.brand(flow.request())?;
    let carried = flow.documents.as_deref().unwrap_or_default();
    let Some(read) = shown::read_on_the_page(brand, brand.documents.iter(), carried) else {
        return Ok(());
    };
    let who = document_acceptances::Who {
        sub,
        brand: &brand.name,
        application: application_named_by(flow.request()),
    };
    Ok(document_acceptances::record(visit.app.pool(), who, &shown::records(&read)).await?)
}
