//! `/linking`: both are proven, the provider's subject and an account of ours. Whether the one shall open the other.

use axum::response::Response;
use domicile_bundle::SocialProvider;

use super::{arrived::Arrived, provider, taken};
use crate::{
    error::AuthError,
    factors::{
        assurance::{held_by, missing_for_change},
        demand::Missing,
        notice, second_factor,
    },
    mail::Change,
    pages,
    registration::{
        completion::welcome,
        flow::{Entry, Flow, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{
        federated_identities::{self, Linking, NewLink},
        second_factors::Held,
        sessions::{self, Ending, Session},
    },
    web::{Visit, cookie, form::Form, parameters::Parameters},
};

/// `GET /linking`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => ask(&visit, *flow).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /linking`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn ask(visit: &Visit, flow: Flow) -> Result<Response, AuthError> {
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let Some((arrived, provider)) = Arrived::of(visit, &flow) else {
        return go_on(visit, flow, &session).await;
    };
    // A second factor that cannot be asked for here stays unasked: the account can be linked elsewhere.
    if missing_for_change(visit, &session).await? == Missing::Unmet {
        return go_on(visit, flow, &session).await;
    }
    let proposals = taken::proposals(visit, &arrived, provider, &session.sub).await;
    pages::linking::page(visit, &flow, provider, &proposals)
}

/// Links an external issuer's subject without a question: nobody signs in otherwise. An account that more than a mailbox
/// protects is not linked by a mailbox.
///
/// # Errors
/// When the database fails.
pub async fn at_once(
    visit: &Visit,
    flow: Flow,
    session: &Session,
    arrived: &Arrived,
    provider: &SocialProvider,
) -> Result<Response, AuthError> {
    let held = held_by(visit, &session.sub).await?;
    if held != Held::default() {
        return unlinked(visit, &flow, session).await;
    }
    // Whoever was given the mailbox of somebody else has not become them.
    let digest = provider::digest(&visit.app, provider, &arrived.subject);
    let realm = provider::realm(provider);
    let new = link_of(session, provider, &digest, &realm);
    if federated_identities::has_another(visit.app.pool(), new).await?
        || link(visit, &flow, session, arrived, provider).await? == Linking::OfAnother
    {
        return unlinked(visit, &flow, session).await;
    }
    taken::keep(visit, provider, &session.sub, &arrived.claims).await;
    go_on(visit, flow, session).await
}

/// The session that was opened meanwhile ends: the issuer does not sign this person in.
async fn unlinked(visit: &Visit, flow: &Flow, session: &Session) -> Result<Response, AuthError> {
    let ending = Ending::One {
        sub: &session.sub,
        id: session.id,
    };
    let mut transaction = visit.app.pool().begin().await?;
    sessions::end(&mut transaction, ending).await?;
    transaction.commit().await?;
    let mut response = pages::error::unlinked(visit, flow.request())?;
    cookie::clear(response.headers_mut(), cookie::ARRIVED);
    cookie::clear(response.headers_mut(), cookie::FLOW);
    Ok(response)
}

fn link_of<'a>(
    session: &'a Session,
    provider: &'a SocialProvider,
    digest: &'a [u8; 32],
    realm: &'a [u8; 32],
) -> NewLink<'a> {
    NewLink {
        digest,
        realm,
        sub: &session.sub,
        provider: &provider.name,
        organization: None,
    }
}

async fn link(
    visit: &Visit,
    flow: &Flow,
    session: &Session,
    arrived: &Arrived,
    provider: &SocialProvider,
) -> Result<Linking, AuthError> {
    let digest = provider::digest(&visit.app, provider, &arrived.subject);
    let realm = provider::realm(provider);
    let new = link_of(session, provider, &digest, &realm);
    let linking = federated_identities::link(visit.app.pool(), new).await?;
    if linking == Linking::Made {
        let person = visit.app.pseudonym(&session.sub);
        tracing::info!(person, provider = provider.name, "a provider was linked");
        notice::tell(visit, flow.request(), &session.sub, Change::SocialLinked)?;
    }
    Ok(linking)
}

async fn decide(visit: &Visit, flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let session = match standing(visit, &flow).await? {
        Standing::GoOn(session) => session,
        Standing::Instead(instead) => return Ok(instead),
    };
    let Some((arrived, provider)) = Arrived::of(visit, &flow) else {
        return go_on(visit, flow, &session).await;
    };
    if form.field("action") != "link" {
        return go_on(visit, flow, &session).await;
    }
    // A link is one more way into the account: whoever reads a mailbox does not add one to an account with factors.
    match missing_for_change(visit, &session).await? {
        Missing::Nothing => {}
        Missing::Unmet => return go_on(visit, flow, &session).await,
        missing => return second_factor::ask(visit, flow, &session.sub, session.methods, missing),
    }
    let linking = link(visit, &flow, &session, &arrived, provider).await?;
    if linking != Linking::OfAnother {
        let proposals = taken::proposals(visit, &arrived, provider, &session.sub).await;
        taken::take(visit, provider, &session.sub, proposals, form).await?;
    }
    go_on(visit, flow, &session).await
}

/// Where the sign-in leads, without what the provider said.
async fn go_on(visit: &Visit, flow: Flow, session: &Session) -> Result<Response, AuthError> {
    let mut response = welcome(visit, flow.destination, session).await?;
    cookie::clear(response.headers_mut(), cookie::ARRIVED);
    Ok(response)
}
