//! The person is known: open the session, answer the application.

use axum::response::Response;
use domicile_residency::Handle;

use crate::{
    error::AuthError,
    external::{self, voucher},
    factors::{
        assurance::{Moment, Proven, missing_of, missing_of_vouched},
        demand::Missing,
        second_factor,
    },
    federation::{arrived::Arrived, identity_provider::IdentityProvider, linking},
    legal_documents::acceptance,
    membership,
    openid::{
        authorization_request::{Problem, Prompt},
        authorization_response::{grant, refuse, see_other},
        clients, subject_identifier,
    },
    organizations::{
        choice::{self, Acting},
        own_issuer,
    },
    pages, progressive_profile,
    registration::{
        consent,
        flow::{Destination, Flow, Intent, Step},
        sufficiency::is_expected,
    },
    store::sessions::{self, NewSession, Session},
    web::{Visit, cookie, device, known_device::KnownDevice},
};

/// Every proof of who somebody is ends here: an e-mailed code, a link, a password, a passkey. `methods` are the
/// RFC 8176 `amr` values of all that was proven in this sign-in; whoever calls has used the proof up. Where that is not
/// enough, more is asked for before any session is open.
pub async fn authenticated(
    visit: &Visit,
    mut flow: Flow,
    sub: &str,
    methods: &[&str],
) -> Result<Response, AuthError> {
    let has_voucher = match external::of(visit.bundle()) {
        Some(external) => {
            let arrived = Arrived::of(visit, &flow).map(|(arrived, _)| arrived);
            let issuer = IdentityProvider::StandsIn(external.clone());
            voucher::is_there(visit, &mut flow, &issuer, sub, arrived.as_ref()).await?
        }
        // An organisation may have taken its word back meanwhile.
        None => voucher::fits(visit, &flow, sub).await?,
    };
    // Where an issuer stands in for sign-in, nothing of ours opens a session by itself.
    if !has_voucher {
        let intent = Intent::SignIn;
        return Flow::new(flow.destination, Step::Details { intent })?.go_on(visit);
    }
    let moment = match flow.step.pending() {
        Some(_) => Moment::SecondFactorProven,
        None => Moment::Proven,
    };
    let proven = Proven {
        sub,
        methods,
        moment,
    };
    let missing = if flow.voucher.is_some() && moment == Moment::Proven {
        missing_of_vouched(visit, &flow.destination, proven).await?
    } else {
        missing_of(visit, &flow.destination, proven).await?
    };
    match missing {
        Missing::Nothing => sign_in(visit, flow, sub, methods).await,
        missing => {
            let methods = methods.iter().map(|method| (*method).to_owned()).collect();
            second_factor::ask(visit, flow, sub, methods, missing)
        }
    }
}

/// Opens a session under a new handle.
async fn sign_in(
    visit: &Visit,
    flow: Flow,
    sub: &str,
    methods: &[&str],
) -> Result<Response, AuthError> {
    let handle = Handle::random(visit.app.region())?;
    let limits = visit.session_limits();
    let persistent = flow.keep_signed_in;
    let new = NewSession {
        handle: &handle,
        sub,
        methods,
        device: device::of(&visit.headers),
        persistent,
        external: flow.voucher,
    };
    let earlier = visit.session_handle();
    let pool = visit.app.pool();
    let Some(opened) = sessions::open(pool, new, earlier.as_ref(), limits).await? else {
        return pages::error::no_flow(visit);
    };
    visit.app.measures().sign_ins.inc();
    tracing::info!(person = visit.app.pseudonym(sub), "signed in");
    let session = Session {
        id: opened.id,
        sub: sub.to_owned(),
        methods: methods.iter().map(|method| (*method).to_owned()).collect(),
        authenticated_at: opened.authenticated_at,
        persistent,
        external: opened.external,
    };
    let mut response = go_on(visit, flow, &session).await?;
    let headers = response.headers_mut();
    let lifetime = persistent.then_some(limits.persistent.absolute_seconds);
    cookie::set(headers, cookie::SESSION, handle.as_str(), lifetime);
    KnownDevice::remember(visit, headers, sub)?;
    cookie::remember_region(headers, &visit.host.plain, visit.app.region());
    Ok(response)
}

/// Somebody whom a provider knows has proven an account of ours: whether to link the two comes first.
async fn go_on(visit: &Visit, mut flow: Flow, session: &Session) -> Result<Response, AuthError> {
    let Some((arrived, provider)) = Arrived::of(visit, &flow) else {
        return welcome(visit, flow.destination, session).await;
    };
    if external::is_external(visit.bundle(), provider) {
        return linking::at_once(visit, flow, session, &arrived, provider).await;
    }
    flow.step = Step::Link {
        session: session.id,
    };
    flow.go_on(visit)
}

/// A session is open: it is asked for what it misses, then the person goes on.
pub async fn arrive(
    visit: &Visit,
    destination: Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    let methods: Vec<&str> = session.methods.iter().map(String::as_str).collect();
    let proven = Proven {
        sub: &session.sub,
        methods: &methods,
        moment: Moment::Session,
    };
    let missing = missing_of(visit, &destination, proven).await?;
    second_factor::step_up(visit, destination, session, missing).await
}

/// Somebody is signed in surely enough: ask for documents that are not accepted and purposes that are not decided, or go
/// where the sign-in leads.
pub async fn welcome(
    visit: &Visit,
    destination: Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    let Destination::Application(request) = &destination else {
        return answer(visit, &destination, session).await;
    };
    if let Some(instead) = acceptance::first(visit, &destination, session).await? {
        return Ok(instead);
    }
    let silent = request.is_silent();
    let undecided = consent::undecided(visit, &session.sub)
        .await
        // Sign-in stays up without the profile-store; nothing is permitted by not having been asked.
        .inspect_err(|error| tracing::warn!(%error, "purposes are asked for at another time"))
        .unwrap_or_default();
    if !undecided.is_empty() && !silent {
        let step = Step::Consent {
            session: session.id,
        };
        return Flow::new(destination, step)?.go_on(visit);
    }
    permitted(visit, &destination, session).await
}

/// Purposes are decided: ask for what the application wants to know besides.
pub async fn permitted(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    match progressive_profile::step::first(visit, destination, session).await? {
        Some(instead) => Ok(instead),
        None => asked(visit, destination, session).await,
    }
}

/// What people type about themselves is asked: ask for the memberships that the application wants to know.
pub async fn profiled(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    match membership::step::first(visit, destination, session).await? {
        Some(instead) => Ok(instead),
        None => asked(visit, destination, session).await,
    }
}

/// Nothing more is asked about the person: ask for whom they act where that is open, and show what the application
/// gets, where it wants that shown.
pub async fn asked(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    if let Some(request) = destination.request() {
        match choice::of(visit, request, session).await? {
            Acting::Choose(_) => return choose_organization(visit, destination, session),
            Acting::AtIssuer(organization) => {
                let destination = destination.clone();
                return own_issuer::departure::to_act_for(visit, destination, &organization).await;
            }
            Acting::Under(_) | Acting::Refused(_) => {}
        }
    }
    if let Some(request) = destination.request()
        && request.prompts(Prompt::Consent)
    {
        let step = Step::Permission {
            session: session.id,
        };
        return Flow::new(destination.clone(), step)?.go_on(visit);
    }
    answer(visit, destination, session).await
}

/// Nothing is left to ask: answer the application, or show a page of ours.
pub async fn answer(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    let Destination::Application(request) = destination else {
        return Ok(ended(see_other(
            &destination.own_page().unwrap_or_default(),
        )));
    };
    let found = clients::find(&visit.app, visit.bundle(), &request.client_id).await?;
    let Some(application) = found.filter(|application| request.still_allowed(application)) else {
        return Ok(ended(see_other("/")));
    };
    let subject = subject_identifier::of(&visit.app, &application, &session.sub);
    if !is_expected(request, &subject) {
        let description = "another person signed in than the application speaks of";
        let problem = Problem::new("login_required", description);
        return refuse(visit, &request.recipient(), &problem).map(ended);
    }
    match choice::of(visit, request, session).await? {
        Acting::Under(membership) => grant(visit, request, session, membership.as_deref())
            .await
            .map(ended),
        // What was open was asked before: it has opened again since.
        Acting::Choose(_) => choose_organization(visit, destination, session),
        Acting::AtIssuer(organization) => {
            let destination = destination.clone();
            own_issuer::departure::to_act_for(visit, destination, &organization).await
        }
        Acting::Refused(problem) => refuse(visit, &request.recipient(), &problem).map(ended),
    }
}

fn choose_organization(
    visit: &Visit,
    destination: &Destination,
    session: &Session,
) -> Result<Response, AuthError> {
    let step = Step::Organization {
        session: session.id,
    };
    Flow::new(destination.clone(), step)?.go_on(visit)
}

/// The sign-in is over.
fn ended(mut response: Response) -> Response {
    cookie::clear(response.headers_mut(), cookie::FLOW);
    response
}
