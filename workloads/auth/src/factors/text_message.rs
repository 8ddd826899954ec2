//! The code by SMS as a second factor: sent to the person's verified number when they ask for it.

use domicile_residency::Handle;

use crate::{
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    phone::{
        code::{self, Kind, Sending},
        verified,
    },
    registration::flow::Pending,
    store::challenges::Attempt,
    web::Visit,
};

/// Sends a code, where one will do and the person has a number.
///
/// # Errors
/// When the database fails, or the adapter cannot be called.
pub async fn send(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    pending: &Pending,
) -> Result<Sending, AuthError> {
    let sub = &pending.sub;
    let sms = visit.bundle().sms_as_second_factor();
    let verified = verified::of_person(&visit.app, sub).await?;
    match (sms, verified) {
        (Some(sms), Some(verified)) if !pending.passkey => {
            code::send(
                visit,
                request,
                sms,
                &verified.number,
                sub,
                Kind::SecondFactor,
            )
            .await
        }
        _ => Ok(Sending::Unsent),
    }
}

/// Whether a typed code is the one that was sent in this sign-in; it is used up.
///
/// # Errors
/// When the database fails.
pub async fn is_right(visit: &Visit, pending: &Pending, typed: &str) -> Result<bool, AuthError> {
    let challenge = pending.texted.as_deref().map(Handle::parse);
    let (Some(Ok(challenge)), Some(verified), Some(_)) = (
        challenge,
        // A number that was removed meanwhile proves nothing.
        verified::of_person(&visit.app, &pending.sub).await?,
        visit.bundle().sms_as_second_factor(),
    ) else {
        return Ok(false);
    };
    let attempt = code::attempt(visit, &challenge, &verified.number, typed).await?;
    Ok(attempt == Some(Attempt::Right))
}
