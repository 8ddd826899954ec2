//! `/authorize`: where every sign-in begins.

use axum::response::Response;
use domicile_bundle::Application;
use domicile_jose::now;
use domicile_residency::Address;

use crate::{
    error::AuthError,
    external,
    openid::{
        authorization_request::{
            AuthorizationRequest, Problem, Prompt, Recipient, Refusal, Untrusted,
        },
        authorization_response::{refuse, see_other},
        incoming_request::{self, Incoming},
        subject_identifier,
    },
    pages,
    registration::{
        arrival::Arrival,
        completion::arrive,
        flow::{Destination, Flow, Step},
        sufficiency::{Facts, Next, next},
    },
    store::sessions::Session,
    web::{Visit, parameters::Parameters},
};

/// Most bytes of a query that a browser is sent on with: more than servers and proxies take in general is refused.
const LONGEST_QUERY: usize = 7000;

/// `GET /authorize`.
pub async fn by_query(visit: Visit) -> Response {
    let outcome = begin(&visit, &visit.query).await;
    visit.answer(outcome)
}

/// `POST /authorize` (`OpenID` Connect Core, section 3.1.2.1).
pub async fn by_form(visit: Visit, body: String) -> Response {
    let outcome = begin(&visit, &Parameters::parse(&body)).await;
    visit.answer(outcome)
}

async fn begin(visit: &Visit, parameters: &Parameters) -> Result<Response, AuthError> {
    match incoming_request::read(visit, parameters).await? {
        Incoming::Good(application, request) => {
            sign_in(visit, &application, *request, parameters).await
        }
        Incoming::Unread => pass_on(visit, parameters),
        Incoming::Bad(Refusal::Page(untrusted)) => pages::error::untrusted(visit, untrusted),
        Incoming::Bad(Refusal::Redirect(recipient, problem)) => refuse(visit, &recipient, &problem),
    }
}

/// A request that is kept elsewhere goes on unread: only its handle or address travels.
fn pass_on(visit: &Visit, parameters: &Parameters) -> Result<Response, AuthError> {
    let region = visit.remembered_region();
    let region = region.unwrap_or_else(|| visit.app.region().clone());
    let origin = visit.host.regional_origin(visit.bundle(), &region);
    let query = parameters.to_query();
    if query.len() > LONGEST_QUERY {
        return pages::error::untrusted(visit, Untrusted::RequestUri);
    }
    Ok(see_other(&format!("{origin}/authorize?{query}")))
}

async fn sign_in(
    visit: &Visit,
    application: &Application,
    request: AuthorizationRequest,
    parameters: &Parameters,
) -> Result<Response, AuthError> {
    // A session is known on the regional address only; there it is asked before anything else.
    let session = match visit.host.address {
        Address::Regional => visit.session().await?,
        Address::Global => None,
    };
    let facts = session
        .as_ref()
        .map(|session| facts(visit, application, session));
    let next = next(&request, facts.as_ref());
    if let (Next::Answer, Some(session)) = (&next, &session) {
        return arrive(visit, Destination::from(request), session).await;
    }
    let arrival = Arrival::of(visit);
    if let Arrival::Elsewhere { origin } = arrival {
        return moved(visit, &origin, &request.recipient(), parameters);
    }
    let first = match next {
        // Nobody is signed in here, and somebody may be at the issuer.
        Next::Refuse(_) if external::of(visit.bundle()).is_some() => {
            arrival.first_step(visit.bundle())
        }
        Next::Refuse(problem) => return refuse(visit, &request.recipient(), &problem),
        Next::ChooseAccount => Step::Account,
        _ if request.prompts(Prompt::Create) && external::of(visit.bundle()).is_none() => {
            Step::Residence { verified: None }
        }
        _ => arrival.first_step(visit.bundle()),
    };
    Flow::new(Destination::from(request), first)?.go_on(visit)
}

/// Sends the browser on with the request as it came: what is signed or sealed in it stays so.
fn moved(
    visit: &Visit,
    origin: &str,
    recipient: &Recipient,
    parameters: &Parameters,
) -> Result<Response, AuthError> {
    let query = parameters.to_query();
    if query.len() > LONGEST_QUERY {
        let problem = Problem::new(
            "invalid_request",
            "the request is too long to travel with a browser: push it (RFC 9126)",
        );
        return refuse(visit, recipient, &problem);
    }
    Ok(see_other(&format!("{origin}/authorize?{query}")))
}

fn facts(visit: &Visit, application: &Application, session: &Session) -> Facts {
    Facts {
        age_seconds: now() - session.authenticated_at.as_second(),
        subject: subject_identifier::of(&visit.app, application, &session.sub),
    }
}
