//! What is due of a person who is on the way to an application: asked of the database and the profile-store.

use domicile_bundle::{Application, MembershipLink};

use super::due::{Due, Visiting, due, timely};
use crate::{
    account::member,
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    profile_store::ProfileStore,
    store::{application_sign_ins, membership_numbers, profile_questions, sessions::Session},
    web::Visit,
};

/// What is due. Clients that registered themselves ask for nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn of<'a>(
    visit: &'a Visit,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Due<'a>, AuthError> {
    let application = visit.bundle().application(&request.client_id);
    let Some(application) = application.filter(|own| !own.progressive_profile.is_empty()) else {
        return Ok(Due::default());
    };
    let mut due = due_to(visit, application, request, session).await?;
    due.memberships = linkable(visit, session, due.memberships).await?;
    Ok(due)
}

async fn due_to<'a>(
    visit: &'a Visit,
    application: &'a Application,
    request: &AuthorizationRequest,
    session: &Session,
) -> Result<Due<'a>, AuthError> {
    let (pool, sub) = (visit.app.pool(), &session.sub);
    let sign_ins =
        application_sign_ins::count(pool, sub, &application.client_id, session.id).await?;
    let skipped = profile_questions::skipped_by(pool, sub).await?;
    let visiting = Visiting {
        sign_ins,
        scopes: &request.scopes,
        skipped: &skipped,
    };
    let timely = timely(application, &visiting);
    if timely.is_empty() {
        return Ok(Due::default());
    }
    let (bundle, brand) = (visit.bundle(), visit.brand(Some(request))?);
    let store = ProfileStore::of(visit.app.mesh_client(), bundle)?;
    match store.person(sub).await {
        Ok(known) => Ok(due(
            bundle,
            brand,
            &timely,
            &known.attributes,
            &known.purposes,
        )),
        // Sign-in stays up without the profile-store.
        Err(error) => {
            tracing::warn!(%error, "people are asked for their profile at another time");
            Ok(Due::default())
        }
    }
}

/// Memberships that this session may link: those that the person has not linked yet, as long as the session is sure
/// enough to change the account. A person who has a second factor, and came without it, links them there.
async fn linkable<'a>(
    visit: &Visit,
    session: &Session,
    mut memberships: Vec<&'a MembershipLink>,
) -> Result<Vec<&'a MembershipLink>, AuthError> {
    if memberships.is_empty() || !member::may_change(visit, session).await? {
        return Ok(Vec::new());
    }
    let linked = membership_numbers::all(visit.app.pool(), &session.sub).await?;
    memberships.retain(|link| !linked.iter().any(|one| one.link == link.name));
    Ok(memberships)
}
