//! The start page: what is known, and what is allowed.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domicile_consent::{PurposeState, state};
use domicile_pages::{Frame, Text, person_name};
use serde::Deserialize;

use super::{
    cookie,
    failure::Failure,
    frame_of_page::Visit,
    overview_view::{self, ConsentCard, Fact, Happening, Zone},
    recipients_view::{self, Received},
    signed_in::SignedIn,
    time_zone,
    wording::Reader,
};
use crate::{
    ProfileStore, StoreError, Subject,
    attribute::{merge::Candidate, stored},
    event::{self, Shown},
};

/// Events that are shown; the rest is counted.
const MOST_EVENTS: i64 = 20;

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
    happenings: Vec<Happening>,
    happened: String,
    /// Nothing while it cannot be said.
    received: Option<Vec<Received>>,
    consents: Vec<ConsentCard>,
    zones: Vec<Zone>,
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
    let subject = &signed_in.person.subject;
    let (known, recipients) = tokio::join!(
        known(store, subject),
        recipients_view::recipients(store, subject)
    );
    let known = known.map_err(|error| visit.broken(error))?;
    let zone = signed_in.time_zone();
    let reader = Reader {
        bundle: &visit.loaded.bundle,
        text: visit.text(),
        language: &visit.language,
        clock: time_zone::clock(zone),
    };
    let page = OverviewPage {
        frame: visit.frame(),
        text: reader.text,
        csrf: signed_in.form_token(store),
        greeting: greeting(&reader, &known.current),
        notice: notice(&reader, done),
        home: reader
            .bundle
            .own_region()
            .map_or_else(String::new, |region| region.jurisdiction.clone()),
        facts: overview_view::facts(&reader, &known.current, &known.all),
        happenings: overview_view::happenings(&reader, &known.events),
        happened: happened(reader.text, &known),
        received: recipients.map(|own| recipients_view::received(&reader, &own)),
        consents: overview_view::consents(&reader, &known.states),
        zones: overview_view::zones(&signed_in.person.country, zone),
    };
    let mut response = visit.respond(StatusCode::OK, &page)?;
    if let Some(cookie) = signed_in.refreshed_cookie(store) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response.into_response())
}

/// Everything that is known about a person.
struct Known {
    current: BTreeMap<String, Candidate>,
    all: Vec<(String, Candidate)>,
    events: Vec<Shown>,
    events_in_all: i64,
    states: Vec<PurposeState>,
}

async fn known(store: &ProfileStore, subject: &Subject) -> Result<Known, StoreError> {
    let mut connection = store.pool.acquire().await?;
    let (events, events_in_all) = event::latest(&mut connection, subject, MOST_EVENTS).await?;
    Ok(Known {
        current: stored::current(&mut connection, subject).await?,
        all: stored::all(&mut connection, subject).await?,
        events,
        events_in_all,
        states: state::of(&mut connection, subject.as_str()).await?,
    })
}

fn happened(text: Text<'_>, known: &Known) -> String {
    if known.events_in_all <= MOST_EVENTS {
        return text.say_count("happened-all", "count", known.events_in_all);
    }
    let (shown, all) = (
        known.events.len().to_string(),
        known.events_in_all.to_string(),
    );
    text.say_all("happened-latest", &[("shown", &shown), ("all", &all)])
}

fn greeting(reader: &Reader<'_>, known: &BTreeMap<String, Candidate>) -> String {
    let name = |part: &str| known.get(part).map(|winner| reader.value(&winner.value));
    let Some(given) = name("givenName") else {
        return reader.text.say("overview-title");
    };
    let family = name("familyName");
    let name = person_name::in_greeting(reader.language, &given, family.as_deref());
    reader.text.say_with("overview-greeting", "name", &name)
}

/// What to say about a decision; a purpose that is not ours is not repeated.
fn notice(reader: &Reader<'_>, done: &Done) -> Option<String> {
    let (key, name) = match (&done.given, &done.withdrawn) {
        (Some(name), _) => ("done-given", name),
        (None, Some(name)) => ("done-withdrawn", name),
        (None, None) => return None,
    };
    reader.bundle.purpose(name)?;
    let title = reader.purpose(name);
    Some(reader.text.say_with(key, "purpose", &title))
}
