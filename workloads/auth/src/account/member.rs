//! Who may see the pages of an account, and who may change it.

use axum::response::Response;
use domicile_jose::now;
use domicile_residency::{Address, Handle};

use crate::{
    error::AuthError,
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
const RECENT_SECONDS: i64 = 600;

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
    Instead(Response),
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

    /// Whether they proved who they are a moment ago.
    pub fn is_recent(&self) -> bool {
        now() - self.session.authenticated_at.as_second() <= RECENT_SECONDS
    }
}

/// For a page of the account.
pub async fn for_page(visit: &Visit) -> Result<Entrance, AuthError> {
    enter(visit, Destination::Account).await
}

/// For a page of ours: who is not signed in does so first, and comes back.
pub async fn enter(visit: &Visit, destination: Destination) -> Result<Entrance, AuthError> {
    if visit.host.address == Address::Regional
        && let Some(handle) = visit.session_handle()
        && let Some(session) = visit.session().await?
    {
        return Ok(Entrance::Member(Box::new(Member { session, handle })));
    }
    let arrival = Arrival::of(visit);
    let instead = match &arrival {
        Arrival::Elsewhere { origin } => {
            let page = destination.own_page().unwrap_or_default();
            see_other(&format!("{origin}{page}"))
        }
        Arrival::AtHome | Arrival::Unknown => {
            Flow::new(destination, arrival.first_step())?.go_on(visit)?
        }
    };
    Ok(Entrance::Instead(instead))
}

/// For a form that reveals nothing and can be repeated, such as ending a session.
pub async fn for_form(visit: &Visit, form: &Parameters) -> Result<Entrance, AuthError> {
    for_form_of(visit, form, Destination::Account).await
}

/// The same for a form of another page of the person's own.
pub async fn for_form_of(
    visit: &Visit,
    form: &Parameters,
    destination: Destination,
) -> Result<Entrance, AuthError> {
    let member = match enter(visit, destination).await? {
        Entrance::Member(member) => member,
        instead @ Entrance::Instead(_) => return Ok(instead),
    };
    if member.is_form_of(visit, form) {
        return Ok(Entrance::Member(member));
    }
    tracing::warn!(
        path = visit.path,
        "a form that is not of this session was refused"
    );
    Ok(Entrance::Instead(pages::error::foreign_form(visit)?))
}

/// For a form that changes how the person signs in: who has not proven themselves lately does so again, and comes
/// back.
pub async fn for_change(visit: &Visit, form: &Parameters) -> Result<Entrance, AuthError> {
    match for_form(visit, form).await? {
        Entrance::Member(member) if !member.is_recent() => {
            Ok(Entrance::Instead(prove_again(visit)?))
        }
        entrance => Ok(entrance),
    }
}

/// For a page whose form changes how the person signs in.
pub async fn for_sensitive_page(visit: &Visit) -> Result<Entrance, AuthError> {
    match for_page(visit).await? {
        Entrance::Member(member) if !member.is_recent() => {
            Ok(Entrance::Instead(prove_again(visit)?))
        }
        entrance => Ok(entrance),
    }
}

fn prove_again(visit: &Visit) -> Result<Response, AuthError> {
    let intent = Intent::SignIn;
    Flow::new(Destination::Account, Step::Details { intent })?.go_on(visit)
}
