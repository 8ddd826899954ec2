//! The code by SMS: six digits, made, kept and compared as the e-mailed ones are.

use domicile_bundle::Sms;
use domicile_residency::Handle;
use serde::Serialize;

use super::{
    number::{PhoneNumber, Unfit},
    sender::{self, Message},
};
use crate::{
    error::AuthError,
    openid::authorization_request::AuthorizationRequest,
    registration::code::{code_digest, digits_of, six_digits},
    store::challenges::{self, Attempt, NewChallenge},
    web::{
        Visit,
        throttle::{self, TooMany},
    },
};

/// What a code is for. Each has tries of its own, so that nobody uses up those of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// To prove a number.
    Verification,
    /// To prove it again at sign-in.
    SecondFactor,
}

/// What came of sending a code.
#[derive(Clone, Debug)]
pub enum Sending {
    /// It is on its way; the handle names its challenge.
    Sent(Handle),
    /// This number gets none.
    Unfit(Unfit),
    /// Too many messages.
    Later(TooMany),
    /// The adapter does not take it.
    Unsent,
}

/// Sends a code to a number, if it may get one.
///
/// # Errors
/// When the database fails, or the adapter cannot be called.
pub async fn send(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sms: &Sms,
    number: &PhoneNumber,
    sub: &str,
    kind: Kind,
) -> Result<Sending, AuthError> {
    if let Some(unfit) = number.unfit_for(&sms.countries) {
        return Ok(Sending::Unfit(unfit));
    }
    if let Err(too_many) = throttle::admit_sms(visit, &sms.limits, number, sub, kind).await? {
        return Ok(Sending::Later(too_many));
    }
    let (app, bundle) = (&visit.app, visit.bundle());
    let (handle, code) = (Handle::random(app.region())?, six_digits()?);
    let new = NewChallenge {
        handle: &handle,
        identifier: &app.digest_of_number(number),
        code_digest: &code_digest(visit, &handle, &code),
        link: None,
        lifetime_seconds: bundle.sign_in.code_lifetime_seconds,
    };
    challenges::insert(app.pool(), new).await?;
    let brand = visit.brand(request)?;
    let language = visit.language(brand, request);
    let (_, texts) = visit.frame(request)?;
    let host = visit.host.regional_name(app.region());
    // The last line is for the browser, which types the code on this host alone
    // (Origin-bound one-time codes delivered via SMS, section 2.1).
    let values = [("code", code.as_str()), ("brand", &brand.display_name)];
    let text = format!("{}\n\n@{host} #{code}", texts.say_all("sms-text", &values));
    let message = Message {
        to: number,
        text: &text,
        language: &language,
        kind,
    };
    let taken = sender::send(app, bundle, sms, message).await?;
    Ok(if taken {
        Sending::Sent(handle)
    } else {
        Sending::Unsent
    })
}

/// Judges a typed code; the right one is used up. What cannot be a code costs no try.
///
/// # Errors
/// When the database fails.
pub async fn attempt(
    visit: &Visit,
    challenge: &Handle,
    number: &PhoneNumber,
    typed: &str,
) -> Result<Option<Attempt>, AuthError> {
    let Some(typed) = digits_of(typed) else {
        return Ok(None);
    };
    let pool = visit.app.pool();
    let digest = visit.app.digest_of_number(number);
    let most = visit.bundle().sign_in.code_attempts;
    let typed = code_digest(visit, challenge, &typed);
    let attempt = challenges::attempt(pool, challenge, &digest, &typed, most).await?;
    if attempt == Attempt::Right && !challenges::consume(pool, challenge).await? {
        return Ok(Some(Attempt::Ended));
    }
    if attempt != Attempt::Right {
        visit.app.measures().codes_refused.inc();
    }
    Ok(Some(attempt))
}
