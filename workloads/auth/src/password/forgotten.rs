//! "I forgot my password": a link goes to the mailbox. Known and unknown addresses get the same page at the same cost.

use axum::response::Response;
use domicile_residency::{EmailAddress, Handle, subject};

use crate::{
    error::AuthError,
    mail::{Content, Letter},
    pages,
    registration::flow::Flow,
    store::{identifiers, password_resets},
    web::{Visit, parameters::encode, throttle},
};

/// Mails a link, or says in the mail that there is no account: only who reads the mailbox learns which.
pub async fn mail_link(
    visit: &Visit,
    flow: &Flow,
    address: &EmailAddress,
) -> Result<Response, AuthError> {
    let app = &visit.app;
    let digest = app.digest_of(address);
    let owner = identifiers::find(app.pool(), &digest).await?;
    if let Err(too_many) = throttle::admit_mail(visit, &digest, owner.as_deref()).await? {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let handle = Handle::random(app.region())?;
    // A link of nobody costs the same as one of somebody; it is never mailed.
    let nobody = subject()?;
    let whose = owner.as_deref().unwrap_or(&nobody);
    password_resets::insert(app.pool(), &handle, whose).await?;
    // The address of this region as the configuration says it, never as the request does.
    let origin = visit.host.regional_origin(visit.bundle(), app.region());
    let query = encode([("token", handle.as_str())]);
    let link = format!("{origin}/password/reset?{query}");
    let brand = visit.brand(flow.request())?;
    let language = visit.language(brand, flow.request());
    let letter = Letter {
        brand,
        language: &language,
        content: match owner {
            Some(_) => Content::PasswordReset {
                link: &link,
                minutes: i64::from(password_resets::LIFETIME_SECONDS / 60),
            },
            None => Content::NoAccount,
        },
    };
    let sent = app.mailer().send(app, visit.bundle(), address, &letter);
    if let Err(error) = sent.await {
        tracing::error!(%error, "a link could not be mailed");
        return pages::error::mail(visit, flow.request());
    }
    pages::password::sent(visit, flow, address.written())
}
