//! The mailbox is proven: find or make the person, open the session, answer the application.

use axum::response::Response;
use domicile_residency::{EmailAddress, Handle, subject};

use crate::{
    error::AuthError,
    openid::{
        authorization_request::{AuthorizationRequest, Problem, Prompt},
        authorization_response::{grant, refuse, see_other},
    },
    pages,
    profile_store::{NewPerson, ProfileStore},
    registration::{
        consent,
        flow::{Flow, Step, Verified, is_allowed},
        name::PersonName,
        sufficiency::is_expected,
    },
    store::{
        challenges, identifiers,
        sessions::{self, Session},
    },
    web::{Visit, cookie},
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
            register(visit, &flow.request, &address, &name, &country).await?
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
    sign_in(visit, flow, &handle, &sub).await
}

/// Makes the person. The subject is reserved first, so that a crash anywhere here is repaired by trying again: the
/// same address gets the same subject, and the profile-store takes the same person twice.
async fn register(
    visit: &Visit,
    request: &AuthorizationRequest,
    address: &EmailAddress,
    name: &PersonName,
    country: &str,
) -> Result<String, AuthError> {
    let pool = visit.app.pool();
    let digest = visit.app.digest_of(address);
    let owner = identifiers::reserve(pool, &digest, &subject()?).await?;
    if owner.state == identifiers::IdentifierState::Reserved {
        let brand = visit.brand(Some(request))?;
        let language = visit.language(brand, Some(request));
        let person = NewPerson {
            country,
            language: &language,
            brand: &brand.name,
            email: address.written(),
            given_name: &name.given,
            family_name: name.family.as_deref(),
            application: &request.client_id,
        };
        let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
        store.put_person(&owner.sub, &person).await?;
        identifiers::activate(pool, &digest, &owner.sub).await?;
        visit.app.measures().registrations.inc();
    }
    Ok(owner.sub)
}

/// Opens a session under a new handle (an earlier one ends: no fixation), and uses the proof up.
async fn sign_in(
    visit: &Visit,
    flow: Flow,
    challenge: &Handle,
    sub: &str,
) -> Result<Response, AuthError> {
    let handle = Handle::random(visit.app.region())?;
    let mut transaction = visit.app.pool().begin().await?;
    if !challenges::consume(&mut transaction, challenge).await? {
        return pages::error::no_flow(visit);
    }
    if let Some(earlier) = visit.session_handle() {
        sessions::replace(&mut transaction, &earlier).await?;
    }
    sessions::open(
        &mut transaction,
        &handle,
        sub,
        &METHODS,
        visit.session_limits(),
    )
    .await?;
    transaction.commit().await?;
    visit.app.measures().sign_ins.inc();
    tracing::info!(person = visit.app.pseudonym(sub), "signed in");
    let session = Session {
        sub: sub.to_owned(),
        methods: METHODS.map(str::to_owned).to_vec(),
        authenticated_at: jiff::Timestamp::now(),
    };
    let mut response = arrive(visit, flow.request, &session).await?;
    let headers = response.headers_mut();
    cookie::set(headers, cookie::SESSION, handle.as_str(), None);
    cookie::remember_region(headers, &visit.host.plain, visit.app.region());
    Ok(response)
}

/// Somebody is signed in: ask for purposes that are not decided, then go on.
pub async fn arrive(
    visit: &Visit,
    request: AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    let undecided = consent::undecided(visit, &session.sub)
        .await
        // Sign-in stays up without the profile-store; nothing is permitted by not having been asked.
        .inspect_err(|error| tracing::warn!(%error, "purposes are asked for at another time"))
        .unwrap_or_default();
    if !undecided.is_empty() && !request.is_silent() {
        return Flow::new(request, Step::Consent)?.go_on(visit);
    }
    permitted(visit, &request, session).await
}

/// Purposes are decided: show what the application gets, where it wants that shown.
pub async fn permitted(
    visit: &Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    if request.prompts(Prompt::Consent) {
        return Flow::new(request.clone(), Step::Permission)?.go_on(visit);
    }
    answer(visit, request, session).await
}

/// Nothing is left to ask: answer the application.
pub async fn answer(
    visit: &Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Response, AuthError> {
    let mut response = if !is_allowed(visit, request).await? {
        see_other("/")
    } else if is_expected(request, &session.sub) {
        grant(visit, request, session).await?
    } else {
        let description = "another person signed in than the application speaks of";
        let problem = Problem::new("login_required", description);
        refuse(visit, &request.recipient(), &problem)?
    };
    cookie::clear(response.headers_mut(), cookie::FLOW);
    Ok(response)
}
