//! Whether the session that a question was asked in is still the browser's, and still sure enough.

use axum::response::Response;

use crate::{
    error::AuthError,
    factors::{
        assurance::{Moment, Proven, missing_of},
        demand::Missing,
        second_factor,
    },
    legal_documents::acceptance,
    pages,
    registration::flow::Flow,
    store::sessions::Session,
    web::Visit,
};

/// Whether a question of a signed-in person goes on.
pub enum Standing {
    /// In this session.
    GoOn(Session),
    /// This is answered instead.
    Instead(Response),
}

/// The session of a flow that asks a signed-in person.
///
/// What an application demands of a sign-in was checked before the question. So a flow that somebody kept answers for
/// no other session, and a session that was proven again by less (its `sid` stays) is asked for more first. Documents
/// that have come to ask again since are accepted first, too.
pub async fn standing(visit: &Visit, flow: &Flow) -> Result<Standing, AuthError> {
    let of_flow = flow.step.session();
    let open = visit.session().await?;
    let Some(session) = open.filter(|session| of_flow == Some(session.id)) else {
        return Ok(Standing::Instead(pages::error::no_flow(visit)?));
    };
    let methods: Vec<&str> = session.methods.iter().map(String::as_str).collect();
    let proven = Proven {
        sub: &session.sub,
        methods: &methods,
        moment: Moment::SecondFactorProven,
    };
    match missing_of(visit, &flow.destination, proven).await? {
        Missing::Nothing if flow.step.follows_documents() => {
            match acceptance::first(visit, &flow.destination, &session).await? {
                Some(instead) => Ok(Standing::Instead(instead)),
                None => Ok(Standing::GoOn(session)),
            }
        }
        Missing::Nothing => Ok(Standing::GoOn(session)),
        missing => {
            let destination = flow.destination.clone();
            let asked = second_factor::step_up(visit, destination, &session, missing).await?;
            Ok(Standing::Instead(asked))
        }
    }
}
