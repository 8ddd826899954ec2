//! `/linking`: both are proven, the provider's subject and an account of ours. Whether the one shall open the other.

use axum::response::Response;

use super::{arrived::Arrived, provider, taken};
use crate::{
    error::AuthError,
    factors::{assurance::missing_for_change, demand::Missing, notice, second_factor},
    mail::Change,
    pages,
    registration::{
        completion::welcome,
        flow::{Entry, Flow, for_form, for_page},
        standing::{Standing, standing},
    },
    store::{
        federated_identities::{self, Linking},
        sessions::Session,
    },
    web::{Visit, cookie, parameters::Parameters},
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
pub async fn submit(visit: Visit, body: String) -> Response {
    let form = Parameters::parse(&body);
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
    let pool = visit.app.pool();
    let digest = provider::digest(&visit.app, provider, &arrived.subject);
    let linking = federated_identities::link(pool, &digest, &session.sub, &provider.name).await?;
    if linking == Linking::Made {
        let person = visit.app.pseudonym(&session.sub);
        tracing::info!(person, provider = provider.name, "a provider was linked");
        notice::tell(visit, flow.request(), &session.sub, Change::SocialLinked)?;
    }
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
