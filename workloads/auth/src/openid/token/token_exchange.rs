//! Token exchange (RFC 8693): an API that was shown a token asks for one with which it calls further APIs, for the
//! same person. The new token says who acts (`act`), is for less or for somebody else, and lives no longer.

use axum::response::Response;
use domicile_bundle::ApplicationType;
use domicile_jose::now;
use serde::{Deserialize, Serialize};

use super::{Exchange, Failure, Refusal, issue, request::TokenExchange};
use crate::{
    openid::{
        access_token::AccessToken,
        resource::{self, Target},
    },
    organizations::claim,
};

/// Most parties that a token may have passed through.
const MOST_ACTORS: usize = 4;

/// `act` of an access token: who acts for its subject, and for whom that one acted before (RFC 8693, section 4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Client identifier.
    pub sub: String,
    /// Who acted before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Box<Self>>,
}

impl Actor {
    fn depth(&self) -> usize {
        1 + self.act.as_ref().map_or(0, |earlier| earlier.depth())
    }
}

/// A token for a token.
pub(super) async fn exchange(
    exchange: &Exchange<'_>,
    presented: &TokenExchange,
) -> Result<Response, Failure> {
    let Exchange {
        app,
        bundle,
        application,
        ..
    } = exchange;
    if application.application_type != ApplicationType::Web {
        return Err(Refusal::UnauthorizedClient.into());
    }
    let keys = app.verifying_keys();
    let shown = AccessToken::verify(&presented.subject_token, bundle, &keys)
        .ok()
        .filter(|token| is_for(token, application.resource_server.as_deref()))
        .filter(|token| token.region == app.region().as_str())
        .ok_or(Refusal::SUBJECT_TOKEN)?;
    if !app.liveness().of(shown.jti, shown.domicile_grant).await? {
        return Err(Refusal::SUBJECT_TOKEN.into());
    }
    let organization = claim::of_token(app, bundle, &shown).await?;
    if shown.organization.is_some() && organization.is_none() {
        return Err(Refusal::SUBJECT_TOKEN.into());
    }
    // Whom the person acts for goes on with the token: the further API serves the same act. Their roles are those of now.
    let subject = AccessToken {
        organization,
        ..shown
    };
    let target = target(exchange, presented, &subject)?;
    let actor = Actor {
        sub: application.client_id.clone(),
        act: subject.act.clone().map(Box::new),
    };
    if actor.depth() > MOST_ACTORS {
        return Err(Refusal::SUBJECT_TOKEN.into());
    }
    issue::answer_exchange(exchange, &target, subject, actor)
}

/// An API exchanges what it was shown, not what it found.
fn is_for(token: &AccessToken, own_identifier: Option<&str>) -> bool {
    own_identifier.is_some_and(|identifier| token.aud.holds(identifier)) && token.exp > now()
}

/// Another resource that the client may ask for, with the client's scopes there; or the same with fewer scopes.
fn target(
    exchange: &Exchange<'_>,
    presented: &TokenExchange,
    subject: &AccessToken,
) -> Result<Target, Refusal> {
    let application = exchange.application;
    let may_have: Vec<String> = if exchange.resources.is_empty() {
        subject
            .scope
            .split_ascii_whitespace()
            .map(str::to_owned)
            .collect()
    } else {
        resource::of_client(
            exchange.bundle,
            application,
            &exchange.resources,
            &application.scopes,
        )?
        .scopes
    };
    let scopes = presented.scopes.clone().unwrap_or_else(|| may_have.clone());
    if !scopes.iter().all(|scope| may_have.contains(scope)) {
        return Err(Refusal::Scope(
            "ask for scopes of the token that was shown, or of the resource that is asked for",
        ));
    }
    if exchange.resources.is_empty() {
        let own = application.resource_server.as_deref().unwrap_or_default();
        return Ok(resource::of_api_itself(exchange.bundle, own, scopes));
    }
    Ok(resource::of_client(
        exchange.bundle,
        application,
        &exchange.resources,
        &scopes,
    )?)
}
