//! Who may see the pages of an account, and who may change it.

use axum::response::Response;
use domicile_bundle::tenant::LOGIN_LABEL;
use domicile_jose::now;
use domicile_residency::{Address, Handle};

use crate::{
    error::AuthError,
    factors::{assurance::missing_for_change, demand::Missing, second_factor::step_up},
    openid::authorization_response::see_other,
    pages,
    registration::{
        arrival::Arrival,
        csrf,
        flow::{Destination, Flow, Intent, Step},
    },
    store::sessions::Session,
    web::{Visit, parameters::Parameters},
};

/// How long ago somebody may have proven who they are to change how they sign in.
pub const RECENT_SECONDS: i64 = 600;

/// Somebody who is signed in, at home.
pub struct Member {
    /// Their session.
    pub session: Session,
    handle: Handle,
}

/// Whether a page or form of the account is for this browser.
pub enum Entrance {
    /// It is.
    Member(Box<Member>),
    /// This is answered instead.
    Instead(Result<Response, AuthError>),
}

impl Entrance {
    /// The answer to a page or form of the account: what is made for the member, or what is answered instead.
    pub async fn answered(
        self,
        visit: &Visit,
        made: impl AsyncFnOnce(&Member) -> Result<Response, AuthError>,
    ) -> Response {
        let outcome = match self {
            Self::Member(member) => made(&member).await,
            Self::Instead(instead) => instead,
        };
        visit.answer(outcome)
    }
}

impl Member {
    /// The token for forms of the account.
    pub fn csrf(&self, visit: &Visit) -> String {
        csrf::token(visit, self.handle.as_str())
    }

    /// Whether a form is one of ours that this browser was shown in this session.
    pub fn is_form_of(&self, visit: &Visit, form: &Parameters) -> bool {
        csrf::is_genuine(visit, self.handle.as_str(), form.field("csrf"))
    }
}

/// Whether the person of a session proved who they are a moment ago.
pub fn is_recent(session: &Session) -> bool {
    now() - session.authenticated_at.as_second() <= RECENT_SECONDS
}

/// For a page of the account.
pub async fn for_page(visit: &Visit) -> Entrance {
    enter(visit, Destination::Account).await
}

/// For a page of ours: who is not signed in does so first, and comes back.
pub async fn enter(visit: &Visit, destination: Destination) -> Entrance {
    match member_of(visit).await {
        Ok(Some(member)) => Entrance::Member(Box::new(member)),
        Ok(None) => Entrance::Instead(sign_in_first(visit, destination)),
        Err(error) => Entrance::Instead(Err(error)),
    }
}

async fn member_of(visit: &Visit) -> Result<Option<Member>, AuthError> {
    // A session is known on the regional address only.
    let (Address::Regional, Some(handle)) = (visit.host.address, visit.session_handle()) else {
        return Ok(None);
    };
    let session = visit.session().await?;
    Ok(session.map(|session| Member { session, handle }))
}

fn sign_in_first(visit: &Visit, destination: Destination) -> Result<Response, AuthError> {
    let arrival = Arrival::of(visit);
    match &arrival {
        Arrival::Elsewhere { origin } => {
            let page = destination.own_page().unwrap_or_default();
            Ok(see_other(&format!("{origin}{page}")))
        }
        Arrival::AtHome | Arrival::Unknown => {
            Flow::new(destination, arrival.first_step(visit.bundle()))?.go_on(visit)
        }
    }
}

/// For a form that reveals nothing and can be repeated, such as ending a session.
pub async fn for_form(visit: &Visit, form: &Parameters) -> Entrance {
    for_form_of(visit, form, Destination::Account).await
}

/// The same for a form of another page of the person's own.
pub async fn for_form_of(visit: &Visit, form: &Parameters, destination: Destination) -> Entrance {
    match enter(visit, destination).await {
        Entrance::Member(member) if !member.is_form_of(visit, form) => {
            tracing::warn!(
                path = visit.path,
                "a form that is not of this session was refused"
            );
            Entrance::Instead(pages::error::foreign_form(visit))
        }
        entrance => entrance,
    }
}

/// For a form that changes how the person signs in: who has not proven themselves lately, and by a second factor if
/// they have one, does so first, and comes back.
pub async fn for_change(visit: &Visit, form: &Parameters) -> Entrance {
    surely(visit, for_form(visit, form).await).await
}

/// For a page whose form changes how the person signs in.
pub async fn for_sensitive_page(visit: &Visit) -> Entrance {
    surely(visit, for_page(visit).await).await
}

/// Whether a session is sure enough to change the account of its person.
///
/// # Errors
/// When the database fails.
pub async fn may_change(visit: &Visit, session: &Session) -> Result<bool, AuthError> {
    Ok(is_recent(session) && missing_for_change(visit, session).await? == Missing::Nothing)
}

async fn surely(visit: &Visit, entrance: Entrance) -> Entrance {
    let Entrance::Member(member) = entrance else {
        return entrance;
    };
    if !is_recent(&member.session) {
        return Entrance::Instead(prove_again(visit, Destination::Account));
    }
    match missing_for_change(visit, &member.session).await {
        Ok(Missing::Nothing) => Entrance::Member(member),
        Ok(Missing::Unmet) => Entrance::Instead(Ok(see_other(&where_passkeys_are(visit)))),
        Ok(missing) => {
            let destination = Destination::Account;
            Entrance::Instead(step_up(visit, destination, &member.session, missing).await)
        }
        Err(error) => Entrance::Instead(Err(error)),
    }
}

/// Who has not proven themselves lately does so, and comes back.
///
/// # Errors
/// When the sign-in cannot be kept.
pub fn prove_again(visit: &Visit, destination: Destination) -> Result<Response, AuthError> {
    let intent = Intent::SignIn;
    Flow::new(destination, Step::Details { intent })?.go_on(visit)
}

/// The account at the tenant's own address: a brand's host outside the domain cannot ask for the person's passkey.
fn where_passkeys_are(visit: &Visit) -> String {
    let origin = visit.bundle().global_origin(LOGIN_LABEL);
    format!("{origin}{}", super::PATH)
}
