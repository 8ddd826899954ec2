//! Who is signed in: an extractor that sends everybody else to the sign-in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domicile_bundle::tenant::PORTAL_LABEL;
use domicile_pages::cross_site_request_forgery as forgery;
use jiff::{SignedDuration, Timestamp};

use super::{
    cookie, ended_session, failure::Failure, frame_of_page::Visit, session::Session, time_zone,
};
use crate::{
    ProfileStore, StoreError,
    person::{self, Person},
};

/// A signed-in person's visit.
pub(super) struct SignedIn {
    /// The page's start.
    pub(super) visit: Visit,
    /// Who.
    pub(super) person: Person,
    session: Session,
    headers: HeaderMap,
}

impl FromRequestParts<ProfileStore> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, store: &ProfileStore) -> Result<Self, Response> {
        let Ok(visit) = Visit::from_request_parts(parts, store).await;
        let limits = &visit.loaded.bundle.sign_in;
        let session = cookie::read(&parts.headers, cookie::SESSION)
            .and_then(|sealed| Session::open(&store.seal_key, sealed, limits, Timestamp::now()));
        let Some((session, subject)) =
            session.and_then(|session| Some((session.clone(), session.subject()?)))
        else {
            return Err(to_sign_in());
        };
        let found = async {
            let mut connection = store.pool.acquire().await?;
            if ended_session::is_ended(&mut connection, &session).await? {
                return Ok(None);
            }
            person::find(&mut connection, &subject).await
        };
        match found.await {
            Ok(Some(person)) => {
                let visit = visit.of_person(&person);
                Ok(Self {
                    visit,
                    person,
                    session,
                    headers: parts.headers.clone(),
                })
            }
            Ok(None) => Err(to_sign_in()),
            Err(error) => Err(visit.broken(error).into_response()),
        }
    }
}

impl SignedIn {
    /// Whose clock this person reads (IANA name).
    pub(super) fn time_zone(&self) -> &'static str {
        let chosen = cookie::read(&self.headers, time_zone::COOKIE);
        time_zone::of_person(&self.person.country, chosen)
    }

    /// The token for this session's forms.
    pub(super) fn form_token(&self, store: &ProfileStore) -> String {
        forgery::token(
            |message| store.seal_key.hmac_sha256(message),
            self.session.id(),
        )
    }

    /// Refuses a form that did not come from a page of this session.
    pub(super) fn check_form(&self, store: &ProfileStore, sent: &str) -> Result<(), Failure> {
        let bundle = &self.visit.loaded.bundle;
        let origin = bundle.regional_origin(&bundle.region, PORTAL_LABEL);
        let genuine = forgery::is_same_origin(&self.headers, &origin)
            && forgery::is_genuine(
                |message| store.seal_key.hmac_sha256(message),
                self.session.id(),
                sent,
            );
        if genuine {
            Ok(())
        } else {
            Err(Failure::forged(&self.visit))
        }
    }

    /// Ends the session for good: a copy of its cookie is not taken again.
    pub(super) async fn end(&self, store: &ProfileStore) -> Result<(), StoreError> {
        let now = Timestamp::now();
        let left = self
            .session
            .cookie_seconds(&self.visit.loaded.bundle.sign_in, now);
        let forget_at = now
            .checked_add(SignedDuration::from_secs(left))
            .unwrap_or(now);
        ended_session::end(&mut *store.pool.acquire().await?, &self.session, forget_at).await
    }

    /// The cookie that keeps the session alive, when it is time for it.
    pub(super) fn refreshed_cookie(&self, store: &ProfileStore) -> Option<HeaderValue> {
        let now = Timestamp::now();
        let session = self.session.refreshed(now)?;
        let seconds = session.cookie_seconds(&self.visit.loaded.bundle.sign_in, now);
        Some(cookie::set(
            cookie::SESSION,
            &session.seal(&store.seal_key).ok()?,
            seconds,
        ))
    }
}

fn to_sign_in() -> Response {
    let mut response = Redirect::to("/sign-in").into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, cookie::remove(cookie::SESSION));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
