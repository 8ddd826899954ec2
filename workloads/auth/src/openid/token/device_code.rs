//! A device asks whether its person has said yes (RFC 8628, sections 3.4 and 3.5).

use axum::response::Response;
use domicile_residency::{Handle, RegionName};

use super::{
    Exchange, Failure, Refusal,
    issue::{self, Issue},
    refresh_token,
};
use crate::{
    openid::{
        forwarding::{self, Luggage},
        resource,
    },
    store::{
        device_authorizations::{self, Polled},
        grants, refresh_tokens,
    },
};

/// Where the answer is.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// The person has not said anything yet.
    Pending,
    /// The same, and the device asks too often.
    SlowDown,
    /// The person said no.
    Denied,
    /// Nobody said anything in time.
    Expired,
    /// The person said yes in that region.
    ApprovedAt(String),
}

/// Tokens for a device code, or what the device is to do.
pub(super) async fn exchange(
    exchange: &Exchange<'_>,
    device_code: &Handle,
    luggage: &Luggage,
    body: String,
) -> Result<Response, Failure> {
    if device_code.region() != exchange.app.region() {
        // Carried here by the region where the device waits: the approval is here.
        return redeem(exchange, device_code).await;
    }
    let polled = device_authorizations::poll(exchange.app.pool(), &device_code.digest())
        .await?
        .filter(|polled| polled.client_id == exchange.application.client_id)
        .ok_or(Refusal::DEVICE_CODE)?;
    match judge(polled) {
        Answer::Pending => Err(Refusal::AuthorizationPending.into()),
        Answer::SlowDown => Err(Refusal::SlowDown.into()),
        Answer::Denied => Err(Refusal::AccessDenied.into()),
        Answer::Expired => Err(Refusal::ExpiredToken.into()),
        Answer::ApprovedAt(home) if home == exchange.app.region().as_str() => {
            redeem(exchange, device_code).await
        }
        Answer::ApprovedAt(home) => {
            let home =
                RegionName::parse(&home).map_err(|_| forwarding::ForwardingError::UnknownRegion)?;
            let Exchange { app, bundle, .. } = exchange;
            Ok(forwarding::forward(app, bundle, &home, "/token", luggage, body).await?)
        }
    }
}

fn judge(polled: Polled) -> Answer {
    match (polled.decision.as_deref(), polled.home) {
        (Some("approved"), Some(home)) if !polled.expired => Answer::ApprovedAt(home),
        (Some(_), None) => Answer::Denied,
        _ if polled.expired => Answer::Expired,
        _ if polled.too_soon => Answer::SlowDown,
        _ => Answer::Pending,
    }
}

/// Takes what the person let the device have, once.
async fn redeem(exchange: &Exchange<'_>, device_code: &Handle) -> Result<Response, Failure> {
    let client_id = &exchange.application.client_id;
    let mut transaction = exchange.app.pool().begin().await?;
    let grant = device_authorizations::redeem(&mut transaction, &device_code.digest(), client_id)
        .await?
        .ok_or(Refusal::DEVICE_CODE)?;
    let scopes = resource::still_had(exchange.application, &grant.scopes);
    let target = resource::of_grant(
        exchange.bundle,
        exchange.application,
        &grant.resources,
        &exchange.resources,
        &scopes,
    )
    .map_err(Refusal::from)?;
    if let Some(confirmation) = &exchange.confirmation {
        grants::bind(&mut *transaction, grant.id, confirmation).await?;
    }
    let first = refresh_token::first(exchange)?;
    if let Some(token) = &first {
        refresh_tokens::insert(&mut transaction, token, grant.id, 0).await?;
    }
    transaction.commit().await?;
    let issued = Issue {
        id_token_scopes: scopes,
        grant: &grant,
        target,
        nonce: None,
        refresh_token: first.map(|token| token.handle),
    };
    issue::answer(exchange, issued).await
}

#[cfg(test)]
mod tests {
    use super::{Answer, judge};
    use crate::store::device_authorizations::Polled;

    #[test]
    fn a_device_is_told_what_to_do() {
        let at_eu = || Answer::ApprovedAt("eu".to_owned());
        let table = [
            (None, false, false, Answer::Pending),
            (None, false, true, Answer::SlowDown),
            (None, true, false, Answer::Expired),
            (None, true, true, Answer::Expired),
            (Some("denied"), false, false, Answer::Denied),
            (Some("denied"), true, true, Answer::Denied),
            (Some("approved"), false, false, at_eu()),
            (Some("approved"), false, true, at_eu()),
            (Some("approved"), true, false, Answer::Expired),
        ];
        for (decision, expired, too_soon, expected) in table {
            let polled = Polled {
                client_id: "aurora.kiosk".to_owned(),
                decision: decision.map(str::to_owned),
                home: (decision == Some("approved")).then(|| "eu".to_owned()),
                expired,
                too_soon,
            };
            assert_eq!(judge(polled), expected, "{decision:?} {expired} {too_soon}");
        }
    }
}
