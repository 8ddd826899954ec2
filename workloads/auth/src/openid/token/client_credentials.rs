//! Tokens for a client itself, with no person behind it (RFC 6749, section 4.4). Nothing is stored.

use axum::response::Response;
use domicile_bundle::ApplicationType;

use super::{Exchange, Failure, Refusal, issue, request::ClientCredentials};
use crate::openid::resource;

/// Tokens for the client that proved itself.
pub(super) fn exchange(
    exchange: &Exchange<'_>,
    presented: &ClientCredentials,
) -> Result<Response, Failure> {
    let Exchange {
        bundle,
        application,
        ..
    } = exchange;
    if application.application_type != ApplicationType::Web {
        return Err(Refusal::UnauthorizedClient.into());
    }
    let may_have = resource::scopes_of_client(bundle, application);
    let scopes = presented.scopes.as_ref().unwrap_or(&may_have);
    if !scopes.iter().all(|scope| may_have.contains(scope)) {
        return Err(Refusal::Scope(
            "a client has scopes of APIs and `organizations` only, and those of its registration: nobody is signed in",
        )
        .into());
    }
    let target = resource::of_client(bundle, application, &exchange.resources, scopes)
        .map_err(Refusal::from)?;
    issue::answer_client(exchange, &target)
}
