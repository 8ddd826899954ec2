//! The start page: what is known, and what is allowed.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_consent::state;
use domicile_pages::{Frame, Text};
use serde::Deserialize;

use super::{
    cookie,
    failure::Failure,
    frame_of_page::Visit,
    overview_view::{self, ConsentCard, Fact},
    signed_in::SignedIn,
    wording,
};
use crate::{ProfileStore, StoreError, attribute::stored};

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    greeting: String,
    notice: Option<String>,
    home: String,
    facts: Vec<Fact>,
    consents: Vec<ConsentCard>,
}

#[derive(Template)]
#[template(path = "signed-out.html")]
struct SignedOutPage<'a> {
    frame: Frame,
    text: Text<'a>,
}

/// What has just been decided, for the notice.
#[derive(Deserialize)]
pub(super) struct Done {
    given: Option<String>,
    withdrawn: Option<String>,
}

/// `GET /`.
pub(super) async fn show(
    State(store): State<ProfileStore>,
    visit: Visit,
    headers: HeaderMap,
    Query(done): Query<Done>,
    signed_in: Result<SignedIn, Response>,
) -> Result<Response, Failure> {
    match signed_in {
        Ok(signed_in) => overview(&store, &signed_in, &done).await,
        // Signing in again at once would make signing out look broken.
        Err(_) if cookie::read(&headers, cookie::SIGNED_OUT).is_some() => visit.respond(
            StatusCode::OK,
            &SignedOutPage {
                frame: visit.frame(),
                text: visit.text(),
            },
        ),
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn overview(
    store: &ProfileStore,
    signed_in: &SignedIn,
    done: &Done,
) -> Result<Response, Failure> {
    let visit = &signed_in.visit;
    let known = async {
        let mut connection = store.pool.acquire().await?;
        let subject = &signed_in.person.subject;
        let current = stored::current(&mut connection, subject).await?;
        Ok::<_, StoreError>((current, state::of(&mut connection, subject.as_str()).await?))
    };
    let (current, states) = known.await.map_err(|error| visit.broken(error))?;
    let (bundle, text, language) = (&visit.loaded.bundle, visit.text(), visit.language.as_str());
    let given_name = current
        .get("givenName")
        .map(|winner| wording::value(text, &winner.value));
    let page = OverviewPage {
        frame: visit.frame(),
        text,
        csrf: signed_in.form_token(store),
        greeting: given_name.map_or_else(
            || text.say("overview-title"),
            |name| text.say_with("overview-greeting", "name", &name),
        ),
        notice: notice(signed_in, done),
        home: bundle
            .own_region()
            .map_or_else(String::new, |region| region.jurisdiction.clone()),
        facts: overview_view::facts(bundle, text, language, &current),
        consents: overview_view::consents(bundle, text, language, &states),
    };
    let mut response = visit.respond(StatusCode::OK, &page)?;
    if let Some(cookie) = signed_in.refreshed_cookie(store) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response.into_response())
}

/// What to say about a decision; a purpose that is not ours is not repeated.
fn notice(signed_in: &SignedIn, done: &Done) -> Option<String> {
    let (key, name) = match (&done.given, &done.withdrawn) {
        (Some(name), _) => ("done-given", name),
        (None, Some(name)) => ("done-withdrawn", name),
        (None, None) => return None,
    };
    let visit = &signed_in.visit;
    let bundle = &visit.loaded.bundle;
    bundle.purpose(name)?;
    let title = wording::purpose(bundle, visit.text(), &visit.language, name);
    Some(visit.text().say_with(key, "purpose", &title))
}
