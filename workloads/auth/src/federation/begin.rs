//! `/federation/to/<name>`: a browser sets out to a provider.

use axum::{extract::Path, response::Response};
use domicile_bundle::{SocialProvider, tenant::LOGIN_LABEL};
use domicile_federation::{Request, Wishes};
use domicile_residency::{EmailAddress, Handle};
use ring::digest::{SHA256, digest};

use super::{CALLBACK, identity_provider::IdentityProvider};
use crate::{
    error::AuthError,
    external::departure::{ComeToNothing, HandedOn, came_to_nothing},
    openid::{authorization_request::Prompt, authorization_response::see_other},
    pages,
    registration::flow::{Destination, Entry, Flow, Step, for_form},
    store::federation_attempts::{self, NewAttempt},
    web::{Visit, form::Form, parameters::appended, throttle},
};

/// What an attempt is sealed for.
pub(super) const USAGE: &str = "domicile federation attempt, version 1";

/// How a visit to a provider ended that signed nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setback {
    /// The person did not want to.
    Cancelled,
    /// It did not work.
    Failed,
}

impl Setback {
    /// Its name in the address of a page.
    const fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The key of its text, which names the provider.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cancelled => "social-cancelled",
            Self::Failed => "social-failed",
        }
    }

    /// What the address of a page says.
    pub fn named_by(visit: &Visit) -> Option<(Self, &SocialProvider)> {
        let name = visit.query.field("federation");
        let setback = [Self::Cancelled, Self::Failed]
            .into_iter()
            .find(|setback| setback.name() == name)?;
        let provider = visit
            .bundle()
            .sign_in
            .provider(visit.query.field("provider"))?;
        Some((setback, provider))
    }
}

/// `POST /federation/to/<name>`.
pub async fn submit(visit: Visit, Path(name): Path<String>, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => to(&visit, &flow, &name).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn to(visit: &Visit, flow: &Flow, name: &str) -> Result<Response, AuthError> {
    // An organisation's own is not among the buttons: an address leads there.
    match IdentityProvider::named(visit, name).await? {
        Some(provider) if provider.configured().is_some() => {
            depart(visit, flow, &provider, None).await
        }
        _ => pages::error::not_found(visit),
    }
}

/// Sends the browser to a provider; `typed` is the address that led there.
///
/// # Errors
/// When the attempt cannot be kept.
pub async fn depart(
    visit: &Visit,
    flow: &Flow,
    to: &IdentityProvider,
    typed: Option<&EmailAddress>,
) -> Result<Response, AuthError> {
    if let Err(too_many) = throttle::admit_try(&visit.app, visit.network).await? {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let state = Handle::random(visit.app.region())?;
    let language = visit.language(visit.brand(flow.request())?, flow.request());
    let redirect_uri = redirect_uri(visit);
    let handed_on = if to.vouches() {
        Some(HandedOn::of(visit, flow, to, typed).await?)
    } else {
        None
    };
    let wishes = match &handed_on {
        Some(handed_on) => handed_on.wishes(),
        None if has_to_prove_again(flow) => Wishes::AGAIN,
        None => Wishes::default(),
    };
    let request = Request {
        redirect_uri: &redirect_uri,
        state: state.as_str(),
        language: Some(&language),
        wishes,
    };
    let provider = to.party(&visit.app, visit.bundle())?;
    let party = visit.app.outbound().relying_party(visit.bundle())?;
    let begun = match party.begin(&provider, &request).await {
        Ok(begun) => begun,
        Err(error) => {
            tracing::warn!(%error, provider = %to.name(), "a provider cannot be asked");
            return match to {
                IdentityProvider::Social(configured) => Ok(back(flow, configured, Setback::Failed)),
                _ => came_to_nothing(visit, flow, &ComeToNothing::Unreachable),
            };
        }
    };
    let plain = serde_json::to_vec(&begun.attempt).map_err(|_| AuthError::Cryptography)?;
    let new = NewAttempt {
        state: &state,
        flow: &digest_of(flow),
        origin: &visit.own_origin(),
        sealed: &visit.app.keys().seal.seal(USAGE, &plain)?,
    };
    federation_attempts::insert(visit.app.pool(), new).await?;
    Ok(see_other(begun.url.as_str()))
}

/// Where every provider sends browsers back to: one address for all regions and brands, registered once.
pub fn redirect_uri(visit: &Visit) -> String {
    format!("{}{CALLBACK}", visit.bundle().global_origin(LOGIN_LABEL))
}

/// SHA-256 of what only the browser of this sign-in holds.
pub(super) fn digest_of(flow: &Flow) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, flow.id.as_bytes()).as_ref());
    bytes
}

/// Whether a session that is open at the provider is not enough.
fn has_to_prove_again(flow: &Flow) -> bool {
    match &flow.destination {
        Destination::Application(request) => {
            request.prompts(Prompt::Login) || request.max_age.is_some()
        }
        // Who changes how they sign in is asked to be there.
        Destination::Account => true,
        _ => false,
    }
}

/// Back to the page that the browser set out from.
pub(super) fn back(flow: &Flow, provider: &SocialProvider, setback: Setback) -> Response {
    let path = match &flow.step {
        Step::Link { .. } => crate::account::PATH,
        _ => "/register",
    };
    let parameters = [
        ("federation", setback.name()),
        ("provider", provider.name.as_str()),
    ];
    see_other(&appended(path, parameters))
}
